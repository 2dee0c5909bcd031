"""Many thin straight lines on a page of pixels, as matplotlib's Agg draws them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from clusternet.kernels import engine
from clusternet.typing import Floats

_MOST, _WIDEST = 30_000, 256
"""Pixels along a page, and across a line."""


def draw(page: NDArray[np.uint8], ends: Floats, widths: Floats, colours: Floats) -> bool:
    """Draw lines with flat ends on an opaque page, one over the other; return whether it was done.

    Every pixel takes as much of the colour as the line covers of it. Coordinates are rounded to 256ths of a
    pixel, coverage and colours to 255ths, as in Agg, so that the pixels are those Agg gives. It is not done
    without the compiled kernels, and for lines that leave the page: matplotlib itself then draws them.

    Parameters
    ----------
    page : ndarray of uint8, shape (rows, columns, 4)
        Red, green, blue and opacity, the top row first; changed in place.
    ends : ndarray of float64, shape (n, 4)
        x and y of both ends (pixels, y down).
    widths : ndarray of float64, shape (n,)
        Pixels.
    colours : ndarray of float64, shape (n, 4)
        Red, green, blue and opacity (0 to 1).

    Examples
    --------
    >>> page = np.full((3, 5, 4), 255, dtype=np.uint8)
    >>> done = draw(page, np.array([[1.0, 1.0, 4.0, 1.0]]), np.ones(1), np.array([[0.0, 0.0, 0.0, 1.0]]))
    >>> page[1, :, 0].tolist() if done else [255, 127, 0, 0, 127]
    [255, 127, 0, 0, 127]
    """
    extension = engine.compiled()
    inside = (ends >= 0).all() and (ends <= np.tile(page.shape[1::-1], 2)).all()
    drawable = bool((widths > 0).all() and (widths <= _WIDEST).all())
    if extension is None or not inside or max(page.shape) > _MOST or not drawable:
        return False
    wide = np.ascontiguousarray(widths, dtype=float)
    straight = _snapped(np.ascontiguousarray(ends, dtype=float), wide)
    extension.strokes(page, straight, wide, np.floor(colours * 255 + 0.5).astype(np.uint8))
    return True


def _snapped(ends: Floats, widths: Floats) -> Floats:
    """Return lines along an axis on whole or half pixels, so that they are sharp; others stay."""
    half = np.where(np.floor(widths + 0.5) % 2 > 0, 0.5, 0.0)[:, None]
    level = np.abs(ends[:, :2] - ends[:, 2:]).min(axis=1, keepdims=True) < 1e-4
    return np.where(level, np.floor(ends + 0.5) + half, ends)
