"""Which of several alternatives is chosen: the conditional logit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.typing import Floats, Ints, Marks

__all__ = ["Fit", "conditional_logit", "telling"]

_ROUNDS = 100
_CLOSE = 1e-10
"""Gain of the log-likelihood that is still expected before the last step, per choice."""
_FLAT = 1e-7
"""Share of the information at 0 that is left of a combination of terms which has no finite estimate."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A conditional logit.

    Attributes
    ----------
    estimate : ndarray of float64, shape (k,)
        Coefficients: logarithms of odds.
    covariance : ndarray of float64, shape (k, k)
        Clustered.
    clusters
        How many.
    likelihood
        Log-likelihood of the choices.

    Examples
    --------
    >>> Fit(np.zeros(1), np.eye(1), 2, -1.4).clusters
    2
    """

    estimate: Floats
    covariance: Floats
    clusters: int
    likelihood: float


def conditional_logit(x: Floats, start: Ints, cluster: Ints) -> Fit:
    """Fit P(first of a set is chosen) = exp(x_first b) / sum over the set of exp(x b).

    Newton's method on the concave log-likelihood (McFadden 1974), with all sets at once; the covariance is
    H S H, H the inverse of the information and S the sum over clusters of the outer product of their scores,
    times G / (G - 1).

    Parameters
    ----------
    x : ndarray of float64, shape (n, k)
        Rows of one set stand together, the chosen first.
    start : ndarray of int64, shape (sets,)
        The first row of each set, from 0.
    cluster : ndarray of int64, shape (sets,)
        Number of the cluster of each set, from 0.

    Returns
    -------
    Fit

    Raises
    ------
    ClusternetError
        If no finite estimate is best, since a combination of terms tells what is chosen from all else, or if
        one term follows from others.

    Examples
    --------
    >>> x = np.array([[1.0], [0.0], [1.0], [0.0], [1.0], [0.0], [0.0], [1.0]])   # 3 times of 4 that with 1
    >>> round(float(conditional_logit(x, np.array([0, 2, 4, 6]), np.arange(4)).estimate[0]), 4)
    1.0986
    """
    size = np.diff(np.append(start, len(x)))
    scale = np.maximum(np.abs(x).max(axis=0, initial=0.0), 1e-300)
    scaled = x / scale
    at = np.zeros(x.shape[1])
    likelihood, score, information = _judged(scaled, start, size, at)
    before = information
    for _ in range(_ROUNDS):
        step = _solved(information, score.sum(axis=0))
        last = score.sum(axis=0) @ step < _CLOSE * start.size
        share = 1.0
        while True:
            found = _judged(scaled, start, size, at + share * step)
            if found[0] >= likelihood or share < 1e-6:
                break
            share /= 2
        at = at + share * step
        likelihood, score, information = found
        if last:
            break
    if not np.linalg.eigvals(np.linalg.solve(before, information)).real.min() > _FLAT:
        raise ClusternetError.of("choice_endless")  # the likelihood rises for ever, and has become flat
    bread = np.linalg.inv(information)
    number = int(cluster.max()) + 1
    sums = np.zeros((number, x.shape[1]))
    np.add.at(sums, cluster, score)
    meat = sums.T @ sums * (number / max(number - 1, 1))
    return Fit(at / scale, bread @ meat @ bread / np.outer(scale, scale), number, likelihood)


def _judged(x: Floats, start: Ints, size: Ints, at: Floats) -> tuple[float, Floats, Floats]:
    """Return the log-likelihood, the score of each set, and the information."""
    eta = x @ at
    eta -= np.repeat(np.maximum.reduceat(eta, start), size)
    weight = np.exp(eta)
    whole = np.add.reduceat(weight, start)
    chance = weight / np.repeat(whole, size)
    mean = np.add.reduceat(x * chance[:, None], start, axis=0)
    information = (x * chance[:, None]).T @ x - mean.T @ mean
    return float((eta[start] - np.log(whole)).sum()), x[start] - mean, information


def _solved(information: Floats, score: Floats) -> Floats:
    spread = np.linalg.eigvalsh(information)
    if not spread[0] > 1e-12 * max(float(spread[-1]), 1e-300):
        raise ClusternetError.of("choice_endless")
    return np.asarray(np.linalg.solve(information, score))


def telling(x: Floats, start: Ints) -> tuple[Marks, Marks]:
    """Mark the terms that vary within sets, and those that no finite estimate fits by themselves.

    Parameters
    ----------
    x, start
        As in :func:`conditional_logit`.

    Returns
    -------
    varies, separates : ndarray of bool, shape (k,)
        A term separates if what is chosen has the most of it in every set, or the least in every set.

    Examples
    --------
    >>> x = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    >>> [each.tolist() for each in telling(x, np.array([0, 2]))]
    [[True, False, True], [True, False, False]]
    """
    most, least = (each.reduceat(x, start, axis=0) for each in (np.maximum, np.minimum))
    varies: Marks = np.any(most > least, axis=0)
    highest, lowest = np.all(x[start] >= most, axis=0), np.all(x[start] <= least, axis=0)
    return varies, varies & (highest | lowest)
