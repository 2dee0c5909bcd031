"""The mark of each cell of Tables 2 to 10: what ``fill`` takes for it in a text of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clusternet.output.result import Result
from clusternet.report.layout import Layout
from clusternet.words.marks import mark

Row = tuple[Any, ...]
Cited = tuple[str, str, Mapping[str, object]] | None
"""The table and the column of the value of a cell, and its row and what selects the data."""
_DEGREES = ("in_degree", "out_degree", "degree")
_CITIES = (9, 10)
_ALL = "all"


def cited(table: Result, layout: Layout, columns: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the mark of each cell of a table, nothing for a cell that is no value.

    Parameters
    ----------
    table
        One of Tables 2 to 10.
    layout
        What it was made of.
    columns
        Of :mod:`clusternet.structure.metrics`, where it is one of the structure.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.network.value_network import from_frames
    >>> from clusternet.report.tables import build
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    >>> build(Layout(from_frames(ties)), [2])[0].cited[0][3]
    '{{ metrics.nodes year=2020 | plain }}'
    """
    number = int(table.key.removeprefix("table"))
    rows = []
    for row in table.frame.itertuples(index=False, name=None):
        if columns:
            found = _structure(row, layout, columns, platforms=number in (5, 6))
        elif number in (7, 10):
            found = _margins(row, layout, _level(number))
        else:
            found = _flow(row, layout, _level(number)) if number in (8, 9) else _leaders(row, layout)
        cells = zip(found, table.styles, strict=True)
        rows.append(tuple(mark(*each, "plain" if style == "count" else "") if each else ""
                          for each, style in cells))  # fmt: skip
    return tuple(rows)


def _level(number: int) -> dict[str, object]:
    return {"level": "city"} if number in _CITIES else {}


def _span(layout: Layout, year: object = None, *, flows: bool = False) -> dict[str, object]:
    """Return what a mark says of the years and the relations that the report is about."""
    years = layout.last.years
    last = year if year is not None else years[-1] if years else None
    said: dict[str, object] = {}
    if last is not None:
        said = {"window": f"{layout.window[0]}:{last}"} if layout.window else {"year": last}
    if layout.relation and (flows or layout.relation != _ALL):
        said["relation"] = layout.relation
    return {**said, "count": layout.count} if flows and layout.count != "relations" else said


def _structure(row: Row, layout: Layout, columns: Sequence[str], *, platforms: bool) -> list[Cited]:
    year = int(row[0]) if isinstance(row[0], int | float) else None
    where = _span(layout, year)
    if platforms:
        where |= {
            "only": "platforms",
            **({"relation": layout.main} if layout.main not in (None, _ALL) else {}),
        }
    return [None, *(("metrics", column, where) for column in columns)]


def _leaders(row: Row, layout: Layout) -> list[Cited]:
    found: list[Cited] = []
    for place in range(0, len(row), len(_DEGREES) + 1):
        where = {**_span(layout), "name": row[place]}
        held = row[place] is not None and layout.count == "relations"
        found += [None, *(("centrality", column, where) if held else None for column in _DEGREES)]
    return found


def _margins(row: Row, layout: Layout, level: Mapping[str, object]) -> list[Cited]:
    found: list[Cited] = []
    for at, side in enumerate(("enable", "input")):
        where = {**_span(layout, flows=True), "place": row[3 * at + 1], **level}
        found += [("margins", f"{side}_rank", where), None, ("margins", f"{side}_share", where)]
    return found


def _flow(row: Row, layout: Layout, level: Mapping[str, object]) -> list[Cited]:
    ends = str(row[0]).replace(" – ", "-").split("-")
    where = {**_span(layout, flows=True), **dict(zip(("source", "target"), ends, strict=False)), **level}
    return [None, ("flows", "share", where) if len(ends) == 2 else None, None]
