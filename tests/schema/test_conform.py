from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork, build, from_frames
from clusternet.schema import conform
from clusternet.schema.findings import Finding
from piped import network, problems, table


def ends(net: ValueNetwork) -> list[tuple[str, str]]:
    return list(zip(net.edges["source"].astype(object), net.edges["target"].astype(object), strict=True))


# -- the two forms -----------------------------------------------------------------------------------------
def test_source_and_target() -> None:
    net, found = network("source|target|year|note\n甲|乙|2018|x\n乙|丙|2019-05-01|\n甲|乙|2018|x")
    assert ends(net) == [("甲", "乙"), ("乙", "丙"), ("甲", "乙")]
    assert net.nodes.index.tolist() == ["甲", "乙", "丙"]
    assert net.edges["year"].tolist() == [2018, 2019, 2018]
    assert net.edges["weight"].tolist() == [1, 1, 1]
    assert net.edges["note"].isna().tolist() == [False, True, False]
    assert net.kinds is None
    assert found == []


def test_sample_partner_and_direction() -> None:
    net, found = network("样本企业|合作方|方向\n甲|乙|赋能\n甲|丙|输入\n甲|丁|双向\n丁|戊|技术赋能")
    assert ends(net) == [("甲", "乙"), ("丙", "甲"), ("甲", "丁"), ("丁", "甲"), ("丁", "戊")]
    assert net.kinds is not None
    assert net.kinds.to_dict() == {
        "甲": "sample", "乙": "partner", "丙": "partner", "丁": "sample", "戊": "partner",
    }  # fmt: skip
    assert found == []


def test_a_tie_recorded_by_both_firms_is_one_relation() -> None:
    net, found = network(
        "sample|partner|direction|year\n甲|乙|enable|2018\n乙|甲|input|2018\n甲|乙|enable|2019"
    )
    assert ends(net) == [("甲", "乙"), ("甲", "乙")]
    assert problems(found) == [("double_coded", 2)]
    assert found[0].value == "甲 → 乙"


def test_rows_of_one_reporter_are_all_counted() -> None:
    net, found = network(
        "sample|partner|direction|year\n甲|乙|enable|2018\n甲|乙|enable|2018\n乙|甲|input|2018"
    )
    assert len(net.edges) == 2
    assert problems(found) == [("double_coded", 3)]


def test_both_recorded_by_both_is_two_edges() -> None:
    net, _ = network("sample|partner|direction\n甲|乙|both\n乙|甲|双向")
    assert sorted(ends(net)) == [("乙", "甲"), ("甲", "乙")]


def test_another_relation_or_year_is_another_tie() -> None:
    net, _ = network(
        "sample|partner|direction|year|relation\n"
        "甲|乙|enable|2018|技术合作\n乙|甲|input|2018|投融资\n乙|甲|input||技术合作"
    )
    assert len(net.edges) == 3


def test_source_and_target_rows_are_never_collapsed() -> None:
    found: list[Finding] = []
    plain = conform.edge_rows(table("source|target\n甲|乙\n甲|乙"), found=found)
    told = conform.edge_rows(table("sample|partner|direction\n甲|乙|enable\n乙|甲|input"), found=found)
    net = build([plain, told], [], found=found)
    assert len(net.edges) == 3
    assert [each.problem for each in found] == ["double_coded"]


def test_a_column_called_reporter_collapses_nothing() -> None:
    net, _ = network("source|target|reporter\n甲|乙|x\n甲|乙|y")
    assert len(net.edges) == 2
    assert net.edges["reporter"].tolist() == ["x", "y"]


def test_sample_and_partner_need_a_direction() -> None:
    with pytest.raises(SchemaError, match="direction column; accepted headers: direction, 方向"):
        network("sample|partner\n甲|乙")


# -- faults ------------------------------------------------------------------------------------------------
def test_faulty_rows_are_refused_once_and_listed() -> None:
    net, found = network(
        "source|target|year|weight\n甲|乙|2018|1\n |乙|3201|\n甲||2018|\n甲|乙|3201-10-21|1\n甲|乙|1201|-1\n"
        "甲|乙|2018|many\n甲|乙|2018|-0.5\n2000-Q3|乙|2018|1\n乙|丙|2018|2"
    )
    assert ends(net) == [("甲", "乙"), ("乙", "丙")]
    assert problems(found) == [
        ("blank_end", 2), ("shifted_row", 8), ("blank_end", 3), ("year_out_of_range", 4),
        ("year_out_of_range", 5), ("bad_weight", 6), ("bad_weight", 7),
    ]  # fmt: skip
    assert {each.severity for each in found} == {"fault"}
    assert [(each.column, each.value) for each in found[3:6]] == [
        ("year", "3201-10-21"), ("year", "1201"), ("weight", "many"),
    ]  # fmt: skip


def test_unknown_direction_is_refused() -> None:
    net, found = network("样本|合作方|方向\n甲|乙|赋能\n甲|丙|?\n甲|丁|")
    assert len(net.edges) == 1
    assert [(each.problem, each.line, each.column, each.value) for each in found] == [
        ("bad_direction", 2, "方向", "?"), ("bad_direction", 3, "方向", ""),
    ]  # fmt: skip


def test_rows_without_a_readable_year_stay_and_are_counted() -> None:
    net, found = network("source|target|年份\n甲|乙|\n甲|丙|未知\n甲|丁|2018")
    assert net.edges["year"].isna().tolist() == [True, True, False]
    assert problems(found) == [("undated", 1), ("unreadable_year", 2)]
    assert ends(net.until(2020)) == [("甲", "丁")]


def test_a_refused_row_is_not_also_called_undated() -> None:
    _, found = network("source|target|year\n|乙|\n甲|乙|2018")
    assert problems(found) == [("blank_end", 1)]


def test_weight_zero_keeps_the_nodes() -> None:
    net, found = network("source|target|weight\n甲|乙|0\n乙|丙|1,234.5\n丙|甲|")
    assert net.edges["weight"].tolist() == [0, 1234.5, 1]
    assert net.links().size == 2
    assert net.links().n == 3
    assert problems(found) == [("blank_weight", 3), ("zero_weight", 1)]


def test_self_loops_are_kept_and_listed() -> None:
    net, found = network("source|target\n甲|甲\n甲|乙")
    assert len(net.edges) == 2
    assert problems(found) == [("self_loop", 1)]


def test_no_valid_row_says_why_and_where() -> None:
    with pytest.raises(EmptyNetworkError) as caught:
        network("source|target|year\n|乙|2018\n甲||2018\n甲|乙|3201")
    message = str(caught.value)
    assert "missing name: 2, first in edges.csv line 1" in message
    assert "year outside 1800-2100: 1, first in edges.csv line 3" in message


def test_values_are_never_altered_in_silence() -> None:
    net, found = network("source|target|source_city\n 甲 |乙|上海市\n甲|乙 |上海市 \n甲|乙|  ")
    assert net.nodes.index.tolist() == ["甲", "乙"]
    assert net.nodes.loc["甲", "city"] == "上海市"
    assert [(each.problem, each.line, each.value) for each in found] == [
        ("trimmed", 1, " 甲 "), ("trimmed", 2, "乙 "), ("trimmed", 2, "上海市 "),
    ]  # fmt: skip


def test_na_zeros_and_long_codes_stay_text() -> None:
    net, _ = network("source|target|target_credit_code|target_country\n000020|NA|91110105551234567X|NA")
    assert net.nodes.index.tolist() == ["000020", "NA"]
    assert net.nodes.loc["NA", ["credit_code", "country"]].tolist() == ["91110105551234567X", "NA"]


# -- words -------------------------------------------------------------------------------------------------
def test_relations_become_the_words_of_the_contract() -> None:
    net, _ = network("source|target|关系\n甲|乙|技术合作\n甲|乙|人力资本\n甲|乙|投融资\n甲|乙|捐赠\n甲|乙|")
    assert net.edges["relation"].tolist()[:4] == ["technology", "human_capital", "investment", "捐赠"]
    assert pd.isna(net.edges["relation"].iloc[4])


def test_an_edge_column_called_kind_is_no_node_kind() -> None:
    net, found = network("source|target|kind|platform|founded\n甲|乙|licence|maybe|long ago")
    assert net.edges.loc[0, ["kind", "platform", "founded"]].tolist() == ["licence", "maybe", "long ago"]
    assert found == []


def test_a_node_column_called_year_refuses_nobody() -> None:
    net, found = network("source|target\n甲|乙", "id|year\n甲|3000\n乙|")
    assert net.nodes["year"].tolist()[0] == "3000"
    assert found == []


# -- nodes -------------------------------------------------------------------------------------------------
def test_attributes_carried_on_edges_build_the_node_table() -> None:
    net, found = network(
        "样本企业|合作方|方向|样本企业城市|合作方城市|partner_platform\n甲|乙|赋能|上海市|北京市|是\n丙|甲|输入|深圳市|上海市|否"
    )
    assert net.nodes["city"].to_dict() == {"甲": "上海市", "乙": "北京市", "丙": "深圳市"}
    assert net.nodes.loc[["甲", "乙"], "platform"].tolist() == [False, True]
    assert not [name for name in net.edges if "city" in name]
    assert found == []


def test_target_city_is_the_partners_whatever_the_direction() -> None:
    net, found = network(
        "sample|partner|direction|target_city|source_kind\n甲|乙|enable|北京市|样本\n甲|丙|input|深圳市|样本"
    )
    assert net.nodes["city"].dropna().to_dict() == {"乙": "北京市", "丙": "深圳市"}
    assert found == []


def test_conflicts_between_rows_keep_the_first_and_are_listed() -> None:
    net, found = network("source|target|source_city\n甲|乙|上海市\n甲|乙|北京市\n甲|乙|北京市")
    assert net.nodes.loc["甲", "city"] == "上海市"
    assert [(each.problem, each.line, each.column, each.value, str(each.action)) for each in found] == [
        ("attribute_conflict", 2, "city", "甲: 北京市", "上海市 kept")
    ]


def test_the_node_table_wins_over_edges() -> None:
    net, found = network("source|target|source_city\n甲|乙|上海市", "id|city\n甲|北京市")
    assert net.nodes.loc["甲", "city"] == "北京市"
    assert [each.problem for each in found] == ["attribute_conflict"]


def test_a_roster_makes_everyone_else_a_partner() -> None:
    net, _ = network("source|target\n甲|乙\n丙|甲", "企业名称|城市\n甲|上海市\n丁|北京市", kind="sample")
    assert net.kinds is not None
    assert net.kinds.to_dict() == {"甲": "sample", "丁": "sample", "乙": "partner", "丙": "partner"}
    assert net.links().n == 4


def test_a_sample_that_left_is_a_partner_from_then_on() -> None:
    for carried in (True, False):
        edges = "source|target|year|source_kind|source_left_year\n甲|乙|2018|样本|2020\n甲|丙|2021|样本|2020"
        plain = "source|target|year\n甲|乙|2018\n甲|丙|2021"
        nodes = "" if carried else "id|kind|退出年份\n甲|样本节点|2020年"
        net, _ = network(edges if carried else plain, nodes)
        before, after = net.until(2019).kinds, net.until(2021).kinds
        assert before is not None
        assert after is not None
        assert before["甲"] == "sample"
        assert after["甲"] == "partner"
        assert len(net.until(2021).edges) == 2


def test_node_faults() -> None:
    net, found = network("source|target\n甲|乙", "id|city|platform\n甲||是\n|x|\n甲|上海市|\n乙||maybe")
    assert net.nodes.loc["甲", ["city", "platform"]].tolist() == ["上海市", True]
    assert problems(found) == [("blank_id", 2), ("duplicate_id", 3), ("unknown_value", 4)]


def test_a_node_table_of_ids_alone() -> None:
    net, found = network("source|target\n甲|乙", "id\n丙\n丙")
    assert net.nodes.index.tolist() == ["丙", "甲", "乙"]
    assert [each.problem for each in found] == ["duplicate_id"]


def test_two_node_tables_are_joined_and_differ_aloud() -> None:
    found: list[Finding] = []
    edges = conform.edge_rows(table("source|target\n甲|乙"), found=found)
    first = conform.node_rows(table("id|city\n甲|上海市\n乙|"), found=found)
    second = conform.node_rows(table("id|city|category\n甲|北京市|企业\n乙|深圳市|高校"), found=found)
    net = build([edges], [first, second], found=found)
    assert net.nodes["city"].to_dict() == {"甲": "上海市", "乙": "深圳市"}
    assert net.nodes["category"].to_dict() == {"甲": "企业", "乙": "高校"}
    assert [(each.problem, each.value, str(each.action)) for each in found] == [
        ("attribute_conflict", "甲: 北京市", "上海市 kept")
    ]


def test_a_node_table_needs_ids_or_names() -> None:
    with pytest.raises(SchemaError, match="found: city; accepted: id, 编号"):
        network("source|target\n甲|乙", "city\n上海市")


# -- frames ------------------------------------------------------------------------------------------------
def test_typed_frames() -> None:
    frame = pd.DataFrame({"source": [1, 2], "target": [2, 3], "year": pd.to_datetime(["2018-05-03", None])})
    net = from_frames(frame, pd.DataFrame({"platform": [True]}, index=pd.Index([1], name="id")))
    assert net.nodes.index.tolist() == ["1", "2", "3"]
    assert net.edges["year"].tolist()[0] == 2018
    assert net.nodes.loc["1", "platform"]


def test_frames_with_a_fault_raise() -> None:
    with pytest.raises(SchemaError, match="row 2, column target: missing name"):
        from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", None]}))


def test_both_firms_that_recorded_a_tie_are_samples() -> None:
    rows = {"企业名称": ["甲", "乙"], "合作方": ["乙", "甲"], "方向": ["赋能", "输入"], "年份": [2020, 2020]}
    net = from_frames(pd.DataFrame(rows))
    assert len(net.edges) == 1
    assert net.nodes["kind"].tolist() == ["sample", "sample"]


# -- weights in percent, codes, headers --------------------------------------------------------------------


def test_many_columns() -> None:
    """A frame that grew column by column would warn of fragmentation, and warnings are errors here."""
    more = [f"q{number}" for number in range(150)]
    rows = pd.DataFrame([["a", "b", *more], ["b", "c", *more]], columns=["source", "target", *more])
    nodes = pd.DataFrame([["a", *more]], columns=["id", *more])
    net = from_frames(rows, nodes)
    assert net.edges["q149"].tolist() == ["q149", "q149"]
    assert net.nodes.loc["a", "q0"] == "q0"
    surveyed = rows.rename(columns={"source": "sample", "target": "partner"}).assign(direction="both")
    assert len(from_frames(surveyed).edges) == 4


@pytest.mark.parametrize(
    ("code", "lost"),
    [("9.14403E+17", True), ("9.144030071526726e+17", True), ("914403007152672000", True),
     ("1234567890123450.0", True), ("91440300715267XG26", False), ("914403007152672601", False),
     ("1.2E+05", False), ("000020", False), ("9E+3", False)],
)  # fmt: skip
def test_codes_that_a_spreadsheet_rounded(code: str, lost: bool) -> None:
    _, found = network(f"source|target|target_credit_code\na|{code}|{code}", f"id|stock_code\na|{code}")
    assert [(each.column, each.line, each.value) for each in found if each.problem == "rounded_code"] == [
        (column, 1, code) for column in ("target", "target_credit_code", "stock_code") if lost
    ]


def test_a_second_header_of_one_column_is_reported() -> None:
    net, found = network("来源|目标|年份|year\n甲|乙|2018|2020", "编号|名称|label\n甲|甲公司|甲")
    assert net.years == [2018]
    assert net.nodes.loc["甲", "name"] == "甲公司"
    assert [(each.problem, each.column, str(each.action)) for each in found] == [
        ("second_header", "year", "kept as a further column; year is read from 年份"),
        ("second_header", "label", "kept as a further column; name is read from 名称"),
    ]


def test_a_header_that_the_descriptor_names_leaves_nothing_to_report() -> None:
    found: list[Finding] = []
    rows = conform.edge_rows(
        table("source|target|date|year\na|b|2018|2020"), columns={"year": "date"}, found=found
    )
    assert rows["year"].tolist() == [2018]
    assert found == []


def test_a_header_that_is_not_recognised_says_where_to_name_it() -> None:
    with pytest.raises(SchemaError, match=r"dataset.toml: columns = \{ source"):
        network("giver|taker\na|b")
