"""The tail of a degree distribution: which share of nodes has at least so many links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.marks import Mark
from clusternet.plot.sheet.numbers import log_ticks
from clusternet.structure.fitting import PowerLawFit, fitted_ccdf
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_HEIGHT = 90.0
"""Of the axes, in millimetres."""
_COLOURS = {"out": palette.SENDS, "in": palette.RECEIVES, "total": palette.PLAIN}
_ACROSS = Text("度 k（两轴均为对数刻度）", "Degree k (both axes logarithmic)")
_UPWARD = Text("度不小于 k 的节点占比", "Share of nodes with degree ≥ k")
_FEW = 5
KIND, _POINT = Text("累积分布图", "cumulative distribution"), Text("个点", "point")
_MARKS = {"out": "o", "in": "s", "total": "^"}


def tail(
    table: pd.DataFrame,
    *,
    fits: Mapping[str, PowerLawFit | pd.DataFrame] | None = None,
    language: str = "zh",
    ax: Axes | None = None,
) -> Axes:
    """Draw the complementary cumulative distribution of degrees on two logarithmic axes.

    Parameters
    ----------
    table
        ``direction``, ``degree`` and ``ccdf``, such as :func:`clusternet.structure.degree.ccdf` gives;
        several directions are drawn over one another. Degree 0 has no place on the axis and is left out.
    fits
        By direction, a fit of :func:`clusternet.structure.degree.fit_power_law`, or the ``degree`` and
        ``ccdf`` of a line through its tail.
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
        If there is no degree above 0.

    Examples
    --------
    >>> ax = tail(pd.DataFrame({"direction": "out", "degree": [1, 2], "ccdf": [1.0, 0.5]}))
    >>> ax.child_axes[0].get_xscale(), ax.child_axes[0].get_yscale()
    ('log', 'log')
    """
    return plan(table, page.width_of(ax), fits=fits, language=language).draw(ax)


def plan(
    table: pd.DataFrame,
    width: float,
    *,
    fits: Mapping[str, PowerLawFit | pd.DataFrame] | None = None,
    language: str = "zh",
) -> page.Plan:
    """Lay out :func:`tail` for axes of a width in millimetres."""
    drawn = table[table["degree"] > 0]
    if drawn.empty:
        raise ClusternetError.of("tail_empty")
    largest = int(drawn["degree"].max())
    lines = {
        name: fitted_ccdf(fit, largest=largest) if isinstance(fit, PowerLawFit) else fit
        for name, fit in (fits or {}).items()
    }
    return page.Plan(
        width, _HEIGHT, lambda ax: _ink(ax, drawn, lines, language), page.mark(table, language), KIND
    )


def _ink(ax: Axes, drawn: pd.DataFrame, fits: Mapping[str, pd.DataFrame], language: str) -> None:
    wide, high = page.in_millimetres(ax)
    left, below = 14.0, 9.5
    inner = ax.inset_axes((left / wide, below / high, (wide - left - 3) / wide, (high - below - 2) / high))
    inner.set_xscale("log")
    inner.set_yscale("log")
    for direction, rows in drawn.groupby("direction", sort=False):
        name = str(direction)
        gid = Mark(name, _POINT, *_said(rows, name, language))
        inner.plot(
            rows["degree"], rows["ccdf"], linestyle="none", marker=_MARKS.get(name, "o"), markersize=2.8,
            markeredgewidth=0, alpha=0.85, color=_COLOURS.get(name, palette.PLAIN),
            label=labels.word(name, "direction", language), gid=gid,
        )  # fmt: skip
    for name, line in fits.items():
        colour = _COLOURS.get(name, palette.PLAIN)
        inner.plot(line["degree"], line["ccdf"], color=colour, linewidth=0.9, zorder=3, gid=f"fit {name}")
    inner.set_xlabel(_ACROSS.in_(language))
    inner.set_ylabel(_UPWARD.in_(language))
    low, high = float(drawn["ccdf"].min()), float(drawn["degree"].max())
    inner.set_xlim(0.85, max(high, 2.0) * 1.3)
    inner.set_ylim(low / 1.4, 1.3)
    degrees = log_ticks(1.0, high) if high > _FEW else [float(each) for each in range(1, int(high) + 1)]
    _label(inner.xaxis, degrees, lambda value, _: f"{value:,.0f}")
    _label(inner.yaxis, log_ticks(low, 1.0), lambda value, _: f"{100 * value:.10g}%")
    inner.grid(which="major")
    inner.tick_params(which="minor", length=1.5, width=0.4)
    inner.legend(loc="upper right", handletextpad=0.2, markerscale=1.6)


def _said(rows: pd.DataFrame, name: str, language: str) -> list[str]:
    """Return what every point of a curve says."""
    called = labels.word(name, "direction", language)
    return [
        f"{called} ≥ {degree:,.0f}: {100 * share:.3g}%"
        for degree, share in zip(rows["degree"], rows["ccdf"], strict=True)
    ]


def _label(axis: Axis, ticks: list[float], printed: Callable[[float, float], str]) -> None:
    """Label round numbers, none beyond what the data reach."""
    from matplotlib.ticker import FixedLocator, NullFormatter

    axis.set_major_locator(FixedLocator(ticks))
    axis.set_major_formatter(printed)
    axis.set_minor_formatter(NullFormatter())
