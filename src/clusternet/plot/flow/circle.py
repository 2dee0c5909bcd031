"""The geometry of a chord diagram: sectors, ribbons and the ring of flows that stay, as angles."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clusternet.errors import EmptyNetworkError
from clusternet.plot.sheet import spacing
from clusternet.space.folded import Ranked

if TYPE_CHECKING:
    from matplotlib.path import Path

Points = list[tuple[float, float]]

GAP = 2.2 * pi / 180
"""Between sectors, in radians."""
_SECTOR, _TICKS, _RING = 3.0, 4.4, 2.8
"""From the inside outward: sectors, their ticks, the ring of flows that stay; millimetres."""
_FRACTIONS = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_LEAST_ALIGNED = 0.1


@dataclass(frozen=True)
class Circle:
    """The outer edge of the ring, in millimetres."""

    x: float
    y: float
    radius: float

    @property
    def ring(self) -> tuple[float, float]:
        """Inner and outer radius of the ring."""
        return self.radius - _RING, self.radius

    @property
    def sectors(self) -> tuple[float, float]:
        """Inner and outer radius of the sectors."""
        outer = self.radius - _RING - _TICKS
        return outer - _SECTOR, outer

    def at(self, angle: float, radius: float) -> tuple[float, float]:
        """Return the point at an angle and a radius."""
        return self.x + radius * sin(angle), self.y - radius * cos(angle)

    def arc(self, start: float, end: float, radius: float) -> Points:
        """Return points along an arc."""
        count = max(2, round(abs(end - start) * 60) + 1)
        return [self.at(angle, radius) for angle in np.linspace(start, end, count)]


@dataclass(frozen=True)
class Sector:
    """A place: angles clockwise from the top, in radians, and what it exchanges with others."""

    name: str
    start: float
    end: float
    flow: float
    stays: float

    @property
    def middle(self) -> float:
        """Its angle."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Ribbon:
    """A flow between two places: the angles it leaves and arrives at."""

    source: str
    target: str
    flow: float
    leaves: tuple[float, float]
    arrives: tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """The geometry of a chord diagram.

    Attributes
    ----------
    scale
        Radians a unit of flow, in sectors and ribbons.
    ring
        The angles of the flow that stays in each place, on the outer ring.
    fraction
        Scale of the ring over that of the sectors.
    """

    sectors: list[Sector]
    ribbons: list[Ribbon]
    ring: dict[str, tuple[float, float]]
    scale: float
    fraction: float


def layout(found: Ranked, *, gap: float = GAP) -> Layout:
    """Return sectors as long as what places exchange, and ribbons that do not cross where they begin.

    Parameters
    ----------
    gap
        Between sectors, in radians; less where they would take more than half of the circle.

    Raises
    ------
    EmptyNetworkError
        If nothing flows between places.

    Examples
    --------
    >>> import pandas as pd
    >>> from clusternet.space.folded import ranked
    >>> flows = pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "a", "c"], "flow": [3, 9, 1],
    ...                       "type": ["inter", "intra", "inter"]})
    >>> [(sector.name, sector.flow, sector.stays) for sector in layout(ranked(flows)).sectors]
    [('a', 3.0, 9.0), ('b', 4.0, 0.0), ('c', 1.0, 0.0)]
    """
    cells = found.table.to_numpy(dtype=float)
    stays = cells.diagonal().copy()
    between = cells - np.diag(stays)
    exchanged = between.sum(axis=0) + between.sum(axis=1)
    kept = np.flatnonzero(exchanged)
    if not len(kept):
        raise EmptyNetworkError.of("chord_empty")
    between, stays, exchanged = between[np.ix_(kept, kept)], stays[kept], exchanged[kept]
    gap = min(gap, 1.1 * pi / len(kept))
    scale = (2 * pi - gap * len(kept)) / exchanged.sum()
    ends = np.cumsum(exchanged * scale + gap) - gap / 2
    names = [str(name) for name in found.table.index[kept]]
    sectors = [
        Sector(name, float(end - flow * scale), float(end), float(flow), float(stay))
        for name, end, flow, stay in zip(names, ends, exchanged, stays, strict=True)
    ]
    fraction = _fraction(sectors, scale, gap)
    return Layout(
        sectors, _ribbons(between, sectors, scale), _ring(sectors, scale * fraction), scale, fraction
    )


def _ribbons(between: NDArray[np.float64], sectors: list[Sector], scale: float) -> list[Ribbon]:
    """Give every flow its two ends: in each sector clockwise from the neighbour before to the one after."""
    count = len(sectors)
    leaves: dict[tuple[int, int], tuple[float, float]] = {}
    arrives: dict[tuple[int, int], tuple[float, float]] = {}
    for place, sector in enumerate(sectors):
        at = sector.start
        for away in range(1, count):
            other = (place - away) % count
            for ends, key in ((leaves, (place, other)), (arrives, (other, place))):
                width = float(between[key]) * scale
                ends[key] = (at, at + width)
                at += width
    return [
        Ribbon(sectors[i].name, sectors[j].name, float(between[i, j]), leaves[i, j], arrives[i, j])
        for i, j in zip(*np.nonzero(between), strict=True)
    ]


def _fraction(sectors: list[Sector], scale: float, gap: float) -> float:
    """Return the scale of the ring: the largest of 1, 1/2, 1/5, … at which what stays fits its sector."""
    for fraction in _FRACTIONS:
        lengths = [sector.stays * scale * fraction for sector in sectors]
        if all(
            length <= sector.end - sector.start + 0.6 * gap
            for length, sector in zip(lengths, sectors, strict=True)
        ):
            return fraction
        if fraction <= _LEAST_ALIGNED and sum(lengths) <= 1.6 * pi:
            return fraction
    return 1.6 * pi / (scale * sum(sector.stays for sector in sectors))


def _ring(sectors: list[Sector], scale: float) -> dict[str, tuple[float, float]]:
    """Place what stays at the middle of its sector, moved aside where it is longer."""
    there = [sector for sector in sectors if sector.stays]
    lengths = [sector.stays * scale for sector in there]
    room = 2 * pi - sum(lengths)
    apart = min(GAP / 2, 0.5 * room / max(len(there), 1))
    middles = spacing.spread(
        [sector.middle for sector in there], [length + apart for length in lengths], 0, 2 * pi
    )
    return {
        sector.name: (float(middle - length / 2), float(middle + length / 2))
        for sector, middle, length in zip(there, middles, lengths, strict=True)
    }


def outline(ribbon: Ribbon, circle: Circle, radius: float, arrow: float) -> Path:
    """Return the outline of a ribbon: along its source, across, into an arrow, and back."""
    from matplotlib.path import Path

    (first, last), (begin, end) = ribbon.leaves, ribbon.arrives
    source = circle.arc(first, last, radius)
    near, far = (circle.at(angle, radius - arrow) for angle in (begin, end))
    tip = circle.at((begin + end) / 2, radius)
    there, back = _bend(circle, last, begin, radius), _bend(circle, end, first, radius)
    points = [*source, *there, near, tip, far, *back, source[0], source[0]]
    codes = [Path.MOVETO, *[Path.LINETO] * (len(source) - 1), *[Path.CURVE4] * 3, Path.LINETO, Path.LINETO]
    return Path(points, [*codes, *[Path.CURVE4] * 3, Path.CLOSEPOLY])


def _bend(circle: Circle, start: float, end: float, radius: float) -> Points:
    """Return what pulls an edge from one angle to another inward: to the centre from opposite sides."""
    away = abs(start - end) % (2 * pi)
    reach = 0.85 * radius * (1 - min(away, 2 * pi - away) / pi)
    return [circle.at(start, reach), circle.at(end, reach)]


def band(circle: Circle, angles: tuple[float, float], radii: tuple[float, float]) -> Points:
    """Return the outline of a part of a ring."""
    return [*circle.arc(*angles, radii[0]), *circle.arc(*angles[::-1], radii[1])]
