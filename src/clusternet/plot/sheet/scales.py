"""Colour scales of a heat map: logarithmic, one for amounts and one for ratios round 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from clusternet.plot.sheet import page, palette
from clusternet.plot.sheet.numbers import log_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

_SEQUENTIAL, _DIVERGING = "YlGnBu", "RdBu_r"
"""ColorBrewer; safe for readers who see fewer colours."""
BLANK = "#efefef"
"""No flow."""
_PALEST = 0.05
_WIDEST = 3.0
"""Doublings from 1 at which the scale of ratios ends."""


@dataclass(frozen=True)
class Scale:
    """From a value above 0 to a colour.

    Attributes
    ----------
    low, high
        Where the scale begins and ends; values beyond have the colour of the end.
    ticks
        Round numbers between them.
    diverging
        Two colours that part at 1.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    diverging: bool = False

    def place(self, value: float) -> float:
        """Return where a value stands, from 0 to 1."""
        if self.low == self.high:
            return 0.5
        part = math.log(value / self.low) / math.log(self.high / self.low)
        return min(max(part, 0.0), 1.0)

    def at(self, part: float) -> str:
        """Return the colour at a place from 0 to 1."""
        from matplotlib.colors import to_hex

        if self.diverging:
            return str(to_hex(_map(_DIVERGING)(part)))
        return str(to_hex(_map(_SEQUENTIAL)(_PALEST + (1 - _PALEST) * part)))

    def colour(self, value: float) -> str:
        """Return the colour of a value."""
        return self.at(self.place(value))


@cache
def _map(name: str) -> Colormap:
    """Return a map of colours; each look into matplotlib's own makes a copy."""
    import matplotlib as mpl

    return mpl.colormaps[name]


def of_amounts(values: Sequence[float]) -> Scale:
    """Return the scale from the smallest to the largest of some amounts above 0.

    >>> of_amounts([1, 250, 10048]).ticks
    (1.0, 10.0, 100.0, 1000.0, 10000.0)
    """
    low, high = min(values), max(values)
    return Scale(low, high, tuple(log_ticks(low, high, most=6)))


def of_ratios(values: Sequence[float]) -> Scale:
    """Return a scale round 1, as far up as down: to the largest ratio, from 2 to 8.

    >>> of_ratios([0.5, 3.1]).ticks, of_ratios([40]).high
    ((0.25, 0.5, 1.0, 2.0, 4.0), 8.0)
    """
    reach = max((abs(math.log2(value)) for value in values), default=1.0)
    doublings = math.ceil(min(max(reach, 1.0), _WIDEST))
    ticks = tuple(2.0**power for power in range(-doublings, doublings + 1))
    return Scale(ticks[0], ticks[-1], ticks, diverging=True)


def tick_text(scale: Scale, tick: float, printed: Callable[[float], str]) -> str:
    """Return a tick as it is printed; ends of a scale of ratios stand for all beyond."""
    if not scale.diverging:
        return printed(tick)
    text = f"1/{round(1 / tick)}" if tick < 1 else f"{tick:g}"
    return f"≤{text}" if tick == scale.low else f"≥{text}" if tick == scale.high else text


def key(
    ax: Axes, scale: Scale, top: float, *, title: str, printed: Callable[[float], str], blank: str
) -> None:
    """Draw the colours of a scale with its ticks, and what has no colour; 14 mm high from ``top``."""
    from matplotlib.patches import Rectangle

    steps, left, bar = 96, 3.0, top + 6.2
    room = page.text_width(blank, 6.0)
    long = min(80.0, ax.get_xlim()[1] - 17.0 - room)
    edges = np.linspace(left, left + long, steps + 1)
    mesh = ax.pcolormesh(edges, [bar, bar + 2.4], np.zeros((1, steps)), antialiased=False)
    mesh.set_array(None)
    mesh.set_facecolor([scale.at((each + 0.5) / steps) for each in range(steps)])
    mesh.set_gid("scale")
    ax.text(left, bar - 1.0, title, size=6.5, color=palette.MUTED, va="baseline", gid="title")
    ticks = [(left + long * scale.place(tick), tick_text(scale, tick, printed)) for tick in scale.ticks]
    middle = left + long + 7.0 + room / 2
    ax.add_patch(Rectangle((middle - 1.6, bar), 3.2, 2.4, facecolor=BLANK, linewidth=0, gid="blank"))
    for x, text in [*ticks, (middle, blank)]:
        if text != blank:
            ax.plot([x, x], [bar + 2.4, bar + 3.0], color=palette.MUTED, linewidth=0.4)
        ax.text(x, bar + 5.4, text, size=6.0, color=palette.MUTED, ha="center", va="baseline", gid="tick")
