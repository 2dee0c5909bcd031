"""Tables of Word documents and of pages of the web, as text tables."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.formats import columns
from clusternet.io.formats.encodings import decode
from clusternet.schema import footers
from clusternet.schema.findings import Finding
from clusternet.schema.rows import TextTable

WORD, WEB = (".docx",), (".html", ".htm")
SUFFIXES = (*WORD, *WEB)
_HEADS = 4
"""Rows that a header may take."""
_WIDEST = 1000
"""Columns that a cell may span."""
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


def _plain(text: str) -> str:
    return " ".join(text.split())


def _web(path: Path, found: list[Finding]) -> list[tuple[str, Grid]]:
    parser = _Page()
    parser.feed(decode(path.read_bytes(), path.name, "", found, western=True))
    parser.close()
    return [(title, _laid_out(rows)) for title, rows in parser.found]


Cell = tuple[str, int, int]


def _laid_out(rows: Sequence[Sequence[Cell]]) -> Grid:
    """Return rows of cells that span columns and rows as a grid; a cell stands wherever it spans."""
    grid: Grid = []
    below: dict[int, tuple[str, int]] = {}
    for row in rows:
        line: list[str] = []
        cells = list(row)
        while cells or len(line) in below:
            text, left = below.pop(len(line), ("", 0))
            if left:
                if left > 1:
                    below[len(line)] = text, left - 1
                line.append(text)
                continue
            text, wide, high = cells.pop(0)
            for _ in range(wide):
                if high > 1:
                    below[len(line)] = text, high - 1
                line.append(text)
        grid.append(line)
    return grid


class _Page(HTMLParser):
    """Collects the tables of a page; a table inside another is one of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[list[Cell]]]] = []
        self.open: list[list[list[Cell]]] = []
        self.text: list[str] = []
        self.span = (1, 1)
        self.title = ""
        self.passed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.passed += tag in ("script", "style")
        if tag == "table":
            self.open.append([])
        elif tag == "tr" and self.open:
            self.open[-1].append([])
        elif tag in ("td", "th", "caption", "h1", "h2", "h3", "h4", "p", "br"):
            self.text = self.text if tag in ("p", "br") and self.open else []
            if tag in ("td", "th"):
                self.span = _number(said.get("colspan", "")), _number(said.get("rowspan", ""))

    def handle_data(self, data: str) -> None:
        if not self.passed:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.passed -= tag in ("script", "style") and self.passed > 0
        text = _plain(" ".join(self.text))
        if tag in ("td", "th") and self.open and self.open[-1]:
            self.open[-1][-1].append((text, *self.span))
            self.text = []
        elif tag == "table" and self.open:
            rows = [row for row in self.open.pop() if row]
            self.found.append((self.title, rows))
            self.title = ""
        elif tag == "caption" or (tag in ("h1", "h2", "h3", "h4", "p") and not self.open and text):
            self.title = text


def _number(text: str) -> int:
    return min(max(int(text), 1), _WIDEST) if text.isdigit() else 1
