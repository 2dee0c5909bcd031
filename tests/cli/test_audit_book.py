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


def test_the_page_links_findings_and_cells(tmp_path):
    (tmp_path / "firms.csv").write_text("province,firms\nBeijing,60\n<b>Shanghai,40\ntotal,110\n")
    (tmp_path / "clean.csv").write_text("province,firms\nBeijing,60\nShanghai,40\ntotal,100\n")
    (tmp_path / "text.md").write_text("Beijing had 75 firms.\n")
    out = tmp_path / "out.html"
    done = CliRunner().invoke(cli, ["audit", str(tmp_path), "--lang", "en", "--out", str(out)])
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    assert '<a href="#c0-2-2">high · sum · firms B4</a>' in page
    assert '<td id="c0-2-2" class="high number">110<sup><a href="#f1">1</a></sup></td>' in page
    assert "high · claim · text.md 1" in page
    assert "&lt;b&gt;Shanghai" in page
    assert page.count("<h2") == 1
    assert not any(word in page for word in ("<script", "http://", "https://", "<b>"))


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
