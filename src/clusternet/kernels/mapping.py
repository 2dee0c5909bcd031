"""VOS mapping: items in the plane, the nearer the more alike."""

from __future__ import annotations

import numpy as np

from clusternet.typing import Floats, Ints

LARGEST = 1500
"""Items that are mapped at most: every round is over all pairs."""
_WEAK = 0.01
"""Similarity, of the mean of all pairs, that every pair has at least: parts without a link stay in view."""
_ROUNDS, _STILL = 1000, 1e-7


def vos(n: int, first: Ints, second: Ints, similarity: Floats, *, seed: int = 0) -> Floats:
    """Return a place for each item, shape (n, 2).

    Parameters
    ----------
    n
        Number of items, at most :data:`LARGEST`.
    first, second, similarity : ndarray, shape (pairs,)
        Each pair once; above 0.
    seed
        Of the places the search starts from.

    Notes
    -----
    The places that minimise the sum over all pairs of s_ij d_ij^2, where the mean distance is 1 (van Eck and
    Waltman 2007; van Eck, Waltman, Dekker and van den Berg 2010, *JASIST* 61(12)), sought by majorisation of
    sum s_ij d_ij^2 - 2 sum d_ij, which has the same minimum up to its scale. The map is centred, and turned
    so that it is widest from left to right.

    Examples
    --------
    >>> import numpy as np
    >>> place = vos(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([9.0, 1.0, 1.0]))
    >>> apart = np.linalg.norm(place[:, None] - place[None], axis=2)
    >>> bool(apart[0, 1] < apart[0, 2]), round(float(apart.sum() / 6), 9)
    (True, 1.0)
    """
    if n < 2:
        return np.zeros((n, 2))
    alike = np.zeros((n, n))
    alike[first, second] = alike[second, first] = similarity
    alike += _WEAK * alike.mean() or 1.0
    np.fill_diagonal(alike, 0)
    inverse = np.linalg.pinv(np.diag(alike.sum(axis=0)) - alike, hermitian=True)
    place = np.random.default_rng(seed).standard_normal((n, 2))
    for _ in range(_ROUNDS):
        before, place = place, inverse @ (_pulled(place) @ place)
        if np.abs(place - before).max() <= _STILL * np.abs(place).max():
            break
    return _turned(place)


def _pulled(place: Floats) -> Floats:
    """Return the matrix of the majorising function: -1/d off the diagonal, rows that sum to 0."""
    apart = _distances(place)
    pull = -np.divide(1.0, apart, out=np.zeros_like(apart), where=apart > 0)
    np.fill_diagonal(pull, -pull.sum(axis=1))
    return pull


def _distances(place: Floats) -> Floats:
    return np.asarray(np.hypot(*(np.subtract.outer(axis, axis) for axis in place.T)))


def _turned(place: Floats) -> Floats:
    """Return a map centred, of mean distance 1, widest from left to right, the first item to the right."""
    n = len(place)
    place = place - place.mean(axis=0)
    place = place / (_distances(place).sum() / (n * (n - 1)))
    _, _, axes = np.linalg.svd(place, full_matrices=False)
    place = place @ axes.T
    return np.asarray(place * np.where(place[0] < 0, -1.0, 1.0))
