"""Counts or shares by year: lines, bands on top of one another, or ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.plot.series.trend import short, ticks
from clusternet.plot.sheet import page, palette, spacing
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import require
from clusternet.words import naming
from clusternet.words.naming import Holds
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Chart = Literal["line", "area", "rank"]
KIND, _POINT = Text("折线图", "line chart"), Text("个点", "point")
_BAND = Text("个色带", "band")
OTHER = Text("其他", "Other")
WITHOUT = Text("不含{}", "Without {}")
_PANEL, _HEAD, _FOOT, _SIDE = 62.0, 5.0, 6.0, 9.0
_NAME, _VALUE, _LONGEST = 7.0, 6.5, 0.42
_GAP, _TICK = 2.0, 8
_REST = ""


@dataclass(frozen=True)
class _Style:
    """What all panels share."""

    chart: Chart
    shares: bool
    language: str
    colours: dict[str, str]
    called: dict[str, str]


def lines(
    table: pd.DataFrame,
    *,
    chart: Chart = "line",
    value: str = "count",
    top: int = 8,
    holds: Holds = "",
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw a value of several names by year, each line with its name and last value at its end.

    Parameters
    ----------
    table
        ``year``, ``name``, ``value`` and ``rank``, a row per name and year, such as
        :func:`clusternet.space.distribution.by_year` gives.
    chart
        ``line``; ``area``: bands on top of one another, the rest as 其他; ``rank``: the rank in each year.
    value
        Column that is drawn; shares are fractions of 1.
    top
        How many names, the largest of the last year; 0 for all.
    holds
        What the names are, so that they are written in the language; as they stand if blank.
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
        If a column is missing, or there are fewer than two years.

    Examples
    --------
    >>> rows = [(2021, "5G", 3, 1), (2021, "物联网", 1, 2), (2022, "5G", 2, 2), (2022, "物联网", 4, 1)]
    >>> ax = lines(pd.DataFrame(rows, columns=["year", "name", "count", "rank"]))
    >>> [line.get_gid() for line in ax.child_axes[0].lines][:2]
    ['line/物联网', 'line/5G']
    """
    width = page.width_of(ax)
    return plan(table, width, chart=chart, value=value, top=top, holds=holds, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    chart: Chart = "line",
    value: str = "count",
    top: int = 8,
    holds: Holds = "",
    language: str = "zh",
    apart: bool = False,
) -> page.Plan:
    """Lay out :func:`lines` for axes of a width in millimetres; ``apart``: again without the largest."""
    shown = "rank" if chart == "rank" else value
    require(table, ("year", "name", shown), "lines")
    if table["year"].nunique() < 2:
        raise ClusternetError("lines: one year makes no line", "只有一个年份，不能绘制折线")
    wide = table.pivot_table(index="year", columns="name", values=shown, aggfunc="sum", sort=True)
    names = _chosen(wide, top, ranks=chart == "rank")
    colours = palette.distinct(palette.of_places(names)) if holds == "place" else palette.of_names(names)
    colours = colours if len(names) <= palette.MOST else palette.distinct(colours)
    called = naming.names(map(str, names), holds, language)
    if chart == "area" and len(names) < wide.shape[1]:
        called[_REST], colours = OTHER.in_(language), {**colours, _REST: palette.OTHER}
    style = _Style(chart, "share" in value, language, colours, called)
    panels: list[tuple[str, list[str]]] = [("", names)]
    if apart and len(names) > 1:
        title = Text(*(part.format(called[names[0]]) for part in WITHOUT)).in_(language)
        panels.append((title, names[1:]))
    return page.Plan(
        width,
        _PANEL * len(panels),
        lambda ax: _ink(ax, wide, panels, style),
        page.mark(table, language),
        KIND,
    )


def _chosen(wide: pd.DataFrame, top: int, *, ranks: bool) -> list[str]:
    """Return the names that are drawn: the largest of the last year, then over all years; 未知 last."""
    sign = 1.0 if ranks else -1.0
    last = (sign * wide.iloc[-1]).fillna(np.inf).to_dict()
    whole = (sign * (wide.mean() if ranks else wide.sum())).to_dict()
    order = sorted(last, key=lambda name: (palette.outside(name), last[name], whole[name], str(name)))
    return [str(name) for name in order[: top or None]]


def _ink(ax: Axes, wide: pd.DataFrame, panels: list[tuple[str, list[str]]], style: _Style) -> None:
    across, high = page.in_millimetres(ax)
    each = high / len(panels)
    room = min(max(map(_label_width(wide, style), style.called), default=0.0), _LONGEST * across) + _GAP + 1
    for place, (title, names) in enumerate(panels):
        top = place * each + _HEAD
        box = (
            _SIDE / across,
            1 - ((place + 1) * each - _FOOT) / high,
            (across - _SIDE - room) / across,
            (each - _HEAD - _FOOT) / high,
        )
        panel = ax.inset_axes(box)
        if title:
            ax.text(_SIDE, top - 1.4, title, size=_NAME, color=palette.MUTED, va="bottom", gid="panel")
        _panel(panel, wide, names, style)
        ends = (
            _areas(panel, wide, names, style) if style.chart == "area" else _curves(panel, wide, names, style)
        )
        _name(panel, ends, style, room - _GAP, each - _HEAD - _FOOT)


def _label_width(wide: pd.DataFrame, style: _Style) -> Any:
    def width(name: str) -> float:
        rest = wide.iloc[-1].sum() if name == _REST else wide[name].iloc[-1]
        value = _printed(float(rest), style)
        return page.text_width(style.called[name], _NAME) + 1.2 + page.text_width(value, _VALUE)

    return width


def _panel(ax: Axes, table: pd.DataFrame, names: list[str], style: _Style) -> None:
    """Set the axes: years along the bottom, values from zero or ranks from the first."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    years = pd.Series(table.index.astype(int))
    ax.set_xlim(years.min() - (0 if style.chart == "area" else 0.2), years.max())
    wide = ax.get_window_extent().width / page.figure_of(ax).dpi * page.MM
    marked = ticks(years)
    ax.set_xticks(marked[:: -max(1, -(-len(marked) * _TICK // int(wide)))])
    ax.tick_params(labelsize=6.5, length=2, pad=1.5)
    if style.chart == "rank":
        most = float(np.nanmax(table[names].to_numpy(float)))
        ax.set_ylim(most + 0.5, 0.5)
        steps = range(1, int(most) + 1) if most <= 12 else (1, *range(5, int(most) + 1, 5))
        ax.yaxis.set_major_locator(FixedLocator([*steps]))
        return
    drawn = table[names].to_numpy(float)
    top = np.nanmax(np.nansum(table.to_numpy(float), axis=1)) if style.chart == "area" else np.nanmax(drawn)
    ax.set_ylim(0, float(top) * (1.0 if style.chart == "area" else 1.06) or 1.0)
    ax.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(lambda value, _: _axis(value, style))
    ax.grid(axis="y")


def _curves(ax: Axes, wide: pd.DataFrame, names: list[str], style: _Style) -> list[tuple[str, float, float]]:
    """Draw a line per name, the last on top of the first; return name, end and last value of each."""
    ends = []
    marked = style.chart == "rank" or len(wide) <= 15
    for place, name in enumerate(names):
        values = wide[name].astype(float)
        called, known = style.called[name], values.dropna()
        said = [f"{called} {year}: {_printed(value, style)}" for year, value in known.items()]
        gid = Mark(f"line/{name}", _POINT, *(said if marked else said[-1:]))
        ax.plot(
            wide.index.astype(int), values, color=style.colours[name], marker="o" if marked else None,
            markersize=4.0 if style.chart == "rank" else 2.4, linewidth=1.6, clip_on=False,
            zorder=4 - place / 100, gid=gid,
        )  # fmt: skip
        if len(known):
            ends.append((name, float(known.iloc[-1]), float(known.iloc[-1])))
    return ends


def _areas(ax: Axes, wide: pd.DataFrame, names: list[str], style: _Style) -> list[tuple[str, float, float]]:
    """Draw the bands, the largest at the bottom and 其他 on top; return name, middle and value at the end."""
    rest = wide.drop(columns=names).sum(axis=1)
    bands = {name: wide[name].fillna(0.0).to_numpy(float) for name in names}
    if _REST in style.called:
        bands[_REST] = rest.to_numpy(float)
    foot, ends = np.zeros(len(wide)), []
    for name, band in bands.items():
        said = f"{style.called[name]} {wide.index[-1]}: {_printed(float(band[-1]), style)}"
        ax.fill_between(
            wide.index.astype(int), foot, foot + band, facecolor=style.colours[name], edgecolor="white",
            linewidth=0.4, gid=Mark(f"area/{name}", _BAND, said),
        )  # fmt: skip
        ends.append((name, float(foot[-1] + band[-1] / 2), float(band[-1])))
        foot = foot + band
    return ends


def _name(ax: Axes, ends: list[tuple[str, float, float]], style: _Style, room: float, high: float) -> None:
    """Write name and last value at the end of each line, moved apart, with a stroke where they are moved."""
    low, top = ax.get_ylim()
    at = [(top - value) / (top - low) * high for _, value, _ in ends]  # millimetres from the upper edge
    line = page.text_height(_NAME) * 1.02
    order = sorted(range(len(ends)), key=lambda place: at[place])
    kept = spacing.fitting([line] * len(order), [ends[place][2] for place in order], high + line)
    chosen = [order[place] for place in kept]
    where = spacing.spread([at[place] for place in chosen], [line] * len(chosen), -line / 2, high + line / 2)
    for place, y in zip(chosen, where.tolist(), strict=True):
        name, _, value = ends[place]
        _write(
            ax, style.called[name], _printed(value, style), (at[place], y), high, style.colours[name], room
        )


def _write(
    ax: Axes, name: str, value: str, at: tuple[float, float], high: float, colour: str, room: float
) -> None:
    wide = ax.get_window_extent().width / page.figure_of(ax).dpi * page.MM
    left, (begin, y) = 1 + _GAP / wide, at
    base: dict[str, Any] = {"transform": ax.transAxes, "clip_on": False}
    stroke = [1 + 0.3 / wide, left - 0.4 / wide], [1 - begin / high, 1 - y / high]
    ax.plot(*stroke, color=colour, linewidth=0.7, gid="leader", **base)
    text = shortened(name, _NAME, room - page.text_width(value, _VALUE) - 1.2)
    style: dict[str, Any] = {"va": "center_baseline", **base}
    ax.text(left, 1 - y / high, text, size=_NAME, color=palette.INK, gid="name", **style)
    beside = left + (page.text_width(text, _NAME) + 1.2) / wide
    ax.text(beside, 1 - y / high, value, size=_VALUE, color=palette.MUTED, gid="value", **style)


def _printed(value: float, style: _Style) -> str:
    if style.chart == "rank":
        return f"{value:.0f}"
    return f"{100 * value:.1f}%" if style.shares else f"{value:,.0f}" if value >= 10 else f"{value:,g}"


def _axis(value: float, style: _Style) -> str:
    return f"{100 * value:g}%" if style.shares else short(value, style.language)
