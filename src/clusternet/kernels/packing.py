"""Discs packed in the plane: the linked beside one another, the many small ones round them."""

from __future__ import annotations

import numpy as np

from clusternet.typing import Floats

_CENTRE = 0.35
"""Weight of nearness to the middle, against nearness to the discs a disc is linked to."""


def pack(radius: Floats, ties: Floats, *, gap: float = 0.0) -> Floats:
    """Pack discs without overlap: each where it touches two others, near the discs it is tied to.

    Discs are placed by descending radius. Of all the free places that touch two placed discs a disc takes the
    one with the least mean distance to the discs it is tied to, weighted by the ties, and to the middle.

    Parameters
    ----------
    radius : ndarray of float64, shape (k,)
    ties : ndarray of float64, shape (k, k)
        Symmetric; the diagonal is ignored.
    gap
        Distance kept between two discs.

    Returns
    -------
    ndarray of float64, shape (k, 2)
        Centres; the centre of the area lies at (0, 0).

    Examples
    --------
    >>> import numpy as np
    >>> centre = pack(np.array([2.0, 1.0, 1.0]), np.zeros((3, 3)))
    >>> sorted(round(float(np.linalg.norm(centre[i] - centre[j])), 6) for i, j in [(0, 1), (0, 2), (1, 2)])
    [2.0, 3.0, 3.0]
    """
    padded = radius + gap / 2
    centre = np.zeros((radius.size, 2))
    order = np.lexsort((np.arange(radius.size), -radius))
    for place, disc in enumerate(order):
        placed = order[:place]
        if place == 1:
            centre[disc] = (padded[placed[0]] + padded[disc], 0.0)
        elif place > 1:
            spots = _touching(centre[placed], padded[placed], padded[disc])
            centre[disc] = spots[np.argmin(_cost(spots, centre[placed], padded[placed], ties[disc, placed]))]
    weight = radius**2
    middle = (centre * weight[:, None]).sum(axis=0) / max(weight.sum(), 1e-12)
    return np.asarray(centre - middle)


def _touching(centre: Floats, radius: Floats, new: float) -> Floats:
    """Return the centres at which a disc touches two others and overlaps none."""
    one, two = np.triu_indices(radius.size, 1)
    a, b = radius[one] + new, radius[two] + new
    across = centre[two] - centre[one]
    far = np.hypot(across[:, 0], across[:, 1])
    near = far < a + b
    one, a, b, across, far = one[near], a[near], b[near], across[near], far[near]
    along = (a**2 - b**2 + far**2) / (2 * far)
    aside = np.sqrt(np.maximum(a**2 - along**2, 0.0))
    unit = across / far[:, None]
    normal = np.column_stack((-unit[:, 1], unit[:, 0]))
    foot = centre[one] + unit * along[:, None]
    spots = np.concatenate((foot + normal * aside[:, None], foot - normal * aside[:, None]))
    free = np.ones(len(spots), dtype=bool)
    for point, size in zip(centre, radius, strict=True):
        free &= np.hypot(*(spots - point).T) > (size + new) * (1 - 1e-9)
    return np.asarray(spots[free])


def _cost(spots: Floats, centre: Floats, radius: Floats, ties: Floats) -> Floats:
    away = np.hypot(spots[:, None, 0] - centre[:, 0], spots[:, None, 1] - centre[:, 1])
    middle = (centre * (radius**2)[:, None]).sum(axis=0) / (radius**2).sum()
    inward = np.hypot(*(spots - middle).T)
    if not ties.any():
        return np.asarray(np.round(inward, 9))
    share = ties / ties.sum()
    return np.asarray(np.round((1 - _CENTRE) * (away @ share) + _CENTRE * 2 * inward, 9))


def surround(radius: Floats, centre: Floats, placed: Floats, *, gap: float = 0.0) -> Floats:
    """Place many small discs round the discs that have a place, on rings of their own, the largest inmost.

    Parameters
    ----------
    radius : ndarray of float64, shape (k,)
        Of the discs to place.
    centre : ndarray of float64, shape (p, 2)
    placed : ndarray of float64, shape (p,)
        Radius of the discs that have a place.

    Returns
    -------
    ndarray of float64, shape (k, 2)

    Notes
    -----
    A ring is as broad as its largest disc and holds as many as fit; they stand at even angles.
    """
    order = np.lexsort((np.arange(radius.size), -radius))
    inner = float(np.max(np.hypot(centre[:, 0], centre[:, 1]) + placed, initial=0.0))
    out = np.zeros((radius.size, 2))
    start = 0
    while start < order.size:
        half = radius[order[start]] + gap / 2
        if inner == 0:  # nothing in the middle: the first disc is
            inner, start = half, start + 1
            continue
        ring = inner + half
        # neighbours on a ring touch where the sum of their half angles is used up
        angles = 2 * np.arcsin(np.minimum((radius[order[start:]] + gap / 2) / ring, 1.0))
        count = max(1, int(np.searchsorted(np.cumsum(angles), 2 * np.pi, side="right")))
        chosen = order[start : start + count]
        used = angles[:count]
        spare = (2 * np.pi - used.sum()) / count if count > 1 else 0.0
        at = np.cumsum(used + spare) - (used + spare) / 2 + np.pi / 2
        out[chosen] = ring * np.column_stack((np.cos(at), np.sin(at)))
        inner, start = ring + half, start + count
    return out


def fan(leaves: int, hub: float, leaf: float, step: float) -> tuple[Floats, float]:
    """Return offsets of leaves round their hub, at even angles on as few rings as hold them.

    Parameters
    ----------
    leaves
        How many.
    hub, leaf
        Radius of the hub and of the largest leaf.
    step
        Distance between neighbours, and between rings.

    Returns
    -------
    offsets : ndarray of float64, shape (leaves, 2)
    reach : float
        Radius of the circle that holds hub and leaves.
    """
    step = max(step, 2.2 * leaf)
    ring, left, rings = hub + max(step, leaf + 0.2 * hub), leaves, []
    while left > 0:
        count = min(left, max(1, int(2 * np.pi * ring / step)))
        rings.append((ring, count))
        left, ring = left - count, ring + step
    parts = [np.empty((0, 2))]
    for turn, (away, count) in enumerate(rings):
        angle = 2 * np.pi * np.arange(count) / count + turn * 2.399963
        parts.append(away * np.column_stack((np.cos(angle), np.sin(angle))))
    reach = rings[-1][0] + leaf if rings else hub
    return np.concatenate(parts), float(reach)
