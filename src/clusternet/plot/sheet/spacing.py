"""Labels along a line: moved apart as little as possible, and left out where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> NDArray[np.float64]:
    """Return centres of labels that keep their order, do not overlap and lie between two bounds.

    The sum of squared distances from the wanted centres is the least possible (isotonic regression of the
    wanted centres less the room taken by the labels before each).

    Parameters
    ----------
    wanted
        Ascending.
    sizes
        Length of each label along the line.

    Raises
    ------
    ValueError
        If the labels take more than the room between the bounds.

    Examples
    --------
    >>> spread([1, 1, 9], [2, 2, 2], 0, 20).tolist()
    [1.0, 3.0, 9.0]
    >>> spread([5, 5], [2, 2], 0, 20).tolist()
    [4.0, 6.0]
    """
    length = np.asarray(sizes, dtype=float)
    if not len(length):
        return np.empty(0)
    if length.sum() > high - low + 1e-9:
        raise ValueError(f"labels of {length.sum():g} in a room of {high - low:g}")
    before = np.concatenate([[0.0], np.cumsum((length[:-1] + length[1:]) / 2)])
    placed = _ascending(np.asarray(wanted, dtype=float) - before)
    first, last = low + length[0] / 2, high - length[-1] / 2 - before[-1]
    centres: NDArray[np.float64] = np.clip(placed, first, max(first, last)) + before
    return centres


def _ascending(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the nearest ascending sequence: neighbours that descend are pooled to their mean."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        pools.append((mean, count))
    return np.concatenate([np.full(count, mean) for mean, count in pools])


def fitting(sizes: Sequence[float], importance: Sequence[float], room: float) -> list[int]:
    """Return the positions, ascending, of the most important labels that fit into a room together.

    >>> fitting([2, 2, 2], [5, 1, 3], 5)
    [0, 2]
    """
    chosen, taken = [], 0.0
    for place in sorted(range(len(sizes)), key=lambda each: (-importance[each], each)):
        if taken + sizes[place] > room + 1e-9:
            break
        taken += sizes[place]
        chosen.append(place)
    return sorted(chosen)
