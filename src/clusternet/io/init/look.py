"""The files and sheets of a folder as they lie, and the header of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.io import edgelists
from clusternet.io.formats import graphs
from clusternet.io.formats.tables import EXCEL_SUFFIXES, SUFFIXES, Shape, read_table, suffix_of
from clusternet.io.formats.workbooks import sheets
from clusternet.io.init.headers import is_known
from clusternet.schema import dates
from clusternet.schema.cells import clean
from clusternet.words.text import Text

_TOP = 15
"""Lines in which a header is looked for."""
_TRIED = 3
"""Lines that are read as the header to see which says most."""
_NUMBER = re.compile(r"[-+]?[\d.,%％]+")


@dataclass(frozen=True)
class Seen:
    """One sheet, or a file that has none.

    Attributes
    ----------
    file
        Path below the folder, with ``/``.
    sheet
        Its name, blank for files without sheets.
    header_row
        Line of the header, counted from 1.
    frame
        Its cells as text below their headers.
    groups
        Header -> the text above it, where headers have a line of groups above.
    title
        What stands above the header.
    why
        Why it cannot be read, where it cannot.
    hidden
        Whether a reader of the workbook does not see it.
    graph
        Whether it is a graph file, which says by itself what it holds.
    ends
        The names at the left and those above, where it may be a matrix; its other cells are numbers.
    """

    file: str
    sheet: str = ""
    header_row: int = 1
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    groups: dict[str, str] = field(default_factory=dict)
    title: str = ""
    why: Text | None = None
    hidden: bool = False
    graph: bool = False
    ends: tuple[list[str], list[str]] | None = None

    @property
    def where(self) -> str:
        """File and sheet."""
        return f"{self.file} · {self.sheet}" if self.sheet else self.file


def folder(root: Path, passed: Iterable[str] = ()) -> list[Seen]:
    """Return every sheet of every table and graph file below a folder.

    Parameters
    ----------
    root
        The folder.
    passed
        Files that are not looked at, as paths below the folder.
    """
    found: list[Seen] = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        hidden = any(part.startswith((".", "~$")) for part in Path(name).parts)
        if hidden or not path.is_file() or name in set(passed):
            continue
        suffix = suffix_of(path)
        if suffix in graphs.SUFFIXES:
            found.append(Seen(name, graph=True))
        elif suffix in SUFFIXES:
            found += _file(path, name)
    return found


def _file(path: Path, name: str) -> list[Seen]:
    if suffix_of(path) not in EXCEL_SUFFIXES:
        return [_sheet(path, name, "")]
    try:
        tabs = sheets(path)
    except ClusternetError as error:
        return [_unread(name, "", error)]
    found = [_sheet(path, name, tab.name) for tab in tabs if not tab.hidden]
    why = Text("隐藏的工作表", "a hidden sheet")
    return found + [Seen(name, tab.name, why=why, hidden=True) for tab in tabs if tab.hidden]


def _unread(name: str, sheet: str, error: ClusternetError) -> Seen:
    return Seen(name, sheet, why=Text(f"无法读取：{error.zh}", f"cannot be read: {error}"))


def _sheet(path: Path, name: str, sheet: str) -> Seen:
    """Read a sheet below the line that says most as its header."""
    try:
        raw = read_table(path, Shape(header_row=0, sheet=sheet), [])
    except ClusternetError as error:
        return _unread(name, sheet, error)
    ends = edgelists.ends_of(raw)
    top = [list(map(clean, row)) for row in raw.frame.head(_TOP).itertuples(index=False, name=None)]
    lines = raw.line[: len(top)].tolist()
    scores = {place: score for place, row in enumerate(top) if (score := _score(row)) > 0}
    likely = sorted(sorted(scores, key=lambda place: -scores[place])[:_TRIED])
    read = [(place, table) for place in likely if (table := _below(path, sheet, lines[place])) is not None]
    if not read:
        if len(raw.frame.columns) < 2 or max(sum(map(bool, row)) for row in top) < 2:
            return Seen(name, sheet, why=Text("只有一列文字", "one column of text"))
        first = _below(path, sheet, lines[0])
        if first is None:
            return Seen(name, sheet, why=Text("没有表头", "no header"))
        read = [(0, first)]
    place, frame = max(read, key=lambda each: sum(map(is_known, map(str, each[1]))))
    return replace(_seen(name, sheet, lines[place], frame, top[: place + 1]), ends=ends)


def _score(cells: list[str]) -> float:
    """Return how much a line looks like a header: texts that are known as such, no numbers, none twice."""
    texts = [cell for cell in cells if cell]
    if len(texts) < 2:
        return 0
    known = sum(is_known(text) for text in texts)
    values = sum(bool(_NUMBER.fullmatch(text)) or dates.dated(text).plain or len(text) > 20 for text in texts)
    return known - values - 0.5 * (len(texts) - len(set(texts)))


def _below(path: Path, sheet: str, line: int) -> pd.DataFrame | None:
    try:
        return read_table(path, Shape(header_row=line, sheet=sheet), []).frame
    except ClusternetError:
        return None


def _seen(name: str, sheet: str, line: int, frame: pd.DataFrame, top: list[list[str]]) -> Seen:
    """Return a sheet with the groups and the title that stand in the lines above its header, the last."""
    headers, place = list(map(str, frame)), len(top) - 1
    above = [next((text for text in row if text), "") for row in top[:-1]]
    groups: dict[str, str] = {}
    if place and sum(map(bool, top[place - 1])) > 1:
        carried, group = [], ""
        for text in top[place - 1]:
            group = text or group
            carried.append(group)
        groups = _of_headers(headers, top[place], carried)
        above = above[:-1]
    return Seen(name, sheet, line, frame.map(clean), groups, " ".join(filter(None, above)))


def _of_headers(headers: list[str], cells: list[str], groups: list[str]) -> dict[str, str]:
    """Return the group of each header; one that stands twice is known by its place.

    >>> _of_headers(["名称", "名称 (2)"], ["名称", "名称"], ["供方", "需方"])
    {'名称': '供方', '名称 (2)': '需方'}
    """
    found: dict[str, str] = {}
    start = 0
    for header in headers:
        fits = (
            place for place in range(start, len(cells)) if cells[place] and header.startswith(cells[place])
        )
        place = next(fits, -1)
        if place >= 0:
            start = place + 1
            found |= {header: groups[place]} if groups[place] else {}
    return found
