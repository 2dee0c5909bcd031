from __future__ import annotations

import pytest

from clusternet.errors import SchemaError
from clusternet.schema import columns as schema
from clusternet.schema.cells import fold


def test_every_header_of_the_contract_is_recognised() -> None:
    for column in schema.EDGES:
        for header in column.headers:
            assert schema.edge_columns([header])[header] == column.name
    for column in schema.NODES:
        for header in column.headers:
            name = schema.node_columns(["id", header])[header] if column.name != "id" else "id"
            assert name == column.name, header


def test_no_header_means_two_things() -> None:
    for columns in (schema.EDGES, schema.NODES):
        folded = [fold(header) for column in columns for header in {*map(fold, column.headers)}]
        assert len(folded) == len(set(folded))


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
    assert schema.edge_columns([header])[header] == name


def test_what_the_descriptor_names_wins() -> None:
    names = schema.edge_columns(["source", "供给方", "x"], {"source": "供给方", "target": "x"})
    assert names == {"供给方": "source", "x": "target", "source": "source (2)"}


def test_a_second_header_for_one_column_stays_an_attribute() -> None:
    assert schema.edge_columns(["year", "日期"]) == {"year": "year", "日期": "日期"}


def test_names_of_the_package_own_columns_are_kept_free() -> None:
    assert schema.edge_columns(["row_line", "reporter"]) == {
        "row_line": "row_line (2)",
        "reporter": "reporter",
    }


def test_a_node_table_without_ids_is_read_by_its_names() -> None:
    assert schema.node_columns(["企业名称", "城市"]) == {"企业名称": "id", "城市": "city"}


def test_headers_are_told_from_titles() -> None:
    assert schema.is_edge_header(["样本企业", "合作方", "方向"])
    assert not schema.is_edge_header(["2023 survey", "", ""])
    assert schema.is_node_header(["企业名称"])
    assert not schema.is_node_header(["城市", "省份"])


def test_missing_ends_say_what_was_found_and_what_is_accepted() -> None:
    with pytest.raises(
        SchemaError, match=r"edges\.csv.*found: a, b; accepted: source \(.*来源.*合作方"
    ) as caught:
        schema.require_ends(["a", "b"], "edges.csv", ["a", "b"])
    assert "\n" not in str(caught.value)
    assert schema.require_ends(["partner", "sample"], "", []) == ("sample", "partner")
