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
_LONGEST = 0.32
"""Share of the width that names may take."""


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
    return page.Plan(
        width,
        float(len(table) * _PITCH + 1),
        lambda ax: _ink(ax, table, said),
        page.mark(table, language),
        KIND,
    )


def _ink(ax: Axes, table: pd.DataFrame, said: list[str]) -> None:
    from matplotlib.patches import Rectangle

    wide, high = page.in_millimetres(ax)
    pitch = (high - 1) / len(table)
    thick = min(pitch * _BAR / _PITCH, 2 * _BAR)
    values = table["score"].astype(float).tolist()
    names = [called(str(name), (_NAME, _SMALL), wide * _LONGEST) for name in table["unit"]]
    left = widest(names) + 2
    right = max(page.text_width(text, _VALUE) for text in said) + 3
    least, most = min(0.0, *values), max(0.0, *values)
    scale = (wide - left - right) / ((most - least) or 1.0)
    zero = left - least * scale
    small: dict[str, Any] = {"size": _VALUE, "va": "center_baseline", "color": palette.MUTED, "gid": "value"}
    for place, (name, value, text) in enumerate(zip(names, values, said, strict=True)):
        middle = (place + 0.5) * pitch
        write(ax, left - 1.2, middle, name, ha="right")
        corner, long = (zero + min(value, 0.0) * scale, middle - thick / 2), abs(value) * scale
        gid = Mark("bar", PIECE, f"{table['unit'].iat[place]} {text}")
        ax.add_patch(Rectangle(corner, long, thick, facecolor=palette.PLAIN, linewidth=0, gid=gid))
        ax.text(zero + max(value, 0.0) * scale + 1.2, middle, text, **small)


def _said(row: Mapping[Any, Any], language: str) -> str:
    """Return score, rank and interval as they stand at the end of a bar."""
    rank, low, high = (_number(row.get(name)) for name in ("rank", "rank_low", "rank_high"))
    interval = f" [{low}–{high}]" if low and high else ""
    score = f"{float(str(row['score'])):.3f}"
    return Text(f"{score}  第{rank}名{interval}", f"{score}  #{rank}{interval}").in_(language)


def _number(value: Any) -> str:
    return "" if value is None or pd.isna(value) else f"{float(value):g}"
