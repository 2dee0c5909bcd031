"""Tables of HTML: of pages, and under the suffix of a workbook, as web sites write what they call Excel."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from clusternet.errors import FormatError
from clusternet.io.formats import files
from clusternet.io.formats.encodings import decode
from clusternet.limits import admit
from clusternet.schema.findings import Finding

_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<head|<meta|<table|<style|<\?xml[^>]*>\s*<html)", re.I
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_ELEMENT = 12
"""Bytes of a page for which one element takes as much memory as short text does."""
_WIDEST, _HIGHEST = 100, 1000
"""Columns and rows that a cell may span."""
_CELLS, _NAMES = ("td", "th"), ("caption", "h1", "h2", "h3", "h4", "p")
_UNSEEN, _BREAKS = ("script", "style", "title"), ("br", "p", "div")
_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "dl",
            "dd",
            "dt",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "nav",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "figure",
            "figcaption",
            "table",
            "caption",
            "body",
        ),
    }
)
"""Elements at whose ends a paragraph ends."""


@dataclass
class Cell:
    """A cell: its text, in the pieces that elements cut it into, and the columns and rows it spans."""

    pieces: list[str]
    wide: int
    high: int


Rows = list[list[Cell]]


def is_page(path: Path) -> bool:
    """Whether a file is a page of HTML, whatever it is called."""
    with path.open("rb") as stream:
        return _START.match(stream.read(512)) is not None


def read_grid(path: Path, found: list[Finding]) -> list[list[str]]:
    """Return the cells of the table with the most rows.

    Raises
    ------
    FormatError
        If the page holds no table.
    """
    held = [rows for _, rows in tables(path, found) if rows]
    if not held:
        raise FormatError.of("page_without_table", name=path.name)
    grid = laid_out(max(held, key=len), _lines, again=False)
    width = max(map(len, grid))
    return [row + [""] * (width - len(row)) for row in grid]


def tables(path: Path, found: list[Finding], *, western: bool = False) -> list[tuple[str, Rows]]:
    """Return the tables of a page, each with the heading or paragraph above it, or its caption.

    A table inside another is one of its own.

    Parameters
    ----------
    western
        Whether text in no encoding that can be told is Western European.
    """
    return _read(path, found, western=western).found


def paragraphs(path: Path, found: list[Finding]) -> list[tuple[int, str]]:
    """Return the text of a page outside its tables, by paragraphs, and the line that each begins in."""
    return _read(path, found, western=True).paragraphs


def _read(path: Path, found: list[Finding], *, western: bool) -> _Page:
    data = files.content(path, "xml")
    admit(path.name, max(len(data), _ELEMENT * data.count(b"<")), "xml")
    said = _CHARSET.search(data[:4096])
    encoding = said[1].decode("ascii") if said else ""
    try:
        text = data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        text = decode(data, path.name, "", found, western=western)
    page = _Page()
    page.feed(text)
    page.close()
    while page.open:
        page.handle_endtag("table")
    page.end_paragraph()
    return page


def laid_out(rows: Rows, text: Callable[[Cell], str], *, again: bool) -> list[list[str]]:
    """Return rows of cells as a grid.

    Parameters
    ----------
    text
        What stands in a cell.
    again
        Whether it stands wherever the cell spans, or in its first place alone.
    """
    grid: list[list[str]] = []
    below: dict[int, tuple[str, int]] = {}
    for row in rows:
        line: list[str] = []
        cells = row[::-1]
        while cells or len(line) in below:
            if len(line) in below:
                said, left = below.pop(len(line))
                if left > 1:
                    below[len(line)] = said, left - 1
                line.append(said)
                continue
            cell = cells.pop()
            for place in range(cell.wide):
                said = text(cell) if again or not place else ""
                if cell.high > 1:
                    below[len(line)] = said if again else "", cell.high - 1
                line.append(said)
        grid.append(line)
    return grid


def _lines(cell: Cell) -> str:
    lines = (" ".join(line.split()) for line in "".join(cell.pieces).split("\n"))
    return "\n".join(filter(None, lines))


class _Page(HTMLParser):
    """Collects the tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Rows]] = []
        self.open: list[Rows] = []
        self.words: list[str] = []
        self.title = ""
        self.unseen = 0
        self.paragraphs: list[tuple[int, str]] = []
        self._prose: list[str] = []
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "table":
            self.open.append([])
        elif tag in _NAMES and (not self.open or tag == "caption"):
            self.words = []
        elif tag == "tr" and self.open:
            self.open[-1].append([])
        elif tag in _CELLS and self.open:
            said, rows = dict(attrs), self.open[-1] or [[]]
            rows[-1].append(
                Cell([], _span(said.get("colspan"), _WIDEST), _span(said.get("rowspan"), _HIGHEST))
            )
            self.open[-1] = rows
        elif tag in _BREAKS and (cell := self._cell()):
            cell.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN and self.unseen > 0
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "table" and self.open:
            self.found.append((self.title, self.open.pop()))
            self.title = ""
        elif tag == "caption" or (tag in _NAMES and not self.open):
            words = " ".join(" ".join(self.words).split())
            self.title = words if words or tag == "caption" else self.title

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            cell = self._cell()
            (cell.pieces if cell else self.words).append(data)
            if not self.open:
                self._line = self._line if self._prose or not data.strip() else self.getpos()[0]
                self._prose.append(data)

    def end_paragraph(self) -> None:
        """Keep the text since the last paragraph as one."""
        if words := " ".join("".join(self._prose).split()):
            self.paragraphs.append((self._line, words))
        self._prose = []

    def _cell(self) -> Cell | None:
        """Return the last cell of the innermost table, where its row has one."""
        row = self.open[-1][-1] if self.open and self.open[-1] else []
        return row[-1] if row else None


def _span(text: str | None, most: int) -> int:
    return max(int(min(float(text), most)), 1) if text and text.isdecimal() else 1
