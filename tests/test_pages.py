"""The pages run as they are printed: tutorial, tasks, methods and reference."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import notebooks
import pages
import tutorial_workbooks

DOCS = pages.ROOT / "docs"
ELSEWHERE = ("howto/app.md", "howto/completion.md", "en/howto/rough-data.md", "en/howto/author-text.md")
"""Pages that open a page in the browser, or that have a test of their own."""
WRITTEN = {"commands", "python", "glossary"}
"""Folders of pages that the build writes from the code."""
RUN = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.glob("[ez]*/**/*.md")
    if not path.as_posix().endswith(ELSEWHERE)
    and not WRITTEN & set(path.parts)
    and re.search("^```(?:console|python)", path.read_text(encoding="utf-8"), re.M)
)
"""Every other page with a command or Python."""


@pytest.mark.slow
@pytest.mark.parametrize("page", RUN)
def test_the_page_shows_what_is_printed(page: str, tmp_path: Path) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    played = [*pages.play(text, tmp_path)]
    shown = [each for _, fence in played for each in fence]
    assert shown or any(fence["kind"] == "python" for fence, _ in played)
    for each in shown:
        assert each.true, each
    for name in pages.pictures(text):
        assert (tmp_path / name).exists()
        assert (DOCS / page).with_name(name).stat().st_size < 300_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(DOCS.glob("*/howto/*.ipynb")), ids=lambda path: "/".join(path.parts[-3:])
)
def test_the_notebook_holds_what_its_cells_give(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert any("outputs" in cell and cell["outputs"] for cell in kept["cells"])
    assert notebooks.said(notebooks.played(kept)) == notebooks.said(kept)


def test_a_cell_prints_and_its_last_value_shows_itself() -> None:
    printed, value = notebooks.run("print(1)\n2 + 3", {})
    assert printed["text"] == "1\n"
    assert value["data"] == {"text/plain": "5"}
    assert list(notebooks.run("a = 1", {})) == []


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extensions of the site, where Sphinx is installed."""
    pytest.importorskip("myst_parser")
    monkeypatch.syspath_prepend(DOCS / "_site")


def test_a_printed_table_is_a_table_of_the_site(site: None) -> None:
    from printed import shown

    page = "```console\n$ a\n$ b\n**T**\n\n| x |\n| --- |\n| 1 |\nclusternet: said\n$ c\n```\n"
    first, table, said, last = (
        "```console\n$ a\n$ b\n```",
        ":::{container} printed\n**T**\n\n| x |\n| --- |\n| 1 |\n:::",
        "```console\nclusternet: said\n```",
        "```console\n$ c\n```\n",
    )
    assert shown(page) == "\n\n".join([first, table, said, last])
    assert shown("```console\n$ a\nplain\n```\n") == "```console\n$ a\nplain\n```\n"


def test_a_notebook_is_a_page_with_its_outputs(site: None) -> None:
    from notebook_pages import markdown

    code = {"cell_type": "code", "source": ["a\n", "b"], "outputs": [*notebooks.run("print(1)\n2", {})]}
    page = markdown({"cells": [{"cell_type": "markdown", "source": ["# T"]}, code]})
    blocks = ("````python\na\nb\n````", "````text\n1\n````", "````text\n2\n````\n")
    assert page == "\n\n".join(["# T", *blocks])


@pytest.mark.parametrize("folder", ["tutorial", "howto"])
def test_every_page_has_its_twin_in_the_other_language(folder: str) -> None:
    chinese, english = (
        {path.name for path in (DOCS / language / folder).iterdir()} for language in ("zh", "en")
    )
    assert chinese == english


def test_what_is_cut_is_told_from_what_is_wrong() -> None:
    printed = ["a", "b", "c"]
    assert pages.Shown("", ["a", "…"], printed).true
    assert pages.Shown("", ["a", "…", "c"], printed).true
    assert not pages.Shown("", ["…", "b"], printed).true
    assert not pages.Shown("", ["a", "b", "…", "b", "c"], printed).true
    assert pages.Shown("", ["x", "…", "y"], printed).mended() == ["a", "…", "c"]


def test_a_page_is_run_and_written(tmp_path: Path) -> None:
    code = "from pathlib import Path\nprint(Path('e.csv').read_text())"
    page = f"```csv e.csv\na,b\n```\n\n```python\n{code}\n```\n\n```text\n?\n```\n"
    assert pages.written(page, tmp_path) == page.replace("?\n", "a,b\n")


@pytest.mark.parametrize("at", range(len(tutorial_workbooks.LANGUAGES)))
def test_the_committed_workbooks_are_the_ones_written(at: int, tmp_path: Path) -> None:
    tutorial_workbooks.write(tmp_path, at)
    kept = tutorial_workbooks.FOLDER / tutorial_workbooks.LANGUAGES[at]
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx")}
    assert len(names) == 5
    for name in names:
        one, other = (
            pd.read_excel(folder / name, sheet_name=None, header=None, engine="openpyxl")
            for folder in (tmp_path, kept)
        )
        assert one.keys() == other.keys()
        for sheet, frame in one.items():
            pd.testing.assert_frame_equal(frame, other[sheet])
