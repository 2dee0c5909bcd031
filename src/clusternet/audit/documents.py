"""Tables of Word documents and of pages of the web, as text tables."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from clusternet.audit import regions
from clusternet.audit.regions import Part
from clusternet.errors import FormatError
from clusternet.io.formats import hypertext
from clusternet.schema.findings import Finding

WORD, WEB = (".docx",), (".html", ".htm")
SUFFIXES = (*WORD, *WEB)
Grid = list[list[str]]


def tables(path: Path, found: list[Finding]) -> list[Part]:
    """Read the tables of a document, each with the line above it that names it.

    Merged cells of a header count for every column below them. Tables of one row or column only lay out.

    Raises
    ------
    FormatError
        If it cannot be read, or holds no table.
    """
    read = _word if path.suffix.lower() in WORD else _web
    held: list[Part] = []
    for title, grid in read(path, found):
        if len(grid) > 1 and max(map(len, grid)) > 1:
            apart = regions.parts(regions.page_of(grid, range(1, len(grid) + 1), path.name), found)
            held += [replace(each, title=each.title or title) for each in apart if len(each.text.line)]
    if not held:
        raise FormatError.of("no_table_in_it", name=path.name)
    return held


def _word(path: Path, _: list[Finding]) -> list[tuple[str, Grid]]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise FormatError.of("not_word", name=path.name) from error
    tables, title = [], ""
    for each in document.iter_inner_content():
        if isinstance(each, Table):
            tables.append((title, [[_plain(cell.text) for cell in row.cells] for row in each.rows]))
            title = ""
        elif _plain(each.text):
            title = _plain(each.text)
    return tables


def paragraphs(path: Path) -> list[tuple[int, str]]:
    """Return the paragraphs of a document outside its tables, with their number, or their line in a page."""
    if path.suffix.lower() in WEB:
        return hypertext.paragraphs(path, [])
    from docx import Document

    return [(at, _plain(each.text)) for at, each in enumerate(Document(str(path)).paragraphs, start=1)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _web(path: Path, found: list[Finding]) -> list[tuple[str, Grid]]:
    held = hypertext.tables(path, found, western=True)
    return [
        (title, hypertext.laid_out([row for row in rows if row], _said, again=True)) for title, rows in held
    ]


def _said(cell: hypertext.Cell) -> str:
    return _plain(" ".join(cell.pieces))
