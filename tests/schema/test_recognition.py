"""Headers of ties and nodes: what they mean, also beside one another; what is said of those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from clusternet.errors import SchemaError
from clusternet.io import examine, read
from clusternet.schema import columns as schema
from clusternet.schema import recognition
from running import save


def test_every_header_of_the_contract_is_recognised() -> None:
    for column in schema.EDGES:
        for header in column.headers:
            assert recognition.edge_columns([header])[header] == column.name
    for column in schema.NODES:
        for header in column.headers:
            name = recognition.node_columns(["id", header])[header] if column.name != "id" else "id"
            assert name == column.name, header


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (" Source ", "source"), ("TARGET", "target"), ("合作\n方", "partner"), ("签约 时间", "year"),
        ("Relation-Type", "relation"), ("\ufeff来源", "source"), ("Ｗｅｉｇｈｔ", "weight"),
        ("合作方城市", "partner_city"), ("target_city", "target_city"), ("样本企业省份", "sample_province"),
        ("来源国家", "source_country"), ("Target Stock Code", "target_stock_code"),
    ],
)  # fmt: skip
def test_spaces_breaks_case_and_width_do_not_count(header: str, name: str) -> None:
    assert recognition.edge_columns([header])[header] == name


def test_what_the_descriptor_names_wins() -> None:
    names = recognition.edge_columns(["source", "供给方", "x"], {"source": "供给方", "target": "x"})
    assert names == {"供给方": "source", "x": "target", "source": "source (2)"}


def test_a_second_header_for_one_column_stays_an_attribute() -> None:
    assert recognition.edge_columns(["year", "日期"]) == {"year": "year", "日期": "日期"}


def test_names_of_the_package_own_columns_are_kept_free() -> None:
    assert recognition.edge_columns(["row_line", "reporter"]) == {
        "row_line": "row_line (2)",
        "reporter": "reporter",
    }


def test_a_node_table_without_ids_is_read_by_its_names() -> None:
    assert recognition.node_columns(["企业名称", "城市"]) == {"企业名称": "id", "城市": "city"}


def test_headers_are_told_from_titles() -> None:
    assert recognition.is_edge_header(["样本企业", "合作方", "方向"])
    assert not recognition.is_edge_header(["2023 survey", "", ""])
    assert recognition.is_node_header(["企业名称"])
    assert not recognition.is_node_header(["城市", "省份"])


def test_missing_ends_say_what_was_found_and_what_is_accepted() -> None:
    with pytest.raises(
        SchemaError, match=r"edges\.csv.*found: a, b; accepted: source \(.*来源.*合作方"
    ) as caught:
        recognition.require_ends(["a", "b"], "edges.csv", ["a", "b"])
    assert "\n" not in str(caught.value)
    assert recognition.require_ends(["partner", "sample"], "", []) == ("sample", "partner")


def said(path: Path) -> list[tuple[str, str, str]]:
    return [(each.problem, each.column, str(each.action)) for each in examine(path).findings]


@pytest.mark.parametrize(
    ("headers", "ends"),
    [
        ("供应商,客户", "source,target"), ("企业A,企业B", "source,target"), ("Node1,Node2", "source,target"),
        ("source_id,target_id", "source,target"), ("投资方,融资企业", "source,target"),
        ("供给方名称,需求方名称", "source,target"), ("來源,目標", "source,target"),
        ("企业全称,合作方名称", "sample,partner"), ("来源编号,来源名称,目标", "source,source_name,target"),
        ("source,source_id,target", "source,source_id,target"),
    ],
)  # fmt: skip
def test_headers_of_ends(headers: str, ends: str) -> None:
    assert list(recognition.edge_columns(headers.split(",")).values()) == ends.split(",")


def test_where_a_row_was_found_is_no_end_beside_sample_and_partner(tmp_path: Path) -> None:
    rows = "企业名称,合作方,方向,来源,目标\n甲,乙,赋能,年报,扩产\n乙,丙,输入,新闻,\n"
    path = save(tmp_path, rows)
    edges = read(path).edges
    assert edges[["source", "target"]].astype(object).values.tolist() == [["甲", "乙"], ["丙", "乙"]]
    assert edges["provenance"].tolist() == ["年报", "新闻"]
    assert edges["目标"].tolist()[0] == "扩产"
    assert said(path) == [
        ("provenance_header", "来源", "read as where the row was found"),
        ("provenance_header", "目标", "kept"),
    ]
    path = save(tmp_path, "sample,partner,direction,source,target\na,b,enable,report,x\n")
    assert read(path).edges["target"].astype(object).tolist() == ["b"]


def test_one_header_serves_several_columns(tmp_path: Path) -> None:
    save(tmp_path, "source,target,sector\n北京市,上海市,AI\n北京市,广东省,5G\n")
    toml = (
        '[edges]\nfile = "edges.csv"\ncolumns = { technology = "sector", application = "sector", '
        'source_province = "source", target_province = "target" }\n'
    )
    net = read(save(tmp_path, toml, "dataset.toml"))
    assert net.edges["technology"].tolist() == net.edges["application"].tolist() == ["AI", "5G"]
    assert net.nodes["province"].to_dict() == {"北京市": "北京市", "上海市": "上海市", "广东省": "广东省"}


def test_the_same_header_twice_is_a_finding(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target,source\na,b,x\n")
    assert said(path) == [("repeated_header", "source", "kept as source (3)")]


@pytest.mark.parametrize("header", ["weights", "EdgeWeight", "Count", "权值"])
def test_headers_of_weights(tmp_path: Path, header: str) -> None:
    assert read(save(tmp_path, f"source,target,{header}\na,b,5\n")).edges["weight"].tolist() == [5.0]


def test_numbers_that_nobody_uses_are_named(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target,value,paper_id,founded,note\na,b,5,77,1999,x\nb,c,1.5,78,2001,y\n")
    action = 'if it is the weight, name it in dataset.toml: columns = { weight = "value" }'
    assert said(path) == [("unused_numbers", "value", action)]
    path = save(tmp_path, "source,target,weight,value\na,b,5,7\n")
    assert said(path) == []


def test_blank_weights_are_counted(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target,weight\na,b,5\nb,c,\n")
    assert said(path) == [("blank_weight", "weight", "taken as 1")]
    assert read(path).edges["weight"].tolist() == [5.0, 1.0]


def test_numbers_with_their_precision_are_read_from_graphml(tmp_path: Path) -> None:
    text = (
        '<graphml><key id="k" for="edge" attr.name="EdgeWeight"/><graph edgedefault="directed">'
        '<edge source="1" target="2"><data key="k">1.25`</data></edge>'
        '<edge source="2" target="1"><data key="k">4.5`15.9</data></edge></graph></graphml>'
    )
    assert read(save(tmp_path, text, "g.graphml")).edges["weight"].tolist() == [1.25, 4.5]


def test_an_end_that_the_descriptor_names_is_not_said_to_be_read_otherwise(tmp_path: Path) -> None:
    save(tmp_path, "公司,投资方\n甲,基金\n", "e.csv")
    toml = '[edges]\nfile = "e.csv"\ncolumns = { sample = "公司", partner = "投资方" }\n'
    toml += 'set = { direction = "input" }\n'
    save(tmp_path, toml, "dataset.toml")
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    "headers", ["年份（年）,权重（万元）", "年份\n(年),权重\n[亿美元]", "year (yyyy),weight (million USD)"]
)
def test_a_unit_behind_a_header_is_no_part_of_it(headers: str) -> None:
    names = recognition.edge_columns(["来源", "目标", *headers.split(",")])
    assert list(names.values()) == ["source", "target", "year", "weight"]


def test_what_else_stands_in_brackets_is_part_of_a_header() -> None:
    assert recognition.edge_columns(["来源（省份）"]) == {"来源（省份）": "来源（省份）"}


def test_years_that_are_not_used_are_said(tmp_path: Path) -> None:
    path = save(tmp_path, "source,target,weight,签署年\na,b,2,2018\nb,c,3,2019\n")
    action = 'if it is the year, name it in dataset.toml: columns = { year = "签署年" }'
    assert said(path) == [("unused_years", "签署年", action)]
    assert said(save(tmp_path, "source,target,year,签署年\na,b,2018,2018\n")) == []


def test_a_list_of_nodes_names_what_counts_it(tmp_path: Path) -> None:
    with pytest.raises(
        SchemaError, match=r'counts FILE --by "省份" --level province --figure FILE.png`'
    ) as said:
        read(save(tmp_path, "名称,省份\n甲,北京\n乙,广东\n"))
    assert "这是一张没有关系的节点表" in said.value.zh
    with pytest.raises(SchemaError, match=r'target = "..." }$'):
        read(save(tmp_path, "kite,boat\n甲,乙\n"))
