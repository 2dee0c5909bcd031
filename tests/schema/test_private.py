from __future__ import annotations

import pytest

from clusternet.schema.columns import EDGES, NODES
from clusternet.schema.private import private

PEOPLE = """姓名 联系人 联系电话 手机号 电子邮箱 微信号 备注 备注1 核对 采集人 录入员 填表人 负责人 法定代表人
创始人 发明人 Contact contact_person ContactName E-mail remarks Notes comment first_name inventor checkedBy"""
FIRMS = """企业名称 合作类型 联系类型 电信运营商 金额 轮次 层次 法人名称 职务 notebook telecom
authority cellulose product"""


@pytest.mark.parametrize("header", PEOPLE.split())
def test_columns_about_people_and_remarks(header: str) -> None:
    assert private([header]) == [header]


@pytest.mark.parametrize("header", FIRMS.split())
def test_columns_about_firms(header: str) -> None:
    assert private([header]) == []


def test_columns_of_the_contract_are_never_left_out() -> None:
    assert private(column.name for column in (*EDGES, *NODES)) == []
