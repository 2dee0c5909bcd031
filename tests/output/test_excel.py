"""Tables as workbooks, read with openpyxl."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from clusternet.output.excel import Index, write_book
from clusternet.output.result import Result

FORMULA = '=HYPERLINK("http://example.org")'
INDEX = Index("目录", "报告", ("序号", "内容", "行数"), ["合成数据。"])


def years() -> Result:
    frame = pd.DataFrame(
        {"year": [2019, 2020, 2021], "nodes": [1234, 2345, 3456], "share": [0.25, 0.5, 0.75]}
    )
    return Result(frame, "表2  各年", ("基数：全部 3,456。",), "zh", key="table2")


def bars() -> Result:
    frame = pd.DataFrame({"rank": [1, 2], "name": [FORMULA, "北京市" * 30], "share": [0.6, 0.4]})
    return Result(frame, "=1+1", (FORMULA, "长" * 400), "zh", key="table15")


def flows() -> Result:
    frame = pd.DataFrame({"source": ["甲", "乙"], "target": ["乙", "甲"], "flow": [12345, 1]})
    return Result(frame, "流向（全部）", (), "zh", tab="flows", filters=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Any:
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    write_book([years(), bars(), flows()], path, index=INDEX)
    return load_workbook(path)


def test_the_index_leads_to_every_sheet_and_every_sheet_back(book):
    index = book["目录"]
    assert book.sheetnames == ["目录", "table2", "table15", "flows"]
    assert [index["A1"].value, index["A2"].value] == ["报告", "合成数据。"]
    rows = list(index.iter_rows(min_row=4, values_only=True))
    assert rows[1:] == [(1, "表2  各年", 3), (2, "=1+1", 2), (3, "流向（全部）", 2)]
    assert [index.cell(row, 2).hyperlink.location for row in (5, 6, 7)] == [
        "'table2'!A1", "'table15'!A1", "'flows'!A1",
    ]  # fmt: skip
    for sheet in book.worksheets[1:]:
        assert (sheet["A2"].value, sheet["A2"].hyperlink.location) == ("← 目录", "'目录'!A1")


def test_numbers_are_printed_by_their_kind_and_years_without_separators(book):
    sheet = book["table2"]
    assert [cell.number_format for cell in sheet[4]] == ["0", "#,##0", "0.00%"]
    assert [cell.value for cell in sheet[4]] == [2019, 1234, 0.25]
    assert book["flows"]["C4"].number_format == "#,##0"


def test_every_sheet_prints_one_page_wide_under_its_headings_and_can_be_filtered(book):
    for sheet, ref in zip(book.worksheets[1:], ("A3:C6", "A3:C5", "A3:C5"), strict=True):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.auto_filter.ref == ref
        assert sheet.freeze_panes == "A4"


def test_series_are_lines_and_shares_of_names_bars(book):
    kinds = [[type(chart).__name__ for chart in sheet._charts] for sheet in book.worksheets]
    assert kinds == [[], ["LineChart"], ["BarChart"], []]
    (line,), (bar,) = book["table2"]._charts, book["table15"]._charts
    assert [each.val.numRef.f for each in line.series] == ["table2!$B$4:$B$6"]
    assert line.series[0].cat.numRef.f == "table2!$A$4:$A$6"
    assert [each.val.numRef.f for each in bar.series] == ["table15!$C$4:$C$5"]


def test_text_stays_text_and_long_lines_are_broken_over_the_table(book):
    sheet = book["table15"]
    cells = [cell for each in book for row in each for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert (sheet["A1"].value, sheet["B4"].value, sheet["A7"].value) == ("=1+1", FORMULA, FORMULA)
    assert {"A1:C1", "A8:C8"} <= {str(each) for each in sheet.merged_cells.ranges}
    assert sheet["A8"].alignment.wrap_text
    assert sheet.row_dimensions[8].height > 100
    assert sheet.column_dimensions["B"].width == pytest.approx(60, abs=1)


def test_the_same_tables_give_the_same_bytes_and_one_table_no_index(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_book([years(), bars()], tmp_path / name, index=INDEX)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    write_book([replace(flows(), tab="")], tmp_path / "c.xlsx")
    assert load_workbook(tmp_path / "c.xlsx").sheetnames == ["clusternet"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_prints_a_sheet_a_page(tmp_path):
    write_book([years(), bars(), flows()], tmp_path / "book.xlsx", index=INDEX)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", "--headless", home, "--convert-to", "pdf", "--outdir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(tmp_path / "book.xlsx")], capture_output=True, timeout=120, text=True, check=False
    )
    if "could not be loaded" in done.stdout + done.stderr:
        pytest.skip("no Calc on this machine")
    assert Path(tmp_path / "book.pdf").read_bytes().count(b"/Type/Page/") == 4
