"""Which of two units indicators lean to: log ratios as bars to either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.lettering import called, shortened, widest, write
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR, _PITCH, _HEAD, _FOOT = 3.6, 5.2, 7.0, 6.5
_NAME, _SMALL, _VALUE = 7.5, 6.5, 6.5
_LONGEST = 0.32
KIND, _ROW = Text("对比条形图", "diverging bar chart"), Text("个条形", "bar")


def leaning(
    table: pd.DataFrame,
    *,
    names: tuple[str, str] = ("a", "b"),
    threshold: float = 0.1,
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw ln(a / b) of every row as a bar, to the left for a and to the right for b, sorted.

    Rows within the threshold, which is shaded, are grey; where one value is 0 the bar runs to the edge. Rows
    that were not compared have no bar and say why.

    Parameters
    ----------
    table
        ``indicator``, ``log_ratio``, ``leans_to`` and ``reason``, and where known ``period``; as of
        :func:`clusternet.records.comparison.compare`.
    names
        Of the two units, as in ``leans_to``.
    threshold
        Of ln(a / b), as in the comparison: what lies within is shaded.
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
        If a column is missing or no row was compared.

    Examples
    --------
    >>> rows = {"indicator": ["x", "y"], "log_ratio": [0.4, -0.8], "leans_to": ["a", "b"], "reason": ["", ""]}
    >>> ax = leaning(pd.DataFrame(rows))
    >>> bars = [patch for patch in ax.patches if patch.get_gid() == "bar"]
    >>> round(float(bars[1].get_width() / bars[0].get_width()), 6)
    2.0
    """
    return plan(table, page.width_of(ax), names=names, threshold=threshold, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    names: tuple[str, str] = ("a", "b"),
    threshold: float = 0.1,
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`leaning` for axes of a width in millimetres: a row per comparison."""
    require(table, ("indicator", "log_ratio", "leans_to", "reason"), "leaning")
    if table["log_ratio"].isna().all():
        raise nothing("leaning")
    table = table.sort_values("log_ratio", ascending=False, kind="stable", na_position="last")
    high = float(_HEAD + len(table) * _PITCH + _FOOT)
    return page.Plan(
        width,
        high,
        lambda ax: _ink(ax, table, names, threshold, language),
        page.mark(table, language),
        KIND,
    )


def _ink(ax: Axes, table: pd.DataFrame, names: tuple[str, str], threshold: float, language: str) -> None:
    logs = table["log_ratio"].to_numpy(dtype=float)
    finite = np.abs(logs[np.isfinite(logs)])
    most = max(float(finite.max(initial=0.0)), 2 * threshold, 1e-9) * (
        1.0 if np.isfinite(logs).all() else 1.15
    )
    periods = table["period"].astype(str) if "period" in table else pd.Series("", table.index)
    titles = [f"{name} {period}".strip() for name, period in zip(table["indicator"], periods, strict=True)]
    wide, high = page.in_millimetres(ax)
    pitch = (high - _HEAD - _FOOT) / len(table)
    labels = [called(title, (_NAME, _SMALL), wide * _LONGEST) for title in titles]
    left = widest(labels) + 12
    centre = (left + wide - 12) / 2
    scale = (wide - 12 - left) / 2 / most
    _frame(ax, names, threshold * scale, centre, high - _FOOT + 1)
    _axis(ax, most, scale, centre, high - _FOOT + 1)
    for place, row in enumerate(table.to_dict("records")):
        middle = _HEAD + (place + 0.5) * pitch
        write(ax, 0, middle, labels[place])
        _bar(ax, {**row, "title": titles[place]}, names, (centre, middle, pitch), scale, most, language)


def _frame(ax: Axes, names: tuple[str, str], half: float, centre: float, tall: float) -> None:
    from matplotlib.patches import Rectangle

    band = Rectangle((centre - half, _HEAD - 1), 2 * half, tall - _HEAD, facecolor=palette.FAINT, alpha=0.5)
    band.set(gid="band", linewidth=0, zorder=0)
    ax.add_patch(band)
    ax.plot([centre, centre], [_HEAD - 1, tall - 1], color=palette.MUTED, linewidth=0.6, zorder=1)
    wide, arrow = ax.get_xlim()[1], page.text_width(" →", _NAME)
    texts = [shortened(name, _NAME, wide / 2 - 2 - arrow) for name in names]
    first, second = (page.text_width(text, _NAME) + arrow for text in texts)
    begins = min(max(centre + 3, first + 4), wide - second)
    for at, text, way in (
        (min(centre - 3, begins - 4), f"← {texts[0]}", "right"),
        (begins, f"{texts[1]} →", "left"),
    ):
        ax.text(at, 2.5, text, size=_NAME, color=palette.INK, ha=way, va="center_baseline", gid="side")


def _axis(ax: Axes, most: float, scale: float, centre: float, y: float) -> None:
    """Draw the ratios the lengths of bars stand for, below them: 2 times, 10 times."""
    reach = float(np.exp(most))
    ticks = [each for each in (1.0, *_RATIOS) if each <= reach * (1 + 1e-9)]
    shown = [1.0]
    for tick in ticks[1:]:
        if np.log(tick / shown[-1]) * scale >= page.text_width(f"{tick:,.3g}×", _VALUE) + 1.2:
            shown.append(tick)
    ax.plot(
        [centre - most * scale, centre + most * scale], [y, y], color=palette.MUTED, linewidth=0.4, gid="axis"
    )
    for side, tick in dict.fromkeys((side if tick > 1 else 0, tick) for tick in shown for side in (-1, 1)):
        x = centre + side * np.log(tick) * scale
        ax.plot([x, x], [y, y + 0.9], color=palette.MUTED, linewidth=0.4, gid="axis")
        ax.text(
            x,
            y + 3.2,
            f"{tick:,.3g}×",
            size=_VALUE,
            color=palette.MUTED,
            ha="center",
            va="baseline",
            gid="tick",
        )


_RATIOS = (1.2, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0, 100.0, 1000.0)


def _bar(
    ax: Axes,
    row: Mapping[Any, Any],
    names: tuple[str, str],
    at: tuple[float, float, float],
    scale: float,
    most: float,
    language: str,
) -> None:
    from matplotlib.patches import Rectangle

    centre, middle, pitch = at
    thick = min(pitch * _BAR / _PITCH, 2 * _BAR)
    value = float(row["log_ratio"])
    small: dict[str, Any] = {
        "size": _VALUE,
        "color": palette.MUTED,
        "va": "center_baseline",
        "gid": "value",
    }
    if np.isnan(value):
        ax.text(centre + 2, middle, _why(str(row["reason"]), language), **small)
        return
    side = -1 if value > 0 else 1
    long = min(abs(value), most) * scale
    colours = dict(zip(names, (palette.SENDS, palette.RECEIVES), strict=True))
    box = Rectangle((centre if side > 0 else centre - long, middle - thick / 2), long, thick, linewidth=0)
    text = "∞" if np.isinf(value) else f"{np.exp(abs(value)):.3g}×"
    gid = Mark("bar", _ROW, f"{row['title']}: {names[0 if side < 0 else 1]} {text}")
    box.set(facecolor=colours.get(str(row["leans_to"]), palette.OTHER), gid=gid, zorder=2)
    ax.add_patch(box)
    ax.text(
        centre + side * (long + 1),
        middle,
        text,
        ha="left" if side > 0 else "right",
        **small,
    )


def _why(reason: str, language: str) -> str:
    from clusternet.words import labels

    return labels.not_compared(reason, language)
