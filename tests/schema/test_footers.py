from __future__ import annotations

from pathlib import Path

import pytest

from clusternet import io
from clusternet.io.tables.counts import read_counts
from clusternet.io.tables.reader import read_sheet
from tie_files import FORMS, Rows, saved, ties, told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "notes",
    [
        [["说明：金额为估计数"], ["2. 另有三家未披露"]],
        [["注：1. 数据截至2023年"], [], ["数据来源：企业年报，官网"]],
        [["Source: annual reports, press"], ["Note: preliminary"]],
        [["* preliminary figures"]],
        [["本表由课题组整理"], ["制表：张三"]],
    ],
)
def test_notes_below_a_table_are_told_as_notes(tmp_path: Path, form: str, notes: Rows) -> None:
    padded = [[*line, *[""] * (3 - len(line))] for line in notes]
    for below in (notes, padded):
        path = saved(tmp_path, form, [["来源", "目标", "权重"], ["甲", "乙", 2], ["乙", "丙", 1], *below])
        assert ties(path) == [["甲", "乙", 2.0], ["乙", "丙", 1.0]]
        values = [value for _, _, value in told(path, "notes_below", "blank_end", "field_count")]
        assert values == [str(line[0]) for line in notes if line]
        assert {each.severity for each in io.examine(path).findings if each.problem == "notes_below"} == {
            "note"
        }


def test_a_row_that_lacks_an_end_is_no_note(tmp_path: Path) -> None:
    rows: Rows = [["来源", "目标", "权重"], ["甲", "乙", 2], ["*ST丙", "丁", 1], ["注册公司", "", ""]]
    path = saved(tmp_path, "utf-8", rows)
    assert len(io.read(path).edges) == 2
    assert told(path, "notes_below", "blank_end") == [("blank_end", 4, "")]


def test_notes_below_counts(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("国家,论文数\n中国,5\n美国,3\n数据来源：WoS\n", encoding="utf-8")
    assert read_counts(read_sheet(path))["unit"].tolist() == ["中国", "美国"]


def test_a_note_between_rows_is_not_to_be_filled(tmp_path: Path) -> None:
    path = saved(tmp_path, "utf-8", [["来源", "目标"], ["甲", "乙"], ["注：以下为2019年", ""], ["乙", "丙"]])
    actions = [str(each.action) for each in io.examine(path).findings]
    assert actions == ["row refused"]
