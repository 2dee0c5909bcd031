"""Variance-based sensitivity: first-order and total Sobol' indices of factors that are drawn together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clusternet.typing import Floats

Model = Callable[[Floats], Floats]
REPLICATES = 500
"""Bootstrap replicates behind a standard error."""


@dataclass(frozen=True, eq=False)
class Sobol:
    """Indices of every factor with standard errors, each of shape (factors,); NaN where nothing varies."""

    first: Floats
    first_se: Floats
    total: Floats
    total_se: Floats


def indices(
    model: Model, factors: Sequence[Sequence[int]], *, draws: int, rng: np.random.Generator
) -> tuple[Sobol, Floats]:
    """Estimate the Sobol' indices of groups of inputs that are independent and uniform on [0, 1).

    First order after Saltelli et al. (2010), mean(yB (yAB - yA)) / V with yA, yB centred; total effect after
    Jansen (1999), mean((yA - yAB)^2) / 2V, where AB is A with the columns of one factor from B and V the
    variance of yA and yB together. Standard errors by bootstrap over the draws.

    Parameters
    ----------
    model
        Inputs of shape (rows, columns) to outputs of shape (rows,).
    factors
        The columns of each factor.
    draws
        Rows of A and of B; the model is run draws * (factors + 2) times.

    Returns
    -------
    tuple
        The indices, and the outputs at A and B, shape (2 * draws,).

    Examples
    --------
    >>> found, _ = indices(lambda u: u[:, 0] + 2 * u[:, 1], [[0], [1]], draws=4000,
    ...                    rng=np.random.default_rng(1))
    >>> found.first.round(1).tolist(), found.total.round(1).tolist()
    ([0.2, 0.8], [0.2, 0.8])
    """
    width = 1 + max(column for factor in factors for column in factor)
    a, b = rng.random((2, draws, width))
    y_a, y_b = model(a), model(b)
    crossed = np.empty((len(factors), draws))
    for place, factor in enumerate(factors):
        mixed = a.copy()
        mixed[:, list(factor)] = b[:, list(factor)]
        crossed[place] = model(mixed)
    first, total = _estimates(y_a[None], y_b[None], crossed[:, None])
    errors = np.empty((2, REPLICATES, len(factors)))
    for replicate in range(REPLICATES):
        rows = rng.integers(0, draws, draws)
        both = _estimates(y_a[None, rows], y_b[None, rows], crossed[:, None, rows])
        errors[:, replicate] = both[0][:, 0], both[1][:, 0]
    spread = errors.std(axis=1, ddof=1)
    return Sobol(first[:, 0], spread[0], total[:, 0], spread[1]), np.concatenate([y_a, y_b])


def _estimates(y_a: Floats, y_b: Floats, crossed: Floats) -> tuple[Floats, Floats]:
    """Return first-order and total indices, shape (factors, replicates)."""
    both = np.concatenate([y_a, y_b], axis=-1)
    middle = both.mean(axis=-1, keepdims=True)
    variance = both.var(axis=-1)
    variance = np.where(variance > 0, variance, np.nan)
    first = ((y_b - middle) * (crossed - y_a)).mean(axis=-1) / variance
    total = ((y_a - crossed) ** 2).mean(axis=-1) / (2 * variance)
    return first, total
