"""Circles and arrows of a flow map as numbers: millimetres, y down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.typing import Floats

TIP = 0.55
"""Width of an arc where its head begins, as a part of that at its source."""
_HEAD, _BARB, _MOST_HEAD = (1.5, 1.7), (0.55, 0.95), 0.4
"""Length and half the width of a head: millimetres at least, and parts of the width; part of an arc."""
_BOW, _LEAST_BOW = 0.13, 0.9
"""Height of an arc over its chord: a part of the chord, and millimetres on top of it."""
_STEPS = 48
_THINNEST = 0.12
"""An arc is at least that wide at its head, if it is at its source."""
_GAP = 0.35
"""Between an arc and the circles at its ends, millimetres."""
_APART, _JOINED = 0.4, 3.0
"""Least distance between two circles, and between two that an arc joins less its width, millimetres."""
_ROUNDS = 400


def radii(within: Floats, largest: float, most: float) -> Floats:
    """Return radii of circles whose areas are as the flows, that of the flow ``most`` as given.

    >>> radii(np.array([4.0, 1.0, 0.0]), 6.0, 16.0).tolist()
    [3.0, 1.5, 0.0]
    """
    return np.asarray(largest * np.sqrt(within / most)) if most else np.zeros(within.size)


def spread(spots: Floats, radius: Floats, joined: Floats, *, large: float = 0.5) -> Floats:
    """Move circles apart until none lies over another and arcs between neighbours have room.

    Parameters
    ----------
    spots : ndarray, shape (n, 2)
    radius : ndarray, shape (n,)
    joined : ndarray, shape (n, n)
        Width of the arc from one place to another; 0 where there is none.
    large
        Circles of a smaller radius count as that large; those without arcs may lie over one another.

    Returns
    -------
    ndarray, shape (n, 2)
        Of two circles the smaller moves further.
    """
    at = spots.copy()
    size = np.maximum(radius, large)
    linked = np.maximum(joined, joined.T)
    need = size[:, None] + size[None, :] + np.where(linked > 0, _JOINED + linked, _APART)
    small = (radius < large) & ~(linked > 0).any(axis=1)
    need[np.ix_(small, small)] = 0.0
    np.fill_diagonal(need, 0.0)
    part = size[None, :] ** 2 / (size[:, None] ** 2 + size[None, :] ** 2)  # of a gap, what the first moves
    for _ in range(_ROUNDS):
        away = at[:, None, :] - at[None, :, :]
        distance = np.hypot(away[..., 0], away[..., 1])
        lacking = np.maximum(need - distance, 0.0)
        if lacking.max(initial=0.0) < 1e-3:
            break
        same = (distance < 1e-9) & (need > 0)  # places at one spot part along a line of their order
        away[same] = np.array([1.0, 0.0])
        away[same & np.tri(len(at), dtype=bool)] = np.array([-1.0, 0.0])
        unit = away / np.where(same, 1.0, np.maximum(distance, 1e-9))[..., None]
        at += 0.5 * (unit * (lacking * part)[..., None]).sum(axis=1)
    return at


def tapered(width: float, steps: int) -> Floats:
    """Return widths from the source to the head, which never fade before it.

    >>> tapered(2.0, 3).round(2).tolist(), tapered(0.1, 3).tolist()
    ([2.0, 1.55, 1.1], [0.1, 0.1, 0.1])
    """
    return np.linspace(width, max(TIP * width, min(width, _THINNEST)), steps)


@dataclass(frozen=True, eq=False)
class Arc:
    """One flow.

    Attributes
    ----------
    line : ndarray, shape (m, 2)
        The middle of the arc, from source to target.
    width : ndarray, shape (m,)
        Falls from the source to the target.
    """

    line: Floats
    width: Floats

    @property
    def outline(self) -> Floats:
        """The polygon: out along one side, round the head, back along the other side."""
        along = np.gradient(self.line, axis=0)
        across = np.column_stack((-along[:, 1], along[:, 0]))
        across /= np.maximum(np.hypot(*across.T), 1e-12)[:, None]
        half = across * (self.width / 2)[:, None]
        run = np.concatenate(([0.0], np.hypot(*np.diff(self.line, axis=0).T).cumsum()))
        neck = float(self.width[-1])
        head = min(max(_HEAD[0], _HEAD[1] * neck), _MOST_HEAD * float(run[-1]))
        last = max(int(np.searchsorted(run, run[-1] - head)) - 1, 1)
        barb = across[last] * max(_BARB[0], _BARB[1] * neck)
        shaft, foot = slice(last + 1), self.line[last]
        return np.vstack(
            (
                (self.line + half)[shaft],
                foot + barb,
                self.line[-1],
                foot - barb,
                (self.line - half)[shaft][::-1],
            )
        )


def arc(start: Floats, end: Floats, near: float, far: float, width: float) -> Arc:
    """Return the arc from the edge of one circle to the edge of another, bent to the right of its way.

    Parameters
    ----------
    start, end : ndarray, shape (2,)
        Centres of the circles.
    near, far
        Their radii.
    width
        At the source.
    """
    chord = end - start
    length = float(np.hypot(*chord))
    right = np.array([-chord[1], chord[0]]) / max(length, 1e-9)  # y points down
    bend = (start + end) / 2 + right * 2 * (_BOW * length + _LEAST_BOW)
    t = np.linspace(0, 1, 801)[:, None]
    curve = (1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t**2 * end
    outside = (np.hypot(*(curve - start).T) >= near + _GAP) & (np.hypot(*(curve - end).T) >= far + _GAP)
    clear = np.flatnonzero(outside)
    first, last = (int(clear[0]), int(clear[-1])) if clear.size > 1 else (320, 480)
    line = curve[np.linspace(first, last, _STEPS).round().astype(int)]
    return Arc(line, tapered(width, _STEPS))
