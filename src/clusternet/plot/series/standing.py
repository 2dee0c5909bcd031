"""How far leaders and ranks stand when ties or partners are missing: a line per measure, with whiskers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from clusternet.plot.sheet import page, palette, spacing
from clusternet.plot.sheet.lettering import shortened
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.tables import nothing, require
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KIND, _POINT = Text("折线图", "line chart"), Text("个点", "point")
_PANELS = {
    "top": Text("前列保留的占比", "Share of the first ones kept"),
    "rank": Text("排名相关（Spearman）", "Rank correlation (Spearman)"),
}
_ACROSS = {
    "ties": Text("缺失关系的占比", "Share of ties missing"),
    "partners": Text("缺失关系节点的占比", "Share of partners missing"),
}
_HIGH, _HEAD, _FOOT, _SIDE, _UNDER = 36.0, 5.5, 5.0, 9.0, 4.0
_NAME, _VALUE, _LONGEST, _GAP = 7.0, 6.5, 0.45, 2.0
_BESIDE = 0.9
"""Most millimetres between the points of one share, so that their whiskers are told apart."""


@dataclass(frozen=True)
class _Style:
    """What both panels share."""

    language: str
    called: dict[str, str]
    colours: dict[str, str]


def standing(table: pd.DataFrame, *, language: str = "zh", ax: Axes | None = None) -> Axes:
    """Draw the share of the first ones that are kept, and the rank correlation, by the share that is missing.

    A line for each measure runs from the data themselves (nothing missing) through the means of the
    replicates; whiskers span their 2.5 to 97.5 percent quantiles. Measures stand a little beside one another.

    Parameters
    ----------
    table
        ``metric``, ``whole``, ``removed_share``, ``missing``, ``mean``, ``low`` and ``high``, as of
        :func:`clusternet.structure.sensitivity.table`: of its metrics, ``top_x`` and ``rank_x``.
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
        If a column is missing, or no ranks were compared.

    Examples
    --------
    >>> row = {"metric": "rank_degree", "whole": 1.0, "removed_share": 0.1, "missing": "ties", "mean": 0.9}
    >>> rows = [row | {"low": 0.8, "high": 0.95}, row | {"metric": "top_degree", "low": 0.85, "high": 1.0}]
    >>> top, rank = standing(pd.DataFrame(rows)).child_axes
    >>> [line.get_ydata().tolist() for line in rank.lines if line.get_gid() == "line/degree"]
    [[1.0, 0.9]]
    """
    return plan(table, page.width_of(ax), language=language).draw(ax)


def plan(table: pd.DataFrame, width: float, *, language: str = "zh") -> page.Plan:
    """Lay out :func:`standing` for axes of a width in millimetres: one panel above the other."""
    require(table, ("metric", "whole", "removed_share", "missing", "mean", "low", "high"), "standing")
    known = table.dropna(subset=["mean"])
    metrics = table["metric"].astype(str).unique()
    names = [name.removeprefix("rank_") for name in metrics if name.startswith("rank_")]
    kinds = [kind for kind in _PANELS if known["metric"].isin([f"{kind}_{name}" for name in names]).any()]
    if not kinds:
        raise nothing("standing")
    colours = palette.of_names(names)
    style = _Style(
        language,
        {name: labels.heading(name, language) for name in names},
        colours if len(names) <= palette.MOST else palette.distinct(colours),
    )
    each = max(_HIGH, page.text_height(_NAME) * 1.02 * len(names)) + _HEAD + _FOOT
    return page.Plan(
        width,
        each * len(kinds) + _UNDER,
        lambda ax: _ink(ax, known, kinds, style),
        page.mark(table, language),
        KIND,
    )


def _ink(ax: Axes, table: pd.DataFrame, kinds: list[str], style: _Style) -> None:
    wide, high = page.in_millimetres(ax)
    each = (high - _UNDER) / len(kinds)
    longest = max(page.text_width(text, _NAME) for text in style.called.values())
    room = min(longest, _LONGEST * wide) + 1.2 + page.text_width("100%", _VALUE)
    across = wide - _SIDE - room - _GAP - 1
    for place, kind in enumerate(kinds):
        top = place * each + _HEAD
        box = (_SIDE / wide, 1 - (top + each - _HEAD - _FOOT) / high, across / wide)
        panel = ax.inset_axes((*box, (each - _HEAD - _FOOT) / high))
        title = _PANELS[kind].in_(style.language)
        ax.text(0, top - 2.2, title, size=_NAME, color=palette.INK, va="baseline", gid="panel")
        rows = {name: table[table["metric"] == f"{kind}_{name}"] for name in style.called}
        rows = {name: found.sort_values("removed_share") for name, found in rows.items() if len(found)}
        beside = _frame(panel, pd.concat([*rows.values()]), across, len(rows), shares=kind == "top")
        asides = [(number - (len(rows) - 1) / 2) * beside for number in range(len(rows))]
        ends = [
            _line(panel, found.assign(x=found["removed_share"] + aside), name, style)
            for aside, (name, found) in zip(asides, rows.items(), strict=True)
        ]
        printed = [f"{end:.0%}" if kind == "top" else f"{end:.2f}" for end in ends]
        _write(
            panel, [style.called[name] for name in rows], printed, ends, (across, room, each - _HEAD - _FOOT)
        )
    missing = str(table["missing"].iloc[0])
    said = _ACROSS[missing].in_(style.language)
    ax.text(_SIDE + across / 2, high - 1, said, size=_NAME, color=palette.MUTED, ha="center", va="baseline",
            gid="across")  # fmt: skip


def _frame(ax: Axes, rows: pd.DataFrame, across: float, lines: int, *, shares: bool) -> float:
    """Set the axes, shares missing along the bottom; return how far the lines stand beside one another."""
    from matplotlib.ticker import FixedLocator, MaxNLocator

    most = float(rows["removed_share"].max())
    asked = sorted(rows["removed_share"].astype(float).unique())
    nearest = min(share - before for before, share in pairwise([0.0, *asked]))
    beside: float = min(_BESIDE * most / across, 0.8 * nearest / lines)
    ax.set_xlim(0, most * (1 + 1 / across) + beside * lines / 2)
    marked = [0.0]
    for share in asked:
        if (share - marked[-1]) / most * across >= page.text_width("33.35%", 6.5):
            marked.append(float(share))
    ax.xaxis.set_major_locator(FixedLocator(marked))
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.10g}%")
    least = float(rows[["mean", "low"]].min().min())
    ax.set_ylim(least - 0.08 * max(1 - least, 0.05), 1.0)
    ax.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.10g}%" if shares else f"{value:.10g}")
    ax.tick_params(labelsize=6.5, length=2, pad=1.5)
    ax.grid(axis="y")
    return beside


def _line(ax: Axes, rows: pd.DataFrame, name: str, style: _Style) -> float:
    """Draw the means and whiskers of a measure; return the last mean."""
    x, means = rows["x"], rows["mean"].astype(float)
    line: dict[str, Any] = {"color": style.colours[name], "clip_on": False}
    ax.plot([0.0, *x], [float(rows["whole"].iloc[0]), *means], linewidth=1.4, zorder=3, gid=f"line/{name}",
            **line)  # fmt: skip
    said = [
        f"{style.called[name]} {100 * share:.10g}%: {mean:.3f} [{low:.3f}, {high:.3f}]"
        for share, mean, low, high in rows[["removed_share", "mean", "low", "high"]].to_numpy(float)
    ]
    ax.plot(x, means, linestyle="none", marker="o", markersize=3.0, zorder=4,
            gid=Mark(f"mean/{name}", _POINT, *said), **line)  # fmt: skip
    ax.vlines(x, rows["low"], rows["high"], linewidth=0.9, zorder=3, gid=f"whiskers/{name}", **line)
    return float(means.iloc[-1])


def _write(
    ax: Axes, called: list[str], printed: list[str], ends: list[float], size: tuple[float, float, float]
) -> None:
    """Write name and last mean of each line at its end, moved apart, with a stroke to it."""
    across, room, high = size
    low, top = ax.get_ylim()
    order, line = sorted(range(len(ends)), key=lambda place: -ends[place]), page.text_height(_NAME) * 1.02
    at = [(top - ends[place]) / (top - low) * high for place in order]
    where = spacing.spread(at, [line] * len(at), -line / 2, high + line / 2)
    base: dict[str, Any] = {"transform": ax.transAxes, "clip_on": False}
    colours = [each.get_color() for each in ax.lines if str(each.get_gid()).startswith("line/")]
    for place, begin, y in zip(order, at, where.tolist(), strict=True):
        stroke = [1 + 0.3 / across, 1 + (_GAP + 0.6) / across], [1 - begin / high, 1 - y / high]
        ax.plot(*stroke, color=colours[place], linewidth=0.7, gid="leader", **base)
        text = shortened(called[place], _NAME, room - page.text_width(printed[place], _VALUE) - 1.2)
        left = 1 + (_GAP + 1) / across
        ax.text(left, 1 - y / high, text, size=_NAME, va="center_baseline", gid="name", **base)
        beside = left + (page.text_width(text, _NAME) + 1.2) / across
        ax.text(beside, 1 - y / high, printed[place], size=_VALUE, color=palette.MUTED, va="center_baseline",
                gid="value", **base)  # fmt: skip
