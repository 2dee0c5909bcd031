"""Rows of sub-headings below a header (Y2018, then Migrants (Person)), which are no rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clusternet.schema import cells, measures
from clusternet.schema.cells import fold
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import POINT
from clusternet.schema.recognition import EDGE_HEADERS, NODE_HEADERS
from clusternet.schema.rows import TextTable

_DEEPEST = 3
"""Rows of sub-headings at most."""

_BELOW = 50
"""Rows below them by which columns of numbers are told."""

_NAMED = ("id", "name", "source", "target", "sample", "partner")
"""Columns of names, which are no columns of numbers though all names below the first may be numbers."""


def depth(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows below a header are sub-headings, 0 where none is.

    Every column that holds nothing but numbers below them has words there, and the others repeat their
    header, as a merged cell that was taken apart does, are blank, or hold words that are headers.

    Parameters
    ----------
    headers
        The texts of the header.
    rows
        The rows below it.

    Examples
    --------
    >>> rows = [["Region", "Migrants (Person)", "Migrants (Person)"], ["Seoul", "7", "-"], ["Jeju", "5", "8"]]
    >>> depth(["Region", "2018", "2019"], rows), depth(["Region", "2018", "2019"], rows[1:])
    (1, 0)
    """
    measured = [at for at, header in enumerate(headers) if not _names(header)]
    for deep in range(1, min(_DEEPEST, len(rows) - 1) + 1):
        below = rows[deep : deep + _BELOW]
        numeric = {at for at in measured if _holds_numbers(row[at] for row in below)}
        if 0 < len(numeric) < len(headers) and all(
            _is_subheading(headers, row, numeric) for row in rows[:deep]
        ):
            return deep
    return 0


def _names(header: str) -> bool:
    return EDGE_HEADERS.get(fold(header)) in _NAMED or NODE_HEADERS.get(fold(header)) in _NAMED


def _holds_numbers(texts: Iterable[str]) -> bool:
    given = [text for text in texts if not cells.is_absent(text)]
    return bool(given) and all(_is_number(text) for text in given)


def _is_number(text: str) -> bool:
    return POINT.number(text.replace(",", "")) is not None


def _is_subheading(headers: Sequence[str], row: Sequence[str], numeric: set[int]) -> bool:
    said = [row[column] for column in sorted(numeric)]
    if any(cells.is_absent(text) or _is_number(text) or cells.is_error(text) for text in said):
        return False
    folded = [fold(text) for text in row]
    if folded == [fold(header) for header in headers]:
        return False  # the header itself, again
    return all(
        text in ("", fold(headers[column])) or _is_heading(row[column])
        for column, text in enumerate(folded)
        if column not in numeric
    )


def _is_heading(text: str) -> bool:
    return fold(text) in EDGE_HEADERS or fold(text) in NODE_HEADERS or measures.is_unit(text)


def cut(table: TextTable, found: list[Finding]) -> TextTable:
    """Return a table without the rows of sub-headings below its header; each is reported."""
    top = table.frame.iloc[: _DEEPEST + _BELOW].astype(object).to_numpy().tolist()
    deep = depth([str(column) for column in table.frame], top)
    for row, line in zip(top[:deep], table.line[:deep].tolist(), strict=True):
        value = ", ".join(dict.fromkeys(filter(None, map(cells.clean, row))))[:200]
        found.append(Finding("units_row", table.file, table.sheet, line, "", value, done("passed_over")))
    return replace(table, frame=table.frame.iloc[deep:], line=table.line[deep:]) if deep else table


__all__ = ["cut", "depth"]
