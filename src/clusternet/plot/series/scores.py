"""Units by their score in an index, with the rank each has and the interval it may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.indices.composite import Composite
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import called, widest, write
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words import naming
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR, _PITCH = 3.6, 5.2
_NAME, _SMALL, _VALUE = 7.5, 6.5, 6.5
KIND, PIECE = Text("条形图", "bar chart"), Text("个条形", "bar")
_LONGEST, _RANKS = 0.32, 0.24
"""Shares of the width that names may take, and that intervals of ranks do."""
_HEAD = 6.2
_HEADING = Text("排名与区间", "Rank, interval")


def scores(table: Composite | pd.DataFrame, *, language: str = "zh", ax: Axes | None = None) -> Axes:
    """Draw scores as bars from zero, in the order of the table, each with its score, rank and rank interval.

    Parameters
    ----------
    table
        What :func:`clusternet.indices.composite` returns, or its table: ``unit``, ``score`` and ``rank``, and
        where known ``rank_low`` and ``rank_high``.
    language
        ``zh`` or ``en``.
    ax
        Where to draw; a figure of its own if None.

    Returns
    -------
    Axes
        Those it is drawn on: what was given, or new ones of its own size.

    Raises
    ------
    ClusternetError
        If the table is empty, a column is missing, or a score is none.

    Examples
    --------
    >>> ax = scores(pd.DataFrame({"unit": ["甲", "乙"], "score": [0.8, 0.4], "rank": [1, 2]}))
    >>> float(ax.patches[0].get_width() / ax.patches[1].get_width())
    2.0
    """
    return plan(table, page.width_of(ax), language=language).draw(ax)


def plan(table: Composite | pd.DataFrame, width: float, *, language: str = "zh") -> page.Plan:
    """Lay out :func:`scores` for axes of a width in millimetres: a row per unit."""
    table = table.table if isinstance(table, Composite) else table
    require(table, ("unit", "score", "rank"), "scores")
    if table.empty:
        raise nothing("scores")
    if table["score"].isna().any():
        raise ClusternetError.of("score_missing")
    said = [_said(row, language) for row in table.to_dict("records")]
    names = naming.names(table["unit"].astype(str), "place", language)
    table = table.assign(unit=table["unit"].astype(str).map(names))
    head = 0.0 if _intervals(table).empty else _HEAD
    return page.Plan(
        width,
        float(len(table) * _PITCH + 1 + head),
        lambda ax: _ink(ax, table, said, language),
        page.mark(table, language),
        KIND,
    )


def _intervals(table: pd.DataFrame) -> pd.DataFrame:
    """Return the ranks that have an interval, with its ends."""
    ends = ["rank_low", "rank_high"]
    if not set(ends) <= set(table):
        return pd.DataFrame()
    found: pd.DataFrame = table[["rank", *ends]].apply(pd.to_numeric, errors="coerce")
    return found.reset_index(drop=True).dropna()


def _ink(ax: Axes, table: pd.DataFrame, said: list[str], language: str) -> None:
    from matplotlib.patches import Rectangle

    wide, high = page.in_millimetres(ax)
    spread = _intervals(table)
    head = 0.0 if spread.empty else _HEAD
    pitch = (high - 1 - head) / len(table)
    thick = min(pitch * _BAR / _PITCH, 2 * _BAR)
    values = table["score"].astype(float).tolist()
    names = [called(str(name), (_NAME, _SMALL), wide * _LONGEST) for name in table["unit"]]
    left = widest(names) + 2
    room = 0.0 if spread.empty else _RANKS * wide
    right = max(page.text_width(text, _VALUE) for text in said) + 3 + room
    least, most = min(0.0, *values), max(0.0, *values)
    scale = (wide - left - right) / ((most - least) or 1.0)
    zero = left - least * scale
    small: dict[str, Any] = {"size": _VALUE, "va": "center_baseline", "color": palette.MUTED, "gid": "value"}
    for place, (name, value, text) in enumerate(zip(names, values, said, strict=True)):
        middle = head + (place + 0.5) * pitch
        write(ax, left - 1.2, middle, name, ha="right")
        corner, long = (zero + min(value, 0.0) * scale, middle - thick / 2), abs(value) * scale
        gid = Mark("bar", PIECE, f"{table['unit'].iat[place]} {text}")
        ax.add_patch(Rectangle(corner, long, thick, facecolor=palette.PLAIN, linewidth=0, gid=gid))
        ax.text(zero + max(value, 0.0) * scale + 1.2, middle, text, **small)

    if room:
        _ink_ranks(ax, spread, (wide - room + 2, wide - 2), (head, pitch), language)


def _ink_ranks(
    ax: Axes, ranks: pd.DataFrame, ends: tuple[float, float], rows: tuple[float, float], language: str
) -> None:
    """Draw the rank of every row as a dot on its interval, the first rank to the left."""
    most = max(float(ranks.to_numpy().max()), 2.0)
    (start, end), (head, pitch) = ends, rows
    scale = (end - start) / (most - 1)
    style: dict[str, Any] = {"size": _VALUE, "color": palette.MUTED, "va": "center_baseline", "gid": "head"}
    ax.text((start + end) / 2, 1.4, _HEADING.in_(language), ha="center", **style)
    for rank in (1.0, most):
        x = start + (rank - 1) * scale
        ax.text(x, head - 1.5, f"{rank:g}", ha="center", **(style | {"gid": "tick"}))
        ax.plot(
            [x, x], [head, head + pitch * (len(ranks) + 0.0)], color=palette.FAINT, linewidth=0.4, zorder=0
        )
    for place, (rank, low, high) in zip(ranks.index, ranks.to_numpy(), strict=True):
        y = head + (place + 0.5) * pitch
        at = [start + (each - 1) * scale for each in (low, high, rank)]
        ax.plot(at[:2], [y, y], color=palette.PLAIN, linewidth=1.1, solid_capstyle="butt", gid="whisker")
        for x in at[:2]:
            ax.plot([x, x], [y - 0.8, y + 0.8], color=palette.PLAIN, linewidth=0.9, gid="cap")
        ax.plot(at[2:], [y], marker="o", markersize=3.4, color=palette.PLAIN, linestyle="none", gid="rank")


def _said(row: Mapping[Any, Any], language: str) -> str:
    """Return score, rank and interval as they stand at the end of a bar."""
    rank, low, high = (_number(row.get(name)) for name in ("rank", "rank_low", "rank_high"))
    interval = f" [{low}–{high}]" if low and high else ""
    score = f"{float(str(row['score'])):.3f}"
    return Text(f"{score}  第{rank}名{interval}", f"{score}  #{rank}{interval}").in_(language)


def _number(value: Any) -> str:
    return "" if value is None or pd.isna(value) else f"{float(value):g}"
