"""Tables of Word documents and of pages of the web, as text tables."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.formats import columns, hypertext
from clusternet.schema import footers
from clusternet.schema.findings import Finding
from clusternet.schema.rows import TextTable

WORD, WEB = (".docx",), (".html", ".htm")
SUFFIXES = (*WORD, *WEB)
_HEADS = 4
"""Rows that a header may take."""
_NUMBER = re.compile(r"[^\w]*\d[\d,. ]*\s*(?:%|‰|[万亿千])?[*\w]{0,2}")
_YEAR = re.compile(r"(?:19|20)\d\d\D{0,2}")
Grid = list[list[str]]


def tables(path: Path, found: list[Finding]) -> list[tuple[str, TextTable]]:
    """Read the tables of a document, each with the line above it that names it.

    Merged cells of a header count for every column below them. Tables of one row or column only lay out.

    Raises
    ------
    FormatError
        If it cannot be read, or holds no table.
    """
    read = _word if path.suffix.lower() in WORD else _web
    grids = [(title, grid) for title, grid in read(path, found) if len(grid) > 1 and max(map(len, grid)) > 1]
    if not grids:
        raise FormatError(f"{path.name}: no table in it")
    return [(title, footers.cut(_text_table(grid, path.name), found)) for title, grid in grids]


def _text_table(grid: Grid, file: str) -> TextTable:
    width = max(map(len, grid))
    grid = [[*row, *[""] * (width - len(row))] for row in grid]
    first = next((at for at, row in enumerate(grid) if len(set(filter(None, row))) > 1), 0)
    body = first + 1
    while body < min(len(grid) - 1, first + _HEADS) and not any(map(_is_value, grid[body][1:])):
        if not any(grid[body][1:]):
            break
        body += 1
    heads = [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*grid[first:body], strict=True)]
    names = columns.named(heads, file, first + 1)
    frame = pd.DataFrame(grid[body:], columns=names, dtype=object)
    return TextTable(frame, np.arange(body + 1, len(grid) + 1, dtype=np.int64), file)


def _is_value(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None


def _word(path: Path, _: list[Finding]) -> list[tuple[str, Grid]]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise FormatError(f"{path.name}: not a readable Word document; save it as .docx") from error
    tables, title = [], ""
    for each in document.iter_inner_content():
        if isinstance(each, Table):
            tables.append((title, [[_plain(cell.text) for cell in row.cells] for row in each.rows]))
            title = ""
        elif _plain(each.text):
            title = _plain(each.text)
    return tables


def paragraphs(path: Path) -> list[str]:
    """Return the paragraphs of a Word document, of its text alone."""
    from docx import Document

    return [_plain(each.text) for each in Document(str(path)).paragraphs]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _web(path: Path, found: list[Finding]) -> list[tuple[str, Grid]]:
    held = hypertext.tables(path, found, western=True)
    return [
        (title, hypertext.laid_out([row for row in rows if row], _said, again=True)) for title, rows in held
    ]


def _said(cell: hypertext.Cell) -> str:
    return _plain(" ".join(cell.pieces))
