"""Poisson pseudo-maximum likelihood with an effect for every origin and for every destination."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusternet.errors import ClusternetError
from clusternet.typing import Floats, Ints, Marks

__all__ = ["Fit", "clustered", "ppml", "separated"]

_ROUNDS, _CLOSE = 200, 1e-11
"""Of the iteration, and the relative change of the deviance at which it ends."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Estimates.

    Attributes
    ----------
    estimate : ndarray of float64, shape (k,)
        Of the regressors; NaN for those that others and the effects determine.
    fitted : ndarray of float64, shape (n,)
        Expected flows.
    residual : ndarray of float64, shape (n, k)
        Regressors less what the effects explain of them, weighted by ``fitted``.
    deviance
        Twice the log-likelihood that is missing to that of a perfect fit.

    Examples
    --------
    >>> two = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> found = ppml(np.array([4.0, 1, 1, 4]), np.eye(2).reshape(4, 1), *two)
    >>> round(float(np.exp(found.estimate[0])), 6), found.fitted.round(6).tolist()
    (4.0, [4.0, 1.0, 1.0, 4.0])
    """

    estimate: Floats
    fitted: Floats
    residual: Floats
    deviance: float

    @property
    def bread(self) -> Floats:
        """Inverse of the information on the regressors, shape (k, k); 0 where there is no estimate."""
        here = ~np.isnan(self.estimate)
        found = np.zeros((here.size, here.size))
        x = self.residual[:, here]
        found[np.ix_(here, here)] = np.linalg.inv(x.T @ (x * self.fitted[:, None]))
        return found


def ppml(y: Floats, x: Floats, origin: Ints, destination: Ints) -> Fit:
    """Fit E(y) = exp(x b + a_origin + c_destination) by Poisson pseudo-maximum likelihood.

    Iteratively reweighted least squares; effects stand in the normal equations by their sums alone.
    Only the conditional mean must be right, y need not be Poisson (Santos Silva and Tenreyro 2006).

    Parameters
    ----------
    y : ndarray of float64, shape (n,)
        Flows, at least 0; every origin and destination has one above 0.
    x : ndarray of float64, shape (n, k)
        Regressors.
    origin, destination : ndarray of int64, shape (n,)
        Numbers from 0 on.

    Returns
    -------
    Fit

    Raises
    ------
    ClusternetError
        If the iteration does not end: see :func:`separated`.

    Examples
    --------
    >>> far = np.array([[0.0], [1.0], [1.0], [0.0]])
    >>> two = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> ppml(np.array([8.0, 2, 2, 8]), far, *two).estimate.round(4).tolist()      # log(2 / 8)
    [-1.3863]
    """
    kept = _independent(x, np.ones(y.size), origin, destination)
    mean, before = (y + y.mean()) / 2, np.inf
    eta = np.log(mean)
    for _ in range(_ROUNDS):
        solved = _least_squares(eta + (y - mean) / mean, x[:, kept], mean, origin, destination)
        eta, deviance = _damped(y, eta, solved, before)
        mean = np.exp(eta)
        if abs(before - deviance) <= _CLOSE * (deviance + 1e-6 * y.sum()):
            break
        before = deviance
    else:
        raise ClusternetError.of("no_finite_estimates")
    left = x - np.column_stack([_least_squares(each, x[:, :0], mean, origin, destination) for each in x.T])
    estimate = np.full(x.shape[1], np.nan)
    inner = left[:, kept]
    working = eta + (y - mean) / mean
    own = working - _least_squares(working, x[:, :0], mean, origin, destination)
    estimate[kept] = np.linalg.lstsq(inner * np.sqrt(mean)[:, None], own * np.sqrt(mean), rcond=None)[0]
    return Fit(estimate, mean, left, deviance)


def _damped(y: Floats, before: Floats, after: Floats, least: float) -> tuple[Floats, float]:
    """Return the step, halved as often as it makes the fit worse, and the deviance."""
    step = 1.0
    while True:
        eta = before + step * (after - before)
        found = _deviance(y, np.exp(np.clip(eta, -500, 500)))
        if found <= least * (1 + 1e-9) + 1e-9 or step < 1e-4:
            return np.clip(eta, -500, 500), found
        step /= 2


def _deviance(y: Floats, mean: Floats) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        logged = np.where(y > 0, y * np.log(y / mean), 0.0)
    return float(2 * (logged - (y - mean)).sum())


def _least_squares(z: Floats, x: Floats, weight: Floats, origin: Ints, destination: Ints) -> Floats:
    """Return what regressors and effects explain of z, by weighted least squares."""
    n, m, k = int(origin.max()) + 1, int(destination.max()) + 1, x.shape[1]
    matrix, right = np.zeros((k + n + m, k + n + m)), np.zeros(k + n + m)
    weighted = x * weight[:, None]
    matrix[:k, :k] = x.T @ weighted
    for column in range(k):
        matrix[column, k : k + n] = np.bincount(origin, weighted[:, column], n)
        matrix[column, k + n :] = np.bincount(destination, weighted[:, column], m)
    matrix[k : k + n, k + n :] = np.bincount(origin * m + destination, weight, n * m).reshape(n, m)
    lower = np.tril_indices(k + n + m, -1)
    matrix[lower] = matrix.T[lower]
    spot = np.arange(k, k + n + m)
    matrix[spot, spot] = np.concatenate((np.bincount(origin, weight, n), np.bincount(destination, weight, m)))
    right[:k] = weighted.T @ z
    right[k : k + n] = np.bincount(origin, weight * z, n)
    right[k + n :] = np.bincount(destination, weight * z, m)
    found = np.linalg.lstsq(matrix, right, rcond=None)[0]
    return np.asarray(x @ found[:k] + found[k : k + n][origin] + found[k + n :][destination])


def _independent(x: Floats, weight: Floats, origin: Ints, destination: Ints) -> Marks:
    """Mark the regressors that those before them and the effects do not determine."""
    kept = np.zeros(x.shape[1], dtype=bool)
    for column, each in enumerate(x.T):
        left = each - _least_squares(each, x[:, kept], weight, origin, destination)
        kept[column] = np.linalg.norm(left) > 1e-7 * max(float(np.linalg.norm(each)), 1e-300)
    return kept


def separated(y: Floats, x: Floats, origin: Ints, destination: Ints) -> Marks:
    """Mark the flows of 0 that terms and effects fit better and better without end.

    Where a combination z of regressors and effects is 0 for every flow above 0, and nowhere below, the fit
    of the flows with z > 0 goes to 0 and estimates to infinity. Without them the others are the same
    (Correia, Guimarães and Zylkin 2020). z is looked for by linear programming.

    Parameters
    ----------
    y, x, origin, destination
        As in :func:`ppml`; origins and destinations may have no flow.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> two = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> separated(np.array([1.0, 2, 0, 0]), np.zeros((4, 0)), *two).tolist()      # nothing leaves 1
    [False, False, True, True]
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack, vstack

    n, row = y.size, np.arange(y.size)
    effects = [
        csr_array((np.ones(n), (row, end)), shape=(n, int(end.max()) + 1)) for end in (origin, destination)
    ]
    scaled = x / np.maximum(np.abs(x).max(axis=0, initial=0), 1e-300)
    design = csr_array(hstack([csr_array(scaled), *effects]))
    gone = np.zeros(n, dtype=bool)
    while (left := np.flatnonzero((y == 0) & ~gone)).size:
        zero, above = design[left], design[y > 0]
        found = linprog(
            -zero.sum(axis=0),
            A_ub=vstack([zero, -zero]),
            b_ub=np.concatenate((np.ones(left.size), np.zeros(left.size))),
            A_eq=above,
            b_eq=np.zeros(above.shape[0]),
            bounds=(None, None),
            method="highs",
        )
        fresh = left[zero @ found.x > 1e-6] if found.success else left[:0]
        if not fresh.size:
            break
        gone[fresh] = True
    return gone


def clustered(fit: Fit, y: Floats, groups: tuple[Ints, Ints]) -> Floats:
    """Return the covariance of the estimates when flows of one origin, or of one destination, go together.

    B (M_1 + M_2 - M_12) B with B the inverse information, M_g the sum over the clusters of g of the outer
    product of their scores, times G / (G - 1), and M_12 that of the single pairs (Cameron, Gelbach and Miller
    2011). Negative eigenvalues are set to 0.

    Parameters
    ----------
    fit
        What :func:`ppml` returns.
    y : ndarray of float64, shape (n,)
    groups
        Numbers of the clusters, of shape (n,) each.

    Returns
    -------
    ndarray of float64, shape (k, k)

    Examples
    --------
    >>> far = np.array([[0.0], [1.0], [1.0], [0.0]])
    >>> two = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    >>> y = np.array([8.0, 2, 2, 8])
    >>> clustered(ppml(y, far, *two), y, two).round(6).tolist()                    # nothing is unexplained
    [[0.0]]
    """
    scores = np.nan_to_num(fit.residual) * (y - fit.fitted)[:, None]
    meat = -(scores.T @ scores) * y.size / (y.size - 1)
    for group in groups:
        size = int(group.max()) + 1
        sums = np.zeros((size, scores.shape[1]))
        np.add.at(sums, group, scores)
        meat += sums.T @ sums * size / (size - 1)
    found = fit.bread @ meat @ fit.bread
    values, vectors = np.linalg.eigh((found + found.T) / 2)
    return np.asarray((vectors * np.maximum(values, 0)) @ vectors.T)
