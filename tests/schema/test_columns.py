from __future__ import annotations

from clusternet.schema import columns as schema
from clusternet.schema.cells import fold


def test_no_header_means_two_things() -> None:
    for columns in (schema.EDGES, schema.NODES):
        folded = [fold(header) for column in columns for header in {*map(fold, column.headers)}]
        assert len(folded) == len(set(folded))


def test_a_column_is_found_by_any_of_its_headers_and_a_word_by_itself() -> None:
    assert schema.find(["x", "发表年份", "Year"], schema.YEAR) == "Year"
    assert schema.find(["x", " 发表年份 "], schema.YEAR) == " 发表年份 "
    assert schema.find(["x"], schema.YEAR, "y") == ""


def test_numbers_that_measure_nothing_are_told_by_their_header() -> None:
    assert [each for each in ("序号", "paper_id", "Rank", "专利数", "grid") if schema.is_ordinal(each)] == [
        "序号",
        "paper_id",
        "Rank",
    ]
