"""Rough folders of made-up firms in many layouts, and what they mean: ``python tests/rough_folders.py DIR``.

Each seed, a second argument, has header words, orders of columns, marks, dates and layouts of its own.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

CITIES = {
    "深圳市": "广东省", "广州市": "广东省", "杭州市": "浙江省", "苏州市": "江苏省", "成都市": "四川省",
    "武汉市": "湖北省", "西安市": "陕西省", "北京市": "北京市", "上海市": "上海市", "长沙市": "湖南省",
}  # fmt: skip
SCHOOLS = {
    "清华大学": "北京市", "复旦大学": "上海市", "浙江大学": "杭州市", "武汉大学": "武汉市",
    "四川大学": "成都市", "西安电子科技大学": "西安市", "华南理工大学": "广州市", "中南大学": "长沙市",
    "苏州大学": "苏州市",
}  # fmt: skip
SYLLABLES = "岚澄翊珩朔淇煦峤沐霁昀瑾溪桦柏澜"
TRADES = ["智能", "芯片", "视觉", "算法", "物联", "语音", "传感"]
LINES = ["食品", "物流", "能源", "建材", "医药", "纺织", "银行"]
FUNDS = ["峰瑞资本", "远翼投资", "线性基金", "云启创投", "松禾资本", "梅花创投"]
DIRECTIONS = [("赋能", "输入", "双向"), ("输出", "引进", "互为赋能"), ("技术赋能", "技术输入", "双向赋能")]
SURE, DOUBTFUL = ["、", "；", ";", "\n", "，", "|"], ["/", "和", "与", "+", ","]
HEADS: dict[str, list[str]] = {
    "sample": ["企业", "样本企业名称", "骨干企业", "公司名称", "本企业"],
    "partner": ["合作对象", "合作企业", "合作单位", "对方单位", "伙伴名称", "合作机构名称"],
    "source": ["技术供给方", "提供方", "赋能方", "供应商"],
    "target": ["技术需求方", "接受方", "输入方", "客户"],
    "direction": ["方向", "合作方向", "流向", "技术流向", "赋能/输入"],
    "year": ["时间", "签约时间", "合作年份", "年度", "签署日期", "起始时间"],
    "place": ["对方所在地", "合作方地区", "合作方省市", "伙伴所在城市", "对方注册地"],
    "kind": ["对方性质", "合作方类别", "伙伴类型"],
    "technology": ["技术方向", "核心技术", "技术类型", "涉及技术"],
    "firm": ["融资企业", "被投企业", "公司", "项目公司"],
    "fund": ["投资方", "投资机构", "投资人", "出资方"],
    "employer": ["任职企业", "现任职单位", "就职公司"],
    "school": ["毕业院校", "毕业学校", "教育背景（院校）"],
    "full": ["企业全称", "公司全称", "单位名称", "工商注册名"],
    "short": ["简称", "企业简称", "品牌简称"],
}
TECHNOLOGIES = ["物联网", "计算机视觉", "智能芯片", "区块链", "自动驾驶", "大数据和云计算"]

Tie = tuple[str, str, str, str]


@dataclass
class Folder:
    """What a folder means, and how it is written."""

    path: Path
    draw: Random
    places: dict[str, str] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def head(self, name: str) -> str:
        """Return one of the headers of a column."""
        return self.draw.choice(HEADS[name])

    def spelt(self, name: str) -> str:
        """Return a name as someone may write it."""
        longer = [alias for alias, meant in self.spellings.items() if meant == name]
        return self.draw.choice([name, *longer]) + self.draw.choice(["", "", "", " "])


def write(path: Path, seed: int) -> Folder:
    """Write the raw files of a seed and what they mean, as ``raw`` and ``truth``."""
    made = Folder(path / "raw", Random(seed))
    made.path.mkdir(parents=True)
    _organisations(made)
    for part in (_technology, _money, _people, _roster, _lists):
        part(made)
    truth(made, path / "truth")
    return made


def _organisations(made: Folder) -> None:
    draw, names = made.draw, [one + two for one in SYLLABLES for two in SYLLABLES if one != two]
    draw.shuffle(names)
    for place, name in enumerate(names[:90]):
        city = draw.choice(list(CITIES))
        trade = draw.choice(TRADES if place < 45 else LINES)
        made.places[name + trade] = city
        bare = city[:-1]
        made.spellings[
            draw.choice([f"{bare}{name}{trade}有限公司", f"{name}{trade}（{bare}）股份有限公司"])
        ] = name + trade
        (made.samples if place < 45 else made.partners).append(name + trade)
    made.places |= SCHOOLS
    made.partners += SCHOOLS


def _technology(made: Folder) -> None:
    draw = made.draw
    ends = draw.choice([("sample", "partner"), ("sample", "partner"), ("source", "target")])
    heads = {name: made.head(name) for name in (*ends, "direction", "year", "place", "kind", "technology")}
    order = [name for name in heads if name != "direction" or ends[0] == "sample"]
    order = order[:2] + draw.sample(order[2:], len(order) - 2) if draw.random() < 0.5 else order
    if ends[0] == "source":
        order = [name for name in order if name not in ("place", "kind")]
    layout = draw.choice(["sheets", "files", "one"])
    words, fill, group = draw.choice(DIRECTIONS), draw.random() < 0.4, draw.random() < 0.3
    marks = [draw.choice(SURE), draw.choice(SURE + DOUBTFUL)]
    dated = layout == "one" or draw.random() < 0.7
    books: dict[str, dict[str, list[list[Any]]]] = {}
    for year in ("2019", "2020", "2021"):
        rows = _tie_rows(made, year, ends, order, (words, marks, dated))
        if fill:
            rows = _once(rows, order.index(ends[0]))
        name = f"技术合作{year}.xlsx" if layout == "files" else "01技术合作台账.xlsx"
        sheet = "台账" if layout == "one" else year if layout == "sheets" else "Sheet1"
        book = books.setdefault(name, {})
        book.setdefault(sheet, []).extend(rows)
    columns = [name for name in order if dated or name != "year"]
    for name, sheets in books.items():
        top = [heads[column] for column in columns]
        _save(made, name, {sheet: (top, rows) for sheet, rows in sheets.items()}, group=group)


def _tie_rows(
    made: Folder, year: str, ends: tuple[str, str], order: list[str], how: tuple[Any, list[str], bool]
) -> list[list[Any]]:
    (words, marks, dated), draw = how, made.draw
    rows: list[list[Any]] = []
    for sample in draw.sample(made.samples, 30):
        for _ in range(draw.randint(1, 3)):
            several = draw.sample(
                [name for name in made.partners if name != sample], draw.choice([1, 1, 1, 2, 3])
            )
            way = draw.randrange(3) if ends[0] == "sample" else 0
            for partner in several:
                made.ties += [(sample, partner, year, "technology")] if way != 1 else []
                made.ties += [(partner, sample, year, "technology")] if way else []
            mark = draw.choice(marks)
            places = [made.places[name] for name in several]
            cells = {
                ends[0]: made.spelt(sample),
                ends[1]: mark.join(made.spelt(name).strip() for name in several)
                + draw.choice(["", "", "", "等"]),
                "direction": words[way],
                "year": draw.choice(
                    [int(year), f"{year}年{draw.randint(1, 12)}月", f"{year}-0{draw.randint(1, 9)}-11"]
                ),
                "place": mark.join(draw.choice([place, CITIES[place] + place]) for place in places),
                "kind": mark.join("高校" if name in SCHOOLS else "企业" for name in several),
                "technology": draw.choice(TECHNOLOGIES),
            }
            rows.append([cells[name] for name in order if dated or name != "year"])
    return rows


def _once(rows: list[list[Any]], place: int) -> list[list[Any]]:
    """Name a firm in the first of its rows alone."""
    last, found = None, []
    for row in rows:
        found.append([*row[:place], None if row[place].strip() == last else row[place], *row[place + 1 :]])
        last = row[place].strip()
    return found


def _money(made: Folder) -> None:
    draw, rows = made.draw, []
    apart, mark = draw.random() < 0.4, draw.choice(SURE)
    for sample in draw.sample(made.samples, 25):
        year, funds = str(draw.randint(2019, 2021)), draw.sample(FUNDS, draw.choice([1, 2, 3]))
        made.ties += [(fund, sample, year, "investment") for fund in funds]
        told = [f"{funds[0]}{draw.choice(['', '（领投）', '领投'])}", *funds[1:]]
        cells = [*told, *[""] * (3 - len(told))] if apart else [mark.join(told)]
        rows.append(
            [
                made.spelt(sample),
                draw.choice(["A轮", "B轮"]),
                *cells,
                f"{year}.{draw.randint(1, 12)}",
                "数千万元",
            ]
        )
    rows.append([made.spelt(made.samples[0]), "A轮", *(["未透露"] + [""] * 2 * apart), "2020.5", "未透露"])
    fund = made.head("fund")
    heads = [f"{fund}{number}" for number in (1, 2, 3)] if apart else [fund]
    top = [made.head("firm"), "轮次", *heads, draw.choice(["融资时间", "披露日期"]), "融资金额"]
    _save(made, "02融资事件.xlsx", {"融资": (top, rows), "说明": (["填表说明：投资机构用简称"], [])})


def _people(made: Folder) -> None:
    draw, rows = made.draw, []
    for sample in draw.sample(made.samples, 25):
        year, school = str(draw.randint(2019, 2021)), draw.choice(list(SCHOOLS))
        made.ties.append((school, sample, year, "human_capital"))
        rows.append(
            [
                draw.choice("王李张刘") + draw.choice("敏强磊洋"),
                made.spelt(sample),
                "CTO",
                school + draw.choice(["", "（硕士）"]),
                year,
            ]
        )
    top = ["姓名", made.head("employer"), "职务", made.head("school"), "任职年份"]
    _save(made, "03高管名单.csv", {"": (top, rows)})


def _roster(made: Folder) -> None:
    draw, rows = made.draw, []
    full = {meant: alias for alias, meant in made.spellings.items()}
    for number, name in enumerate(made.samples, start=1):
        city = made.places[name]
        rows.append(
            [number, full[name], name, CITIES[city], draw.choice([city, city[:-1]]), draw.randint(1998, 2016)]
        )
    top = [
        "序号",
        made.head("full"),
        made.head("short"),
        draw.choice(["省份", "所在省", "省"]),
        "城市",
        "成立时间",
    ]
    rows += [[None] * 6, ["合计", None, len(made.samples), None, None, None]]
    _save(made, "04骨干企业名录.xlsx", {draw.choice(["名录", "样本", "Sheet1"]): (top, rows)})


def _lists(made: Folder) -> None:
    schools = [[number, name, CITIES[city], city] for number, (name, city) in enumerate(SCHOOLS.items(), 1)]
    figures = [[province, made.draw.randint(10, 900)] for province in set(CITIES.values())]
    sheets = {
        "高校名单": (
            ["序号", made.draw.choice(["学校名称", "高校", "院校名称"]), "省份", "所在城市"],
            schools,
        ),
        "各省专利": (["省份", "专利数"], figures),
    }
    _save(made, "05其他.xlsx", sheets)


def _save(
    made: Folder, name: str, sheets: dict[str, tuple[list[str], list[list[Any]]]], *, group: bool = False
) -> None:
    draw = made.draw
    if name.endswith(".csv"):
        coding = draw.choice(["utf-8-sig", "gb18030"])
        with (made.path / name).open("w", encoding=coding, newline="") as stream:
            csv.writer(stream).writerows([sheets[""][0], *sheets[""][1]])
        return
    book = Workbook()
    book.remove(book.active)
    for sheet, (top, rows) in sheets.items():
        page = book.create_sheet(sheet)
        for number in range(draw.randint(0, 2)):
            page.append([["（内部资料）", f"{sheet}汇总情况表"][number]])
        if group and len(top) > 4:
            start = page.max_row + 1 if page.max_row > 1 or page.cell(1, 1).value else 1
            page.append(["基本信息", None, "其他信息", *[None] * (len(top) - 3)])
            page.merge_cells(start_row=start, end_row=start, start_column=1, end_column=2)
            page.merge_cells(start_row=start, end_row=start, start_column=3, end_column=len(top))
        for row in (top, *rows):
            page.append(row)
        if draw.random() < 0.5:
            page.append([])
            page.append(["注：数据来源于公开信息。"])
    book.save(made.path / name)


def truth(made: Folder, path: Path) -> None:
    """Write what a folder means: relations, places and spellings."""
    path.mkdir()
    places = [(name, CITIES[city]) for name, city in made.places.items()]
    for name, head, rows in (
        ("edges", ("source", "target", "year", "relation"), made.ties),
        ("nodes", ("id", "province"), places),
        ("spellings", ("alias", "canonical"), list(made.spellings.items())),
    ):
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
