"""Odds ratios with their intervals on a logarithmic axis, a row for each term."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.change.formation import NAMES
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import called, widest, write
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import log_ticks
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from clusternet.typing import Floats

KIND, _TERM = Text("优势比图", "forest plot"), Text("项", "term")
HEADING = Text("优势比 [95%区间]", "Odds ratio [95% interval]")
_PITCH, _HEAD, _FOOT, _CAP = 6.6, 5.0, 6.5, 0.9
_NAME, _SMALL, _VALUE = 7.5, 6.5, 6.5
_LONGEST, _FURTHEST = 0.36, float(np.log(1e4))
_APART = 7.0
"""Millimetres from a tick to the next, so that their numbers have room."""


def odds(table: pd.DataFrame, *, language: str = "zh", ax: Axes | None = None) -> Axes:
    """Draw the odds ratio of each term with its 95 percent interval on a logarithmic axis, a line at 1.

    Terms whose interval holds 1 are hollow. What lies beyond 10,000 times or below a ten-thousandth runs to
    the edge, without an end.

    Parameters
    ----------
    table
        ``term``, ``odds``, ``low`` and ``high``, as of :func:`clusternet.change.formation.table`.
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
        If a column is missing, or no term has odds above 0.

    Examples
    --------
    >>> rows = {"term": ["log_degree"], "odds": [2.0], "low": [1.0], "high": [4.0]}
    >>> ax = odds(pd.DataFrame(rows))
    >>> (whisker,) = [line for line in ax.lines if line.get_gid() == "whisker"]
    >>> (point,) = [line for line in ax.lines if line.get_gid() == "odds"]
    >>> bool(np.isclose(point.get_xdata()[0], np.mean(whisker.get_xdata())))      # 2 is halfway from 1 to 4
    True
    """
    return plan(table, page.width_of(ax), language=language).draw(ax)


def plan(table: pd.DataFrame, width: float, *, heading: Text = HEADING, language: str = "zh") -> page.Plan:
    """Lay out :func:`odds` for axes of a width in millimetres: a row per term, ``heading`` above."""
    require(table, ("term", "odds", "low", "high"), "odds")
    drawn = table[table["odds"] > 0]
    if drawn.empty:
        raise nothing("odds")
    high = _HEAD + len(drawn) * _PITCH + _FOOT
    return page.Plan(
        width, high, lambda ax: _ink(ax, drawn, heading, language), page.mark(table, language), KIND
    )


def _ink(ax: Axes, table: pd.DataFrame, heading: Text, language: str) -> None:
    wide, high = page.in_millimetres(ax)
    terms = [NAMES[term].in_(language) if term in NAMES else str(term) for term in table["term"]]
    names = [called(term, (_NAME, _SMALL), wide * _LONGEST) for term in terms]
    said = [
        f"{odds:.2f}" if np.isnan(low + high) else f"{odds:.2f} [{low:.2f}, {high:.2f}]"
        for odds, low, high in table[["odds", "low", "high"]].to_numpy(float)
    ]
    with np.errstate(divide="ignore"):
        logs = np.log(table[["odds", "low", "high"]].to_numpy(float))
    logs = np.clip(logs, -_FURTHEST, _FURTHEST)
    left = widest(names) + 4
    right = wide - max(page.text_width(text, _VALUE) for text in said) - 3
    least, most = min(0.0, float(np.nanmin(logs))), max(0.0, float(np.nanmax(logs)))
    scale = (right - left) / ((most - least) or 1.0)
    ax.text(wide, _HEAD / 2, heading.in_(language), size=_VALUE, color=palette.MUTED, ha="right",
            va="center_baseline", gid="head")  # fmt: skip
    _axis(ax, (least, most), left - least * scale, scale, high - _FOOT)
    for place, (name, text) in enumerate(zip(names, said, strict=True)):
        middle = _HEAD + (place + 0.5) * (high - _HEAD - _FOOT) / len(table)
        write(ax, 0, middle, name)
        ax.text(wide, middle, text, size=_VALUE, color=palette.MUTED, ha="right", va="center_baseline",
                gid="value")  # fmt: skip
        _row(ax, left - least * scale + scale * logs[place], middle, logs[place], f"{terms[place]} {text}")


def _axis(ax: Axes, ends: tuple[float, float], one: float, scale: float, foot: float) -> None:
    """Draw the line at 1, and below the rows the ratios that distances from it stand for."""
    least, most = ends
    ax.plot([one, one], [_HEAD, foot], color=palette.MUTED, linewidth=0.6, zorder=1, gid="one")
    ax.plot([one + least * scale, one + most * scale], [foot, foot], color=palette.MUTED, linewidth=0.4,
            gid="axis")  # fmt: skip
    shown = [0.0]
    for tick in sorted(np.log(log_ticks(float(np.exp(least)), float(np.exp(most)), most=99)), key=abs):
        if all(abs(tick - other) * scale >= _APART for other in shown):
            shown.append(float(tick))
    for tick in shown:
        x = one + tick * scale
        ax.plot([x, x], [foot, foot + 0.9], color=palette.MUTED, linewidth=0.4, gid="axis")
        ax.text(x, foot + 4.2, f"{np.exp(tick):,.3g}", size=_VALUE, color=palette.MUTED, ha="center",
                va="baseline", gid="tick")  # fmt: skip


def _row(ax: Axes, at: Floats, middle: float, logs: Floats, said: str) -> None:
    """Draw the point and the interval of a term."""
    line: dict[str, Any] = {"color": palette.PLAIN, "linewidth": 1.1, "solid_capstyle": "butt", "zorder": 2}
    point, low, high = at.tolist()
    if not np.isnan(low + high):
        ax.plot([low, high], [middle, middle], gid="whisker", **line)
        for end, log in ((low, logs[1]), (high, logs[2])):
            if abs(log) < _FURTHEST:
                ax.plot([end, end], [middle - _CAP, middle + _CAP], gid="cap", **line)
    sure = not logs[1] <= 0 <= logs[2]
    ax.plot([point], [middle], marker="o", markersize=4.2, color=palette.PLAIN, zorder=3,
            markerfacecolor=palette.PLAIN if sure else "white", gid=Mark("odds", _TERM, said))  # fmt: skip
