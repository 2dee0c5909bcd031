"""Rows of sub-headings below a header: passed over and said, joined where headers repeat."""

from __future__ import annotations

import pytest

from clusternet.io import examine, read
from clusternet.io.tables.reader import read_sheet
from clusternet.schema import subheads
from clusternet.words.text import spoken
from running import save


@pytest.mark.parametrize(
    ("headers", "rows", "deep"),
    [
        (["Region", "Y2018", "Y2019"], [["Region", "T1", "T1"], ["Seoul", "7", "-"], ["Jeju", "1", "2"]], 1),
        (["国家", "2018", "2019"], [["", "论文数", "论文数"], ["中国", "7", "8"]], 1),
        (["Country", "Life", "GNI"], [["Name", "Year", "US$"], ["Norway", "81.6", "64,992"]], 1),
        (["R", "2018", "2019"], [["R", "A", "A"], ["R", "Person", "Person"], ["Seoul", "1", "2"]], 2),
        (["source", "target", "weight"], [["a", "b", "many"], ["b", "c", "2"]], 0),
        (["source", "target"], [["甲", "乙"], ["1", "2"], ["3", "4"]], 0),
        (["u", "x"], [["u", "x"], ["a", "1"]], 0),
        (["u", "x"], [["", "-"], ["a", "1"]], 0),
    ],
)
def test_how_many_rows_are_headings(headers, rows, deep):
    assert subheads.depth(headers, rows) == deep


def test_a_second_header_row_is_no_tie_and_years_beside_each_other_are_read(tmp_path):
    rows = "来源,目标,Y2018 2018,Y2019 2019\n来源,目标,T1 合作（次）,T1 合作（次）\n甲,乙,3,4\n乙,丙,-,2\n"
    path = save(tmp_path, rows)
    edges = read(path).edges
    assert edges[["year", "weight"]].astype(int).values.tolist() == [[2018, 3], [2019, 4], [2019, 2]]
    assert ("units_row", 2) in [(each.problem, each.line) for each in examine(path).findings]


def test_tables_of_units_say_which_row_was_passed_over(tmp_path):
    found = read_sheet(save(tmp_path, "Region,2018\nRegion,Migrants (Person)\nSeoul,7\nJeju,5\n"))
    assert found.text("Region") == ["Seoul", "Jeju"]
    assert "line 2: a row of units or sub-headings" in " ".join(spoken(found.remarks, "en"))


def test_headers_that_repeat_are_told_apart_by_the_row_below(tmp_path):
    text = "Age,2018,2018,2019,2019\nAge,Male,Female,Male,Female\n0-9,1,2,3,4\n"
    assert read_sheet(save(tmp_path, text)).headers == [
        *("Age", "2018 Male", "2018 Female", "2019 Male", "2019 Female")
    ]


def test_a_name_above_names_that_are_numbers_is_no_sub_heading() -> None:
    assert subheads.depth(["id", "province"], [["Acme", ""], ["12", ""], ["13", "北京"]]) == 0
    assert subheads.depth(["编号", "成立年份"], [["%", ""], ["0", ""]]) == 0
