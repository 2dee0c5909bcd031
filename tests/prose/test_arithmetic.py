"""Tables of a Word document whose arithmetic cannot hold, beside their comparison with the data."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx

from clusternet.prose.arithmetic import inconsistencies, remarks, table
from clusternet.prose.documents import read
from running import InProcess, save

ROWS = (("省份", "企业数"), ("北京市", "60"), ("广东省", "40"), ("合计", "110"))


def document(folder: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("表1 企业的省份分布")
    held = made.add_table(rows=len(ROWS), cols=2)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            held.cell(row, column).text = text
    made.save(str(folder / "a.docx"))
    return folder / "a.docx"


def test_a_sum_that_cannot_hold_is_listed_at_its_cell(tmp_path: Path) -> None:
    path = document(tmp_path)
    found = inconsistencies(path, read(path))
    assert found is not None
    (row,) = table(found, "en").to_dict("records")
    assert (row["number"], row["computed"], row["status"]) == ("110", "100", "arithmetic")
    assert row["where"] == "table 1: 合计 · 企业数"
    (remark,) = remarks(found, "zh")
    assert remark.paragraph.xpath("string()") == "110"
    assert (remark.start, remark.end) == (0, 3)
    assert "按其余数字应为 100" in remark.text


def test_a_document_without_tables_has_none(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert inconsistencies(tmp_path / "a.docx", read(tmp_path / "a.docx")) is None
    save(tmp_path, "| a | b |", "a.md")
    assert inconsistencies(tmp_path / "a.md", read(tmp_path / "a.md")) is None


def test_the_command_lists_them_and_comments_them(tmp_path: Path, run: InProcess) -> None:
    document(tmp_path)
    save(tmp_path, "source,target,year\na,b,2020\nb,c,2021\n", "edges.csv")
    asked = ("verify", "a.docx", "--data", "edges.csv")
    assert "1 finding of audit, listed as arithmetic" in run(*asked, "--comments", "b.docx", cwd=tmp_path).out
    (row,) = run.rows(*asked, cwd=tmp_path)
    assert {"number": "110", "status": "arithmetic", "computed": "100", "rows": None}.items() <= row.items()
    with zipfile.ZipFile(tmp_path / "b.docx") as held:
        assert "the rest makes 100" in held.read("word/comments.xml").decode()
