"""Names beside circles: each where nothing else is, at the end of a thin line where its circle is crowded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from clusternet.typing import Box, Floats

_AIR = 0.5
_NEAR = 0.6
"""Of a name beside its circle, millimetres; the others are led to it."""
_ALONE = 1.5
"""Of a name without a line from every other circle at least: it is plain whose name it is."""
_RINGS = (2.2, 3.5, 5.0, 7.0, 9.5, 12.5, 16.0)
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.7), (0.8, 0.7), (-0.8, -0.7), (-0.8, 0.7))
_ANGLES = np.radians(np.arange(0, 360, 15))
_OVER, _AWAY, _LED = 1.5, 0.22, 0.9
"""What it costs to lie over arcs, by area; a millimetre away; a line at all."""


@dataclass(frozen=True)
class Name:
    """Where a name stands: its box, and the two ends of its line or None."""

    box: Box
    line: tuple[tuple[float, float], tuple[float, float]] | None

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of the box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass
class Ground:
    """What is drawn already, and where names may stand.

    Attributes
    ----------
    area
        Names stay inside it.
    spots, radius
        Circles, which names never touch.
    ink : ndarray, shape (m, 3)
        x, y and width of points along arcs, which names avoid.
    shut
        Boxes that names never touch.
    """

    area: Box
    spots: Floats
    radius: Floats
    ink: Floats
    shut: list[Box] = field(default_factory=list)
    lines: list[Floats] = field(default_factory=list)

    def place(self, circle: int, wide: float, high: float, *, led: bool = True) -> Name | None:
        """Return the best free place for the name of a circle and take it; None where there is none.

        Parameters
        ----------
        circle
            Position in ``spots``.
        wide, high
            Size of the name in millimetres.
        led
            Whether a line may lead from the name to the circle.
        """
        centre, radius = self.spots[circle], float(self.radius[circle])
        best, least = None, np.inf
        for name, off in _candidates(centre, radius, wide, high, led=led):
            price = _AWAY * off + (_LED if name.line is not None else 0.0)
            if price >= least or not self._free(name, circle):
                continue
            price += _OVER * self._covered(name.box)
            if price < least:
                best, least = name, price
        if best is not None:
            self.shut.append(best.box)
            if best.line is not None:
                self.lines.append(_sampled(best.line))
        return best

    def _free(self, name: Name, circle: int) -> bool:
        left, top, right, bottom = name.box
        if left < self.area[0] or top < self.area[1] or right > self.area[2] or bottom > self.area[3]:
            return False
        if any(_meet(name.box, other) for other in self.shut):
            return False
        nearest = np.column_stack(
            (np.clip(self.spots[:, 0], left, right), np.clip(self.spots[:, 1], top, bottom))
        )
        clear = np.hypot(*(nearest - self.spots).T) - self.radius
        if (clear < 0.25).any() or any(_holds(name.box, points) for points in self.lines):
            return False
        if name.line is None:
            return not (np.delete(clear, circle) < _ALONE).any()
        return self._line_free(name, circle)

    def _line_free(self, name: Name, circle: int) -> bool:
        """Whether the line to a circle crosses no name, no other circle and no other line."""
        assert name.line is not None
        points = _sampled(name.line)
        if any(_holds(box, points) for box in self.shut):
            return False
        apart = np.hypot(*(points[:, None, :] - self.spots[None, :, :]).transpose(2, 0, 1)) - self.radius
        apart[:, circle] = np.inf
        if (apart < 0.2).any():
            return False
        return not any(_cross(name.line, (line[0], line[-1])) for line in self.lines)

    def _covered(self, box: Box) -> float:
        """Return how much of a box arcs cover, in square millimetres at most of the box itself."""
        if not self.ink.size:
            return 0.0
        x, y, width = self.ink.T
        half = width / 2
        inside = (x > box[0] - half) & (x < box[2] + half) & (y > box[1] - half) & (y < box[3] + half)
        return float(np.minimum(width[inside], 1.5).sum()) * 0.25


def _candidates(
    centre: Floats, radius: float, wide: float, high: float, *, led: bool
) -> Iterator[tuple[Name, float]]:
    """Yield places for a name, near ones first, with the distance from its circle."""
    x, y = float(centre[0]), float(centre[1])
    for turn, (dx, dy) in enumerate(_AROUND):
        diagonal = bool(dx and dy)
        off = radius + _NEAR
        cx = x + (0.72 * off if diagonal else off) * np.sign(dx) + np.sign(dx) * wide / 2
        cy = y + (0.72 * off if diagonal else off) * np.sign(dy) + np.sign(dy) * high / 2
        yield Name(_box(cx, cy, wide, high), None), 0.3 * turn
    for ring in _RINGS if led else ():
        for angle in _ANGLES:
            dx, dy = float(np.cos(angle)), float(np.sin(angle))
            off = radius + ring
            cx, cy = x + off * dx + dx * wide / 2, y + off * dy + dy * high / 2
            box = _box(cx, cy, wide, high)
            foot = (min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3]))
            reach = float(np.hypot(foot[0] - x, foot[1] - y))
            if reach < radius + _NEAR:
                continue
            ux, uy = (foot[0] - x) / reach, (foot[1] - y) / reach
            yield Name(box, ((x + radius * ux, y + radius * uy), foot)), ring + _NEAR


def _box(cx: float, cy: float, wide: float, high: float) -> Box:
    return cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] - _AIR < other[2] and one[2] + _AIR > other[0]
        and one[1] - _AIR / 2 < other[3] and one[3] + _AIR / 2 > other[1]
    )  # fmt: skip


def _holds(box: Box, points: Floats) -> bool:
    x, y = points.T
    return bool(((x > box[0] - 0.2) & (x < box[2] + 0.2) & (y > box[1] - 0.2) & (y < box[3] + 0.2)).any())


def _sampled(line: tuple[tuple[float, float], tuple[float, float]]) -> Floats:
    start, end = np.array(line[0]), np.array(line[1])
    return np.asarray(start + np.linspace(0, 1, 24)[:, None] * (end - start))


def _cross(one: tuple[tuple[float, float], tuple[float, float]], other: tuple[Floats, Floats]) -> bool:
    """Whether two straight lines cross."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other

    def side(px: float, py: float, qx: float, qy: float, rx: float, ry: float) -> float:
        return (qx - px) * (ry - py) - (qy - py) * (rx - px)

    return bool(
        side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0
        and side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
    )
