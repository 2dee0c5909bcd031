"""The discrete power law on a histogram: maximum likelihood, least KS distance, bootstrap."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from clusternet.kernels import engine, tail_plain
from clusternet.typing import Floats, Ints, Progress


@dataclass(frozen=True, slots=True)
class Tail:
    """P(k) = k^-alpha / zeta(alpha, xmin) for the whole numbers k >= xmin.

    Attributes
    ----------
    xmin
        Where the tail begins; 0 where there are no values.
    alpha, alpha_se
        Exponent of largest likelihood and its standard error, from the curvature of the likelihood; NaN where
        fewer than two different values are at least `xmin`: the likelihood then has no largest value.
    ks
        Largest distance of the two distribution functions over every whole number from `xmin` on, those
        between the observed values included; NaN with alpha.
    n_tail
        Observations from `xmin` on.
    log_likelihood
        Of those; NaN with alpha.

    Examples
    --------
    >>> Tail(xmin=1, alpha=2.1, alpha_se=0.05, ks=0.03, n_tail=630, log_likelihood=-862.0).alpha
    2.1
    """

    xmin: int
    alpha: float
    alpha_se: float
    ks: float
    n_tail: int
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Replicates:
    """Fits to the replicates of a bootstrap, arrays of shape (replicates,).

    Attributes
    ----------
    xmin, alpha, ks
        As in :class:`Tail`; xmin may exceed the largest integer.
    """

    xmin: Floats
    alpha: Floats
    ks: Floats


def fit(values: Ints, counts: Ints, *, xmin: int | None = None) -> Tail:
    """Return the discrete power law that fits the tail of a histogram.

    The exponent maximises -n ln zeta(alpha, xmin) - alpha sum ln k, with Hurwitz' zeta itself. Every value
    that leaves two different ones is tried as xmin; the least KS distance decides, the smaller xmin where two
    are equal (Clauset, Shalizi and Newman 2009).

    Parameters
    ----------
    values, counts : ndarray of int64, shape (k,)
        Ascending values from 1 on, and how often each occurs (at least once).
    xmin
        Take this one instead, from 1 on; it need not occur.

    Examples
    --------
    >>> import numpy as np
    >>> found = fit(np.array([1, 2, 3, 5, 9]), np.array([60, 20, 10, 6, 4]))
    >>> found.xmin, round(found.alpha, 3), found.n_tail
    (1, 2.187, 100)
    """
    numbers, times = np.ascontiguousarray(values, dtype=np.float64), engine.ints(counts)
    extension = engine.compiled()
    fixed = float(xmin or 0)
    if extension is None:
        low, alpha, ks = tail_plain.fit(numbers, times, fixed)
    else:
        low, alpha, ks = extension.fit_tail(numbers, times, fixed)
    kept = numbers >= low
    n = int(times[kept].sum())
    nan = float("nan")
    if np.isnan(alpha):
        return Tail(int(low), nan, nan, nan, n, nan)
    value, first, second = (float(each[0]) for each in tail_plain.zeta(np.array([alpha]), np.array([low])))
    mean_log = float(times[kept] @ np.log(numbers[kept] / low)) / n
    curvature = second / value - (first / value) ** 2
    likelihood = -n * (float(np.log(value)) + alpha * mean_log)
    return Tail(int(low), alpha, float(1 / np.sqrt(n * curvature)), ks, n, likelihood)


def resample(
    values: Ints,
    counts: Ints,
    tail: Tail,
    *,
    replicates: int,
    seed: int,
    search: bool = True,
    progress: Progress | None = None,
) -> Replicates:
    """Return the fits to replicates of the semi-parametric bootstrap (Clauset, Shalizi and Newman 2009).

    Each of as many values as were observed comes with probability n_tail / n from the fitted power law, by
    its exact inverse, else from the observed values below xmin; xmin and alpha are then fitted anew. The same
    seed gives the same replicates whatever the number of threads.

    Parameters
    ----------
    values, counts : ndarray of int64, shape (k,)
        As in :func:`fit`.
    tail
        Their fit, with a finite exponent.
    search
        Whether xmin is looked for in each replicate, or kept.
    progress
        Called now and then with the share that is done and the seconds that are left at this pace.

    Examples
    --------
    >>> import numpy as np
    >>> values, counts = np.array([1, 2, 3, 5, 9]), np.array([60, 20, 10, 6, 4])
    >>> tail = fit(values, counts)
    >>> found = resample(values, counts, tail, replicates=200, seed=1)
    >>> bool(np.mean(found.ks >= tail.ks) < 0.1)   # a power law would go beyond 9
    True
    """
    numbers, times = np.ascontiguousarray(values, dtype=np.float64), engine.ints(counts)
    extension = engine.compiled()
    begun = time.monotonic()
    done, portion = 0, 1 if extension is None else 8 * engine.threads()
    found = [np.empty((3, 0))]
    while done < replicates:
        start = time.monotonic()
        count = min(portion, replicates - done)
        if extension is None:
            fits = tail_plain.resample(
                numbers,
                times,
                (tail.xmin, tail.alpha, tail.ks),
                search=search,
                seed=seed,
                first=done,
                count=count,
            )
            found.append(np.array(list(fits)).T)
        else:
            found.append(
                np.array(
                    extension.resample_tail(
                        numbers, times, tail.xmin, tail.alpha, search, seed, done, count, engine.threads()
                    )
                )
            )
        done += count
        now = time.monotonic()
        if now - start < 0.5:  # portions of about a second, so that an interrupt is heeded
            portion *= 2
        if progress is not None:
            share = done / replicates
            progress(share, (now - begun) * (1 / share - 1))
    return Replicates(*np.concatenate(found, axis=1))
