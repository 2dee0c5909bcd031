"""One record of a result: its rows are printed once, and every form says the same."""

from __future__ import annotations

import pandas as pd
import pytest
from openpyxl import load_workbook

from clusternet.output.result import Result, Words
from clusternet.output.text import FORMS, write
from clusternet.words.labels import Label

FRAME = pd.DataFrame(
    {"type": ["intra", "inter"], "edges": [83815, None], "share": [0.5, float("nan")], "mine": [True, False]}
)
WORDS = {"区域内": "省内"}
MINE = {"mine": Label("我的", "Mine")}


def result(**options) -> Result:
    return Result(FRAME, "标题", ("口径",), "zh", words=WORDS, columns=MINE, **options)


def test_rows_are_printed_once_with_the_words_of_the_result():
    found = result()
    assert found.heads == ["类型", "总边数", "占比", "我的"]
    assert found.styles == ["text", "count", "share", "text"]
    assert found.texts() == [["省内", "83,815", "50.00%", "是"], ["跨区域", "", "", "否"]]
    assert [row[0] for row in found.rows] == ["省内", "跨区域"]
    assert [row[3] for row in found.rows] == [True, False]  # a value of its own kind in a workbook


def test_a_numbered_table_of_the_report_has_no_commas():
    assert result(key="table2").texts()[0][1] == "83815"


@pytest.mark.parametrize("form", ["md", "tex"])
def test_text_and_workbook_say_the_same_words(form, tmp_path):
    found = result(synthetic=True)
    said = FORMS[form](found)
    write(found, tmp_path / "t.xlsx")
    cells = [[cell.value for cell in row] for row in load_workbook(tmp_path / "t.xlsx").active.iter_rows()]
    assert cells[0][0] == "[合成数据] 标题"
    assert cells[3:5] == [["省内", 83815, 0.5, True], ["跨区域", None, None, False]]
    assert all(word in said for word in ("合成数据", "省内", "跨区域", "是", "否", "口径"))


def test_what_is_said_of_a_table_is_said_of_its_figure():
    found = result(synthetic=True)
    assert found.said == Words("标题", ("口径",), "zh", synthetic=True)
    assert found.heading == found.said.heading == "[合成数据] 标题"
    assert found.said.mark == "合成数据"
    assert Words("标题").heading == "标题"


def test_headings_over_several_columns_stand_in_every_form(tmp_path):
    found = result(spans=(("流向", 2), ("量", 2)), key="table7")
    assert "| 流向 · 类型 | 流向 · 总边数 | 量 · 占比 | 量 · 我的 |" in FORMS["md"](found)
    assert r"\multicolumn{2}{c}{流向} & \multicolumn{2}{c}{量} \\" in FORMS["tex"](found)
    write(found, tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx")["table7"]
    assert {"A3:B3", "C3:D3"} < set(map(str, sheet.merged_cells.ranges))  # title and notes run over the table
    assert [cell.value for cell in sheet[4]] == found.heads
