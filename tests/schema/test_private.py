from __future__ import annotations

import pandas as pd
import pytest

from clusternet.schema.columns import EDGES, NODES
from clusternet.schema.private import private

PEOPLE = """姓名 联系人 联系电话 手机号 电子邮箱 微信号 备注 备注1 核对 采集人 录入员 填表人 负责人 法定代表人
创始人 发明人 Contact contact_person ContactName E-mail remarks Notes comment first_name inventor checkedBy"""
FIRMS = """企业名称 合作类型 联系类型 电信运营商 金额 轮次 层次 法人名称 职务 notebook telecom
authority cellulose product"""


@pytest.mark.parametrize("header", PEOPLE.split())
def test_columns_about_people_and_remarks(header: str) -> None:
    assert private(pd.DataFrame(columns=[header])) == [header]


@pytest.mark.parametrize("header", FIRMS.split())
def test_columns_about_firms(header: str) -> None:
    assert private(pd.DataFrame(columns=[header])) == []


def test_columns_of_the_contract_are_never_left_out() -> None:
    names = [column.name for column in (*EDGES, *NODES)]
    assert private(pd.DataFrame([["13800138000"] * len(names)], columns=names)) == []


@pytest.mark.parametrize(
    "cells",
    [
        ["a.rowan@example.org", "", "b_k@mail.example.cn"],
        ["13800138000", "+86 139-1234-5678", "未填"],
        ["010-62785001", "(0755) 26532000-8"],
        ["11010519491231002X"],
        ["王敏", "李强", "张晓磊", "欧阳静", "刘洋", "赵涛", "陈静", "杨桂芳", "周凯"],
    ],
)
def test_people_are_told_by_the_cells(cells: list[str]) -> None:
    assert private(pd.DataFrame({"丙列": cells, "行业": ["金融"] * len(cells)})) == ["丙列"]


@pytest.mark.parametrize(
    "cells",
    [
        ["高校", "金融", "安防", "石油", "文旅"],
        ["华为", "高德", "金山云", "云从科技", "商汤", "百度", "腾讯", "小米", "中兴"],
        ["2021-03-05", "20210305", "91440300MA5EXAMP1X", "1.2亿美元"],
        ["", ""],
    ],
)
def test_other_columns_are_not_people(cells: list[str]) -> None:
    assert private(pd.DataFrame({"丙列": cells, "numbers": range(len(cells))})) == []
