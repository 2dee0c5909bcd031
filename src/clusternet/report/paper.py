"""How a page for the browser is set on paper: its contents, widths of tables, and what stands beside what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clusternet.notes import report as notes
from clusternet.notes.annex import TITLE as ANNEX
from clusternet.output.markup import cells, printable

if TYPE_CHECKING:
    from clusternet.output.result import Result
    from clusternet.report.parts import Figure, Report, Section

_ROOM, _BESIDE = 178.0, 62.0
"""Millimetres: of the text, and the most a table takes that has its figure beside it."""
_ROWS = 34
"""Of a table beside its figure: they are not broken over pages."""
_SIZE, _LEAST = 8.5, 5.0
"""Letters of tables, in points."""
_EM = 25.4 / 72
_GAP = 2.4
"""Left and right of a cell, in millimetres."""
_BREAKS = 12
"""Half-width letters after which a text breaks."""

Entry = tuple[str, str, list[tuple[str, str]]]


def contents(report: Report) -> list[Entry]:
    """Return what a list of contents names: anchor and title of every part, and of its tables and figures."""
    parts: list[Entry] = [("findings", report.say(notes.FINDINGS), [])]
    parts += [(section.key, section.title, _held(report, section)) for section in report.sections]
    parts += [("left-out", report.say(notes.LEFT_OUT), [])] if report.left_out else []
    return [*parts, ("facts", report.say(notes.FACTS), []), ("annex", report.say(ANNEX), [])]


def _held(report: Report, section: Section) -> list[tuple[str, str]]:
    """Return anchor and title of tables and figures, in the order in which they are printed."""
    held = []
    for table, figures in section.pairs:
        held += [(table.key, table.title)] if table else []
        held += [(f"figure-{figure.key}", report.plain(figure)) for figure in figures]
    return held


def quoted(text: str) -> str:
    r"""Return a text as a string of CSS, which no name can end.

    >>> quoted('a"b')
    '"a\\22 b"'
    """
    return '"' + re.sub(r'["\\<>&\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", printable(text)) + '"'


def _word(texts: Sequence[str]) -> int:
    """Return the width of the longest word of texts; Chinese breaks between any two characters."""
    words = (word for text in texts for word in re.split(r"[\s\u2e80-\uffff-]", text))
    return max(map(cells, words), default=0)


def _units(table: Result, breaks: int) -> float:
    """Return the width of a table in half-width letters, where texts break after so many."""
    total = 0
    for head, style, *column in zip(table.heads, table.styles, *table.texts(), strict=True):
        longest = max(map(cells, column), default=0)
        own = longest if style != "text" else max(min(longest, breaks), _word(column))
        total += max(4, _word([head]), own)
    return total


def sized(table: Result) -> str:
    """Return the attributes of a table whose letters are smaller on paper, that none is cut; or nothing."""
    room = _ROOM - _GAP * len(table.heads)
    size = min(_SIZE, room / max(_units(table, _BREAKS), 1) / (_EM / 2))
    if size >= _SIZE:
        return ""
    close = " data-close" if size < _LEAST else ""
    return f' style="--size: {max(size, _LEAST):.1f}pt"{close}'


def beside(table: Result | None, figures: Sequence[Figure]) -> str:
    """Return the attributes of a table and its figures where the first figure stands beside the table."""
    if table is None or not figures or len(table.frame) > _ROWS:
        return ' class="pair"'
    wide = _units(table, 2 * _BREAKS) * _SIZE * _EM / 2 + _GAP * len(table.heads)
    if wide > _BESIDE:
        return ' class="pair"'
    return f' class="pair beside" style="--wide: {max(wide, _BESIDE - 14):.0f}mm"'
