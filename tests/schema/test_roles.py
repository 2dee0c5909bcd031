from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.schema import recognition, roles


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("投资方", "被投资方"), ("出口国", "进口国"), ("转让方", "受让方"), ("许可方", "被许可方"),
        ("供方", "需方"),
        ("卖方", "买方"), ("lender", "borrower"), ("Exporter", "Importer"), ("acquirer", "target"),
        ("Licensor", "licensee"), ("seller", "buyer"), ("乙方", "甲方"), ("受托方", "委托方"),
        ("始发地", "目的地"),
        ("母公司", "子公司"), ("收购方", "标的公司"), ("exporter_id", "importer_name"),
        ("毕业院校", "用人单位"),
        ("來源省份", "目標省份"), ("Origin country", "Destination country"),
        ("investor_name", "company_name"),
        ("供应商", "企业名称"), ("企业名称", "客户"), ("投資機構", "融資方"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("swapped", [False, True])
def test_headers_of_roles_are_ends_with_their_direction(source: str, target: str, swapped: bool) -> None:
    headers = [target, source] if swapped else [source, target]
    names = recognition.edge_columns([*headers, "年份"])
    assert (names[source], names[target]) == ("source", "target")
    assert recognition.is_edge_header(headers)


@pytest.mark.parametrize(
    "headers",
    [
        ["国家", "出口", "进口"], ["省份", "进口额", "出口额"], ["企业", "来源", "年份"],
        ["甲公司", "乙公司", "2018"],
        ["企业名称", "省份", "母公司"], ["企业名称", "来源国家"], ["销售额", "采购额"], ["投资方", "年份"],
    ],
)  # fmt: skip
def test_headers_that_name_no_two_ends_are_none(headers: list[str]) -> None:
    assert not recognition.is_edge_header(headers)


def test_where_a_row_was_found_gives_way_and_what_stands_beside_goes_along() -> None:
    names = recognition.edge_columns(["来源", "买方", "卖方", "买方省份", "seller city"])
    assert names == {
        "来源": "provenance",
        "买方": "target",
        "卖方": "source",
        "买方省份": "target_province",
        "seller city": "source_city",
    }


def test_ends_of_the_contract_and_of_the_descriptor_stay() -> None:
    assert recognition.edge_columns(["source", "target", "buyer"])["buyer"] == "buyer"
    given = {"source": "甲方", "target": "乙方"}
    assert recognition.edge_columns(["甲方", "乙方"], given) == {"甲方": "source", "乙方": "target"}
    assert roles.role("卖出额") is None


@pytest.mark.parametrize(
    ("header", "problem"),
    [("卖方,买方", "ends_by_role"), ("甲方,乙方", "doubtful_roles"), ("供给方,需求方", None)],
)
def test_what_was_read_is_said(tmp_path: Path, header: str, problem: str | None) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(f"{header}\n甲,乙\n", encoding="utf-8")
    found = [each for each in io.examine(path).findings if each.problem in ("ends_by_role", "doubtful_roles")]
    assert [each.problem for each in found] == ([problem] if problem else [])
    if problem == "doubtful_roles":
        assert 'columns = { source = "甲方", target = "乙方" }' in str(found[0].action)


def test_places_that_are_ends_have_their_place(tmp_path: Path) -> None:
    path = tmp_path / "trade.csv"
    path.write_text("进口国,出口国,weight\n美国,中国,5\n", encoding="utf-8")
    net = io.read(path)
    assert net.edges[["source", "target"]].astype(str).to_numpy().tolist() == [["中国", "美国"]]
    assert net.nodes["country"].to_dict() == {"中国": "中国", "美国": "美国"}
