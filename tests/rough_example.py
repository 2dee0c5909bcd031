"""Writes the workbooks of the page on rough data, rough as they come: ``python tests/rough_example.py``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

FOLDER = Path(__file__).parents[1] / "docs" / "example_rough"

TIES_HEADER = ["企业名称", "合作方", "方向", "签约时间", "合作方城市", "技术领域"]
TIES: dict[str, list[list[Any]]] = {
    "2021": [
        ["云杉智能", "青禾数据、海燕机器人", "赋能", datetime(2021, 3, 5), "", "云计算"],
        ["云杉智能 ", "NОVА芯片", "输入", "2021年6月", "昆山", "智能芯片"],  # Cyrillic О and А
        ["青禾数据", "云杉智能", "输入", "2021.3", "深圳市", "云计算"],
        ["海燕机器人", "岭南理工大学", "双向", 44321, "广州", "智能机器人；计算机视觉"],
        ["海燕机器人", "未披露", "赋能", "2021-09-01", "", "智能机器人"],
    ],
    "2022": [
        ["云杉智能", "青禾数据科技有限公司", "赋能", "2022/1/10", "上海", "大数据和云计算"],
        ["云杉智能", "云杉云", "赋能", "2022-02-01", "贵阳市", "大数据和云计算"],
        ["云杉云", "岭南理工大学", "赋能", "2022年", "广州市", "大数据和云计算"],
        ["NOVA芯片", "海燕机器人", "赋能", "", "杭洲市", "智能芯片"],
        ["NOVA芯片", "云杉智能", "赋能", "3022-05-01", "深圳", "智能芯片"],
        ["青禾数据", "云杉智能", "合作", "2022", "深圳", "大数据和云计算"],
    ],
}
MONEY_HEADER = ["融资企业", "投资方", "融资时间", "金额（万元）"]
MONEY: list[list[Any]] = [
    ["云杉智能", "长风资本领投、白塔创投跟投等", "2020-11", 30000],
    ["海燕机器人", "长风资本", "2022年8月", "1,200"],
    ["青禾数据", "—", "2021", "未披露"],
]
ROSTER_HEADER = ["企业名称", "省份", "城市", "股票代码", "统一社会信用代码", "成立时间", "退出年份"]
ROSTER: list[list[Any]] = [
    ["云杉智能", "广东省", "深圳市", 2999, "91000000MA00000A14", "2012年", ""],
    ["青禾数据", "上海", "浦东新区", "", 910000000000000000, "2015-06-01", ""],
    ["海燕机器人", "杭州市", "", "600999", "91000000MA00000C3X", "2022", ""],
    ["NOVA芯片", "江苏省", "昆山", "", "", "2016", "2023"],
    ["云杉智能", "广东省", "广州市", "", "", "", ""],
]


def write(folder: Path) -> None:
    """Write the workbooks into a folder."""
    ties = Workbook()
    ties.remove(ties.active)
    for year, rows in TIES.items():
        sheet = ties.create_sheet(year)
        sheet.append([f"{year}年技术合作台账（示例，均为虚构）"])
        sheet.merge_cells("A1:F1")
        for row in (TIES_HEADER, *rows):
            sheet.append(row)
    ties.save(folder / "技术合作.xlsx")
    money = Workbook()
    money.active.title = "融资"
    for row in (MONEY_HEADER, *MONEY):
        money.active.append(row)
    money.save(folder / "投融资.xlsx")
    roster = Workbook()
    for row in (["样本企业名录"], ["截至2022年底，虚构"], ROSTER_HEADER, *ROSTER):
        roster.active.append(row)
    roster.save(folder / "样本企业名录.xlsx")


if __name__ == "__main__":
    write(FOLDER)
