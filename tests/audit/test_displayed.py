"""Numbers of a workbook count as they are displayed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clusternet.audit import audit, examine
from clusternet.audit.displayed import _codes, shown


def _book(path: Path, rows: list[list[Any]], code: str = "General") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet, form = book.add_worksheet("a & b"), book.add_format({"num_format": code})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, form)
    return path


@pytest.mark.parametrize(
    ("cell", "code", "text"),
    [
        ("0.125", "0.0%", "12.5%"),
        ("-1234.5", "#,##0;(#,##0)", "-1,235"),
        ("2.5", "0", "3"),
        ("0.5", "0.##", "0.5"),
        ("5734000", "#,##0.0,", "5,734.0"),
        ("12.6", "[$¥-804]#,##0.00_);[Red]\\(0\\)", "¥12.60"),
        ("43831", "yyyy-mm-dd", "43831"),
        ("甲", "0.00", "甲"),
    ],
)
def test_a_number_is_shown_as_its_format_says(cell, code, text):
    assert shown(cell, code) == text


def test_shares_are_rounded_as_displayed(tmp_path):
    parts = [0.4123, 0.3349, 0.2528]
    rows: list[list[Any]] = [
        ["kind", "share"],
        *[[name, part] for name, part in zip("abc", parts, strict=True)],
    ]
    path = _book(tmp_path / "t.xlsx", [*rows, ["total", 0.999]], "0.0%")
    (table,) = examine(path).reports[0].tables
    assert table.columns[1].texts == ("41.2%", "33.5%", "25.3%", "99.9%")
    assert audit(path).empty  # 100.0 ± 0.15 as displayed, 100.0 as held


def test_a_text_is_shown_as_it_is_whatever_the_format(tmp_path):
    path = _book(tmp_path / "t.xlsx", [["name", "value"], ["a", "x"], ["b", 2.5]], "0.000")
    assert [code for _, code in _codes(path, "a & b")] == ["0.000"]


def test_tables_below_one_another_on_a_sheet_are_read_apart(tmp_path):
    first: list[list[Any]] = [
        ["place", "firms", "staff"],
        ["a", 31, 400],
        ["b", 52, 610],
        ["total", 83, 1010],
    ]
    second: list[list[Any]] = [
        ["Table 2 patents"],
        ["year", "patents"],
        *[[2018 + at, 70 + at * at] for at in range(5)],
    ]
    path = _book(tmp_path / "t.xlsx", [["Table 1"], *first, [], *second])
    tables = examine(path).reports[0].tables
    assert [(each.name, each.lines) for each in tables] == [
        ("t", (3, 4, 5)),
        ("t Table 2 patents", (9, 10, 11, 12, 13)),
    ]
    assert [each.name for each in tables[1].columns] == ["year", "patents"]
    first[3][1] = 93
    found = audit(_book(tmp_path / "t.xlsx", [["Table 1"], *first, [], *second]))
    assert found[["line", "printed", "computed", "cell"]].values.tolist() == [[5, "93", "83", "B5"]]
