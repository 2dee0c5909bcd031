"""Tables of HTML under the suffix of a workbook, as web sites write what they call Excel."""

from __future__ import annotations

import re
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
    data = files.content(path, "xml")
    admit(path.name, max(len(data), _ELEMENT * data.count(b"<")), "xml")
    said = _CHARSET.search(data[:4096])
    encoding = said[1].decode("ascii") if said else ""
    try:
        text = data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        text = decode(data, path.name, "", found)
    page = _Page()
    page.feed(text)
    page.close()
    tables = [table for table in page.tables if table]
    if not tables:
        raise FormatError(f"{path.name}: a page of HTML without a table")
    grid = max(tables, key=len)
    width = max(map(len, grid))
    return [row + [""] * (width - len(row)) for row in grid]


class _Page(HTMLParser):
    """Collects the cells of every table."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._close()
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._close()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables:
            self._close()
            if not self.tables[-1]:
                self.tables[-1].append([])
            wide = dict(attrs).get("colspan") or "1"
            self.cell, self.span = [], int(min(float(wide), 100)) if wide.isdecimal() else 1
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close(self) -> None:
        if self.cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        row = self.tables[-1][-1]
        row += ["\n".join(filter(None, lines)), *[""] * (self.span - 1)]
        self.cell = None
