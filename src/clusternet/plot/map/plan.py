"""Where everything on a flow map lies, in millimetres, y down, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.plot.map import outlines as boundaries
from clusternet.plot.map.arcs import Arc, arc, radii, spread
from clusternet.plot.map.outlines import Outlines
from clusternet.plot.map.projection import CHINA, Projection
from clusternet.space.mapped import Mapped
from clusternet.typing import Box, Floats

_TALLEST, _TALLEST_BOUNDED = 0.98, 1.15
"""Height of a map, as a part of its width, at most: without and with boundaries."""
DOT = 0.45
"""Radius in millimetres of the dot that marks a place without a circle of that size."""
_EDGE, _NEATLINE = 6.5, 2.0
"""Room between what is drawn and the edge, without and with boundaries."""
_FIT_ROUNDS, _SMALLEST = 12, 1e-4
_INSET_GAP = 1.0
_THIN = 0.08
_STEP = 0.3
"""Degrees between points at which boundaries are looked at, at most."""


@dataclass(frozen=True)
class Sizes:
    """The largest circle and the widest arc, millimetres.

    >>> Sizes.of(144, 31).arc, Sizes.of(84, 31).circle < Sizes.of(84, 5).circle
    (3.6, True)
    """

    circle: float
    arc: float

    @classmethod
    def of(cls, wide: float, number: int) -> Sizes:
        """Choose them for a width and a number of places."""
        few = number <= 8
        circle = min(max((0.055 if few else 0.034) * wide, 2.6), 9.0 if few else 7.0)
        return cls(circle, min(max((0.04 if few else 0.025) * wide, 1.8), 6.0))


@dataclass(frozen=True, eq=False)
class Plan:
    """A flow map in millimetres.

    Attributes
    ----------
    wide, high
        Of the map, without its key.
    true : ndarray, shape (n, 2)
        Where the places lie.
    at : ndarray, shape (n, 2)
        Where their circles stand, moved apart where they would overlap.
    radius : ndarray, shape (n,)
        Of their circles; 0 where nothing flows within the place.
    arcs : tuple of Arc
        In the order of the flows.
    sizes
        The largest circle and the widest arc.
    scale, shift
        Millimetres a kilometre, and where x = y = 0 of the projection lies.
    inset : Box or None
    """

    wide: float
    high: float
    true: Floats
    at: Floats
    radius: Floats
    arcs: tuple[Arc, ...]
    sizes: Sizes
    scale: float
    shift: Floats
    projection: Projection
    inset: Box | None

    def to_map(self, points: Floats) -> Floats:
        """Return points in degrees in millimetres of the map, without those too near the one before."""
        return boundaries.thinned(_turned(self.projection(*points.T)) * self.scale + self.shift, _THIN)

    @property
    def marked(self) -> Floats:
        """Radius of what stands at every place, circle or dot, shape (n,)."""
        return np.maximum(self.radius, DOT)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Places and arcs at a scale, before they are moved onto the page."""

    true: Floats
    at: Floats
    arcs: tuple[Arc, ...]
    ink: Floats

    @cached_property
    def low(self) -> Floats:
        """Least x and y of all that is drawn."""
        return np.asarray(self.ink.min(axis=0))

    @cached_property
    def top(self) -> Floats:
        """Largest x and y."""
        return np.asarray(self.ink.max(axis=0))

    @property
    def extent(self) -> Floats:
        """Width and height."""
        return np.maximum(self.top - self.low, _SMALLEST)


def planned(
    found: Mapped,
    wide: float,
    high: float | None = None,
    *,
    projection: Projection = CHINA,
    outlines: Outlines | None = None,
) -> Plan:
    """Lay out a flow map.

    Parameters
    ----------
    wide
        Of the map in millimetres.
    high
        Room for the map; as much as it takes, up to about its width, if None.
    projection
        Degrees to kilometres.
    outlines
        Boundaries that the map must show wholly.
    """
    sizes = Sizes.of(wide, len(found.spots))
    radius = radii(found.within.to_numpy(float), sizes.circle, found.most)
    spots = _turned(projection(found.spots["longitude"], found.spots["latitude"]))
    land = None if outlines is None else _land(outlines, projection)
    tallest = _TALLEST if outlines is None else _TALLEST_BOUNDED
    room = tallest * wide if high is None else high
    edge = _EDGE if outlines is None else _NEATLINE
    scale = 1.0
    for _ in range(_FIT_ROUNDS):
        pieces = _pieces(found, spots, radius, sizes, scale, land)
        extent = pieces.extent
        inset = _inset_room(pieces, wide, edge, outlines)
        ratio = min((wide - 2 * edge) / extent[0], (room - 2 * edge - inset) / extent[1])
        scale *= max(ratio, 0.05)
        if abs(ratio - 1) < 1e-3:
            break
    pieces = _pieces(found, spots, radius, sizes, scale, land)
    extent = pieces.extent
    inset = _inset_room(pieces, wide, edge, outlines)
    shift = np.array([(wide - extent[0]) / 2, edge]) - pieces.low
    needed = float(extent[1]) + 2 * edge + inset
    box = None
    if outlines is not None and outlines.inset:
        across, down = boundaries.inset_size(wide)
        box = (wide - _INSET_GAP - across, needed - _INSET_GAP - down, wide - _INSET_GAP, needed - _INSET_GAP)
    return Plan(
        wide,
        needed,
        pieces.true + shift,
        pieces.at + shift,
        radius,
        tuple(Arc(each.line + shift, each.width) for each in pieces.arcs),
        sizes,
        scale,
        shift,
        projection,
        box,
    )


def _turned(points: Floats) -> Floats:
    """Return x and y with y down."""
    return np.asarray(points * [1.0, -1.0])


def _land(outlines: Outlines, projection: Projection) -> Floats:
    """Return points along all that the map shows wholly, kilometres, y down."""
    northern = outlines.northern()
    shown = (*northern.rings, *northern.lines)
    return _turned(projection(*np.vstack([boundaries.filled(each, _STEP) for each in shown]).T))


def _pieces(
    found: Mapped, spots: Floats, radius: Floats, sizes: Sizes, scale: float, land: Floats | None
) -> _Pieces:
    """Place circles and arcs at a scale."""
    true = spots * scale
    ends = _ends(found)
    flow = found.arcs["flow"].to_numpy(float)
    width = sizes.arc * flow / flow.max() if flow.size else flow
    joined = np.zeros((len(true), len(true)))
    joined[ends[0], ends[1]] = width
    at = spread(true, radius, joined, large=DOT)
    marked = np.maximum(radius, DOT)
    arcs = tuple(
        arc(at[a], at[b], marked[a], marked[b], float(size)) for a, b, size in zip(*ends, width, strict=True)
    )
    turn = np.linspace(0, 2 * np.pi, 25)
    rim = np.column_stack((np.cos(turn), np.sin(turn)))
    circles = (at[:, None, :] + marked[:, None, None] * rim[None, :, :]).reshape(-1, 2)
    outer = [circles, *(each.outline for each in arcs), *([] if land is None else [land * scale])]
    return _Pieces(true, at, arcs, np.vstack(outer))


def _ends(found: Mapped) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    index = pd.Index(found.spots.index)
    return index.get_indexer(found.arcs["source"]), index.get_indexer(found.arcs["target"])


def _inset_room(pieces: _Pieces, wide: float, edge: float, outlines: Outlines | None) -> float:
    """Return by how much the map has to be higher for an inset that covers no land, no place and no arc."""
    if outlines is None or not outlines.inset:
        return 0.0
    across, down = boundaries.inset_size(wide)
    right = float(pieces.low[0] + (wide + pieces.extent[0]) / 2)  # edge of the page, in these millimetres
    above = pieces.ink[pieces.ink[:, 0] > right - 2 * _INSET_GAP - across]
    lowest = float(above[:, 1].max()) if above.size else -np.inf
    top = float(pieces.top[1]) + edge - _INSET_GAP - down
    return max(0.0, lowest + _INSET_GAP - top)
