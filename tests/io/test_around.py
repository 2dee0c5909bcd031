"""What stands around a table and is no row of it: units below the header, notes below the rows,
sheets' years."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clusternet import io
from clusternet.io.tables.counts import read_counts
from clusternet.io.tables.reader import read_sheet
from tie_files import FORMS, Rows, saved, ties, told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("header", "units"),
    [
        (["供给方", "需求方", "年份", "权重"], ["", "", "年", "万元"]),
        (["Supplier", "Customer", "Year", "Weight"], ["-", "-", "(year)", "(RMB 10,000)"]),
        (["权重", "年份", "供给方", "需求方"], ["亿元", "年", None, None]),
        (["供给方", "需求方", "年份", "权重"], ["（企业）", "（企业）", "（年）", "（次）"]),
        (["供给方", "需求方", "年份", "权重"], ["名称", "名称", "年", "次"]),
    ],
)
def test_a_row_of_units_is_no_row(tmp_path: Path, form: str, header: Rows, units: Rows) -> None:
    body = {"供给方": "甲", "需求方": "乙", "Supplier": "甲", "Customer": "乙", "年份": 2018, "Year": 2018}
    row = [body.get(str(name), 5) for name in header]
    path = saved(tmp_path, form, [header, units, row])
    assert ties(path) == [["甲", "乙", 2018, 5.0]]
    said = ", ".join(str(unit) for unit in units if unit)
    assert told(path, "units_row", "blank_end", "bad_weight") == [("units_row", 2, said)]


def test_units_below_a_header_of_two_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["供给方", "", "需求方", "权重"], ["名称", "省份", "名称", ""], ["", "", "", "万元"], ["甲", "北京",
        "乙", 3],
    ]  # fmt: skip
    for form in ("utf-8", ".xlsx"):
        path = saved(tmp_path, form, rows)
        assert ties(path) == [["甲", "乙", 3.0]]
        assert told(path, "units_row") == [("units_row", 3, "万元")]


def test_units_in_a_table_of_counts(tmp_path: Path) -> None:
    path = saved(tmp_path, ".xlsx", [["国家", "论文数"], ["", "篇"], ["中国", 5], ["美国", 3]])
    assert read_counts(read_sheet(path))["count"].tolist() == [5, 3]


def book(path: Path, **sheets: Rows) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_sheets_named_by_years_date_their_rows(tmp_path: Path) -> None:
    header = ["来源", "目标"]
    sheets = {
        "2019": [header, ["甲", "乙"]],
        "2020年": [header, ["甲", "丙"]],
        "FY2021": [header, ["乙", "丙"]],
    }
    path = book(tmp_path / "ties.xlsx", **sheets)
    assert io.read(path).edges["year"].tolist() == [2019, 2020, 2021]
    assert [value for _, _, value in told(path, "year_of_sheet")] == ["2019", "2020年", "FY2021"]


def test_a_column_of_years_goes_before_the_name_of_the_sheet(tmp_path: Path) -> None:
    rows: Rows = [["Source", "Target", "Year"], ["a", "b", 2019], ["a", "c", 2018], ["b", "c", 2017]]
    path = book(tmp_path / "ties.xlsx", **{"2019": rows})
    assert io.read(path).edges["year"].tolist() == [2019, 2018, 2017]
    assert told(path, "year_against_sheet", "year_of_sheet") == [("year_against_sheet", 3, "2018")]


def test_a_sheet_of_counts_named_by_a_year_has_it(tmp_path: Path) -> None:
    path = book(tmp_path / "counts.xlsx", **{"2019": [["国家", "论文数"], ["中国", 5]]})
    sheet = read_sheet(path)
    assert sheet.years == [2019]
    assert len(sheet.within(2019, 2019).frame) == 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["{}年权重", "FY{} weight", "{}财年", "合作次数（{}）", "{}"])
def test_years_side_by_side_by_their_headers(tmp_path: Path, form: str, name: str) -> None:
    path = saved(tmp_path, form, [["来源", "目标", name.format(2018), name.format(2019)], ["甲", "乙", 2, 3]])
    assert ties(path) == [["甲", "乙", 2018, 2.0], ["甲", "乙", 2019, 3.0]]


def test_years_of_something_else_are_no_weights(tmp_path: Path) -> None:
    path = saved(tmp_path, "utf-8", [["来源", "目标", "2018年营收", "2019年营收"], ["甲", "乙", 2, 3]])
    assert ties(path) == [["甲", "乙", 1.0]]
    assert told(path, "years_in_columns", "unused_numbers") != []
