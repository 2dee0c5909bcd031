"""Names on a network map: the largest nodes first, each where nothing else is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from clusternet.plot.network.ground import Area, Ground
from clusternet.plot.sheet import page
from clusternet.typing import Floats, Ints
from clusternet.words.naming import is_code

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SMALL, _LARGE = 6.5, 9.5
"""Size of names in points: of the last and of the first."""
_WIDEST, _LINES = 32.0, 2
_HALO, _AIR = 1.8, 0.4
"""Width of a halo in points; distance kept round a name in millimetres."""
_CENTRED: dict[str, Any] = {"ha": "center", "va": "center", "linespacing": 1.05}
_SEEN = 0.7
"""Nodes of that radius in millimetres and more are not to be written over."""


def label(
    ax: Axes,
    nodes: pd.DataFrame,
    spot: Floats,
    radius: Floats,
    count: int,
    *,
    area: Area,
    ground: Ground,
    on: Sequence[Floats | None],
) -> int:
    """Name the largest nodes where there is room; return how many have a name. Codes are no names.

    Parameters
    ----------
    spot : ndarray of float64, shape (n, 2)
        In millimetres, y down.
    radius : ndarray of float64, shape (n,)
    count
        How many nodes are to have a name.
    area
        Names stay inside it.
    on
        Colour of every node, None where no name may stand on it.
    """
    chosen = named(nodes, count)
    taken = np.empty((0, 4))
    seen = np.flatnonzero(radius >= _SEEN)
    names = nodes["name"].astype(str).to_numpy()
    for node in chosen.tolist():
        size = round(_SMALL + (_LARGE - _SMALL) * float(radius[node] / radius.max()), 1)
        lines = shortened(names[node], size)
        wide = max((page.text_width(line, size) for line in lines), default=0.0)
        high = page.text_height(size) * len(lines)
        others = seen[seen != node]
        colour = on[node]
        fits = colour is not None and radius[node] > np.hypot(wide, high) / 2
        around = list(_boxes(spot[node], float(radius[node]), wide, high, upon=fits))
        box = _free(around, taken, spot[others], radius[others], area)
        if box is None or not wide:
            continue
        taken = np.vstack((taken, box))
        at, text = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), "\n".join(lines)
        if colour is not None and fits and box == around[0]:
            _engrave(ax, at, text, size, colour)
        else:
            _write(ax, at, text, size, ground)
    return len(taken)


def named(nodes: pd.DataFrame, count: int) -> Ints:
    """Return the positions of the nodes to name: the largest that have a name."""
    order = np.lexsort((np.arange(len(nodes)), -nodes["degree"].to_numpy(), -nodes["radius"].to_numpy()))
    chosen = [node for node in order[:count].tolist() if not is_code(str(nodes["name"].iat[node]))]
    return np.array(chosen, dtype=np.int64)


def shortened(name: str, size: float) -> list[str]:
    """Return a name in lines that are not too wide, with an ellipsis where it does not fit."""
    lines = page.wrapped(page.clipped(" ".join(name.split())), size, _WIDEST)
    if len(lines) > _LINES or any(page.text_width(line, size) > _WIDEST for line in lines):
        last = "".join(lines[_LINES - 1 :]) if len(lines) >= _LINES else lines.pop()
        last = last[: page.fitting(last, size, _WIDEST, "…")]
        lines = [*lines[: _LINES - 1], last.rstrip() + "…"]
    return lines


def _boxes(at: Floats, radius: float, wide: float, high: float, *, upon: bool) -> Iterator[tuple[float, ...]]:
    """Yield the boxes a name may have, the best first: on the node, beside it, a little away."""
    x, y = float(at[0]), float(at[1])
    if upon:
        yield x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
    for gap in (0.4, 1.4):
        off, slant = radius + gap, 0.72 * radius + gap
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            far = off if not (dx and dy) else slant
            cx, cy = x + dx * (far + wide / 2), y + dy * (far + high / 2)
            yield cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2


def _free(
    boxes: list[tuple[float, ...]], taken: Floats, spot: Floats, radius: Floats, area: Area
) -> tuple[float, ...] | None:
    """Return the first box that lies in the area, over no name and no large node; then over no name."""
    inside = [box for box in boxes if _within(box, area) and not _meets(box, taken)]
    for least in (_SEEN, 1.3, 2.0):
        large = radius >= least
        for box in inside:
            if not _covers(box, spot[large], radius[large]):
                return box
    return None


def _within(box: tuple[float, ...], area: Area) -> bool:
    return (
        box[0] >= area.left
        and box[1] >= area.top
        and box[2] <= area.left + area.wide
        and box[3] <= area.top + area.high
    )


def _meets(box: tuple[float, ...], taken: Floats) -> bool:
    left, top, right, bottom = box
    return bool(
        (
            (left - _AIR < taken[:, 2])
            & (right + _AIR > taken[:, 0])
            & (top - _AIR < taken[:, 3])
            & (bottom + _AIR > taken[:, 1])
        ).any()
    )


def _covers(box: tuple[float, ...], spot: Floats, radius: Floats) -> bool:
    near = np.column_stack((np.clip(spot[:, 0], box[0], box[2]), np.clip(spot[:, 1], box[1], box[3])))
    return bool((np.hypot(*(near - spot).T) < radius).any())


def _write(ax: Axes, at: tuple[float, float], text: str, size: float, ground: Ground) -> None:
    """Write a name with a halo."""
    from matplotlib.patheffects import Stroke

    halo = ax.text(*at, text, size=size, color=ground.paper, zorder=5, gid="halo", **_CENTRED)
    halo.set_path_effects([Stroke(linewidth=_HALO, foreground=ground.paper, alpha=0.9)])
    ax.text(*at, text, size=size, color=ground.ink, zorder=6, gid="label", **_CENTRED)


def _engrave(ax: Axes, at: tuple[float, float], text: str, size: float, colour: Floats) -> None:
    """Write a name on its node, light on dark or dark on light."""
    light = float(np.dot(colour[:3], (0.299, 0.587, 0.114)))
    ink = "#ffffff" if light < 0.62 else "#111111"
    ax.text(*at, text, size=size, color=ink, zorder=6, gid="label", **_CENTRED)
