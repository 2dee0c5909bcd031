"""How the structure of a network changed: one panel per measure, years along the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = ("nodes", "edges", "average_degree", "diameter", "average_path_length", "average_clustering")
"""The series of Table 2."""
_ACROSS = 3
_PANEL = 34.0
_HEAD, _FOOT, _SIDE, _GUTTER = 10.5, 5.5, 10.0, 6.0
KIND, _POINT = Text("折线图", "line chart"), Text("个点", "point")
_FEWEST = 3
"""Nodes of a network from which on averages say something."""


def trend(
    table: pd.DataFrame,
    *,
    columns: Sequence[str] = COLUMNS,
    breaks: Sequence[int] = (),
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw measures by year, every panel from zero, first and last value printed under its name.

    Where the table has ``nodes``, other measures leave out years with fewer than three, which the caption has
    to say; see :func:`thin`.

    Parameters
    ----------
    table
        With a column ``year`` and ``columns``, such as :func:`clusternet.structure.metrics.by_year` gives.
    columns
        One panel each, in this order.
    breaks
        Years from which on data were collected in another way; a dashed line stands before each, which the
        caption has to explain.
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
        If a column is missing, or there are no years.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = trend(pd.DataFrame({"year": [2021, 2022], "nodes": [10, 20]}), columns=["nodes"])
    >>> [child.texts[0].get_text() for child in ax.child_axes]
    ['节点数']
    """
    return plan(table, page.width_of(ax), columns=columns, breaks=breaks, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    columns: Sequence[str] = COLUMNS,
    breaks: Sequence[int] = (),
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`trend` for axes of a width in millimetres: three panels a row, two if narrow."""
    require(table, ("year", *columns), "trend")
    if not columns:
        raise nothing("trend")
    years = pd.to_numeric(table["year"]).dropna()
    if years.empty:
        raise ClusternetError.of("trend_years")
    across = max(1, min(_ACROSS if width >= 110 else 2 if width >= 75 else 1, len(columns)))
    dated = table.loc[years.index].assign(year=years.astype(int))
    high = _PANEL * -(-len(columns) // across)
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, dated, columns, across, breaks, language),
        page.mark(table, language),
        KIND,
    )


def _ink(
    ax: Axes, dated: pd.DataFrame, columns: Sequence[str], across: int, breaks: Sequence[int], language: str
) -> None:
    wide, high = page.in_millimetres(ax)
    rows = -(-len(columns) // across)
    size = ((wide - _GUTTER * (across - 1)) / across, high / rows)
    for place, name in enumerate(columns):
        left, top = (size[0] + _GUTTER) * (place % across), size[1] * (place // across)
        box = (
            (left + _SIDE) / wide,
            1 - (top + size[1] - _FOOT) / high,
            (size[0] - _SIDE) / wide,
            (size[1] - _HEAD - _FOOT) / high,
        )
        kept = dated[name].where(~dated["year"].isin(thin(dated))) if name not in _COUNTED else dated[name]
        _panel(ax.inset_axes(box), dated["year"], kept, name, breaks, language)


_COUNTED = ("nodes", "edges")


def thin(table: pd.DataFrame) -> list[int]:
    """Return the years whose network has fewer than three nodes, of which averages say nothing.

    >>> thin(pd.DataFrame({"year": [2019, 2020], "nodes": [2, 40]}))
    [2019]
    """
    return [] if "nodes" not in table else table.loc[table["nodes"] < _FEWEST, "year"].astype(int).tolist()


def _panel(
    ax: Axes, years: pd.Series, column: pd.Series, name: str, breaks: Sequence[int], language: str
) -> None:
    from matplotlib.ticker import MaxNLocator

    values = pd.to_numeric(column, errors="coerce").astype(float)
    known = values.dropna()
    ax.annotate(
        labels.heading(name, language), (0, 1), (0, 13), xycoords="axes fraction", textcoords="offset points",
        size=8, color=palette.INK, gid="title",
    )  # fmt: skip
    said = [
        f"{labels.heading(name, language)} {year}: {_printed(value, name, language)}"
        for year, value in zip(years, values, strict=True)
        if not np.isnan(value)
    ]
    gid = Mark(name, _POINT, *said)
    ax.plot(years, values, color=palette.PLAIN, marker="o", markersize=2.6, clip_on=False, gid=gid)
    top = float(known.max()) if len(known) and known.max() > 0 else 1.0
    ax.set_ylim(0, top * 1.18)
    ax.set_xlim(years.min() - 0.4, years.max() + 0.4)
    ax.set_xticks(ticks(years))
    ax.tick_params(labelsize=6, length=2, pad=1.5)
    ax.yaxis.set_major_locator(MaxNLocator(4, integer=top > 4, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(lambda value, _: short(value, language))
    ax.grid(axis="y")
    for year in breaks:
        if years.min() < year <= years.max():
            ax.axvline(year - 0.5, color=palette.MUTED, linestyle=(0, (3, 2)), linewidth=0.7, gid="break")
    ends = dict.fromkeys([known.index[0], known.index[-1]] if len(known) else [])
    ax.annotate(
        " → ".join(_printed(float(known[row]), name, language) for row in ends), (0, 1), (0, 4), gid="value",
        xycoords="axes fraction", textcoords="offset points", size=6.5, color=palette.MUTED,
    )  # fmt: skip


def _printed(value: float, name: str, language: str) -> str:
    """Return a value as tables print it, and to its first digit where that would be nothing.

    >>> _printed(0.0392, "average_clustering", "en"), _printed(0.0004, "average_clustering", "en")
    ('0.039', '0.0004')
    """
    text = str(labels.printed(value, name, language))
    return text if value == 0 or text.strip("-0.,%") else f"{value:.1g}"


def ticks(years: pd.Series) -> list[int]:
    """Return the first year, the last, and as many between them as fit."""
    first, last = int(years.min()), int(years.max())
    step = next(step for step in (1, 2, 4, 5, 10, 20, 50, 100, 1000) if (last - first) / step <= 4)
    return sorted(range(last, first - 1, -step))


def short(value: float, language: str) -> str:
    """Return a number of an axis: 30k, or 3万.

    >>> short(30000, "en"), short(30000, "zh"), short(0.02, "en")
    ('30k', '3万', '0.02')
    """
    if abs(value) < 1e4:
        return f"{value:g}"
    return Text(f"{value / 1e4:g}万", f"{value / 1e3:g}k").in_(language)
