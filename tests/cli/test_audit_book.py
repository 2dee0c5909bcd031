"""The workbook of an audit: findings with filters, and the checked sheets with their cells marked."""

from __future__ import annotations

import openpyxl
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from clusternet.cli import cli


@pytest.mark.parametrize(("lang", "word"), [("en", "sum"), ("zh", "分项与合计")])
def test_the_checked_sheet_is_marked(tmp_path, lang, word):
    (tmp_path / "firms.csv").write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,110\n")
    (tmp_path / "clean.csv").write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,100\n")
    out = tmp_path / "out" / "found.xlsx"
    out.parent.mkdir()
    done = CliRunner().invoke(cli, ["audit", str(tmp_path), "--lang", lang, "--out", str(out)])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["audit", "1 firms"]
    assert book["audit"].auto_filter.ref is not None
    marked = [cell for row in book["1 firms"].iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in marked] == ["110"]
    assert marked[0].comment.text.startswith(word)
    assert marked[0].fill.fgColor.rgb.endswith("FFE08A")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "high · sum · firms B4"), ("zh", "高 · 分项与合计 · firms B4")]
)
def test_findings_are_read_at_80_columns(tmp_path, lang, words):
    name = "a very long name of a district that is hardly ever written out in full in a table"
    (tmp_path / "firms.csv").write_text(f"province,firms\n{name},60\nShanghai,40\ntotal,110\n")
    done = CliRunner().invoke(cli, ["audit", str(tmp_path), "--lang", lang])
    lines = done.stdout.splitlines()
    assert words in lines
    assert max(cell_len(line) for line in lines) <= 80
    assert any("110" in line and "100" in line for line in lines)
