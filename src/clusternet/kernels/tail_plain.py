"""The discrete power law in NumPy: what the compiled kernel does, slower."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from clusternet.typing import Floats, Ints

Fitted = tuple[float, float, float]
"""xmin, alpha, KS distance."""

_BERNOULLI = (1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160, -691 / 1307674368000, 1 / 74724249600)
_NOTHING = 1e-18
_LEAST_MEAN = 1e-15
_TABLE = 1 << 16
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def zeta(s: Floats, q: Floats) -> tuple[Floats, Floats, Floats]:
    """Return q^s zeta(s, q), zeta of Hurwitz, and its two derivatives by s: shapes of `s` and `q` broadcast.

    The first terms are added one by one, the rest is Euler's and Maclaurin's; the scale keeps large s from
    underflow.

    Examples
    --------
    >>> import numpy as np
    >>> value, _, _ = zeta(np.array([2.0]), np.array([1.0]))
    >>> bool(abs(value[0] - np.pi**2 / 6) < 1e-14)
    True
    """
    s, q = (np.array(each, dtype=float) for each in np.broadcast_arrays(s, q))
    value, first, second = np.zeros((3, *s.shape))
    a = q.copy()
    summed = np.zeros(s.shape, dtype=bool)
    while (going := ~summed & (a < 16 + s)).any():
        log = np.log(a / q)
        term = np.where(going, np.exp(-s * log), 0)
        value += term
        first -= log * term
        second += log * log * term
        summed |= going & (term * (1 + a / (s - 1)) < _NOTHING)
        a[going] += 1
    e, e1, e2 = a / (s - 1) + 0.5, -a / (s - 1) ** 2, 2 * a / (s - 1) ** 3
    p, p1, p2 = s / a, 1 / a, np.zeros_like(a)
    with np.errstate(over="ignore", invalid="ignore"):  # only where the sum is complete already
        for k, factor in enumerate(_BERNOULLI):
            e, e1, e2 = e + factor * p, e1 + factor * p1, e2 + factor * p2
            for i in (2 * k + 1, 2 * k + 2):
                p, p1, p2 = p * (s + i) / a, (p1 * (s + i) + p) / a, (p2 * (s + i) + 2 * p1) / a
        log = np.log(a / q)
        term = np.exp(-s * log)
        rest = term * e, term * (e1 - log * e), term * (e2 - 2 * log * e1 + log * log * e)
    value, first, second = (
        sum_ + np.where(summed, 0, more) for sum_, more in zip((value, first, second), rest, strict=True)
    )
    return value, first, second


def at_least(s: float, q: float, k: Floats) -> Floats:
    """Return P(K >= k) of the power law with exponent `s` from `q` on, for an array of k >= q.

    >>> import numpy as np
    >>> at_least(2.0, 1.0, np.array([1.0, 2.0])).round(4).tolist()   # 1, 1 - 6 / pi^2
    [1.0, 0.3921]
    """
    from scipy import special

    found: Floats
    if s * np.log(k.max(initial=q)) < 600:  # no underflow: the library's, which is faster
        found = special.zeta(s, k) / special.zeta(s, q)
        return found
    of_all, _, _ = zeta(np.array([s]), np.array([q]))
    of_k, _, _ = zeta(np.array(s), k)
    found = np.exp(-s * np.log(k / q)) * of_k / of_all
    return found


def fit(values: Floats, counts: Ints, fixed: float) -> Fitted:
    """Return the fit to a histogram with ascending `values`; `fixed` above 0 is the xmin to take."""
    start = int(np.searchsorted(values, fixed)) if fixed > 0 else 0
    xmin = fixed if fixed > 0 else float(values[0]) if values.size else 0.0
    if values.size - start < 2:
        return xmin, float("nan"), 0.0
    starts = np.arange(start, start + 1 if fixed > 0 else values.size - 1)
    q = np.full(1, fixed) if fixed > 0 else values[:-1]
    n = counts[::-1].cumsum()[::-1]
    logs = (counts * np.log(values))[::-1].cumsum()[::-1]
    alpha = _exponents(q, logs[starts] / n[starts] - np.log(q))
    best = xmin, float("nan"), float("inf")
    for i, low, s in zip(starts, q, alpha, strict=True):
        ks = _distance(float(s), float(low), values[i:], n[i:])
        if ks < best[2]:
            best = float(low), float(s), ks
    return best


def resample(
    values: Floats, counts: Ints, fitted: Fitted, *, search: bool, seed: int, first: int, count: int
) -> Iterator[Fitted]:
    """Yield the fits to replicates `first`, `first` + 1, ... of the semi-parametric bootstrap."""
    xmin, alpha, _ = fitted
    n = int(counts.sum())
    body = np.repeat(values, counts)
    body = body[body < xmin]
    table = at_least(alpha, xmin, xmin + np.arange(_TABLE + 1.0))
    places = np.arange(1, 2 * n + 1, dtype=np.uint64) * _GOLDEN
    for replicate in range(first, first + count):
        start = _mixed(np.array([seed], dtype=np.uint64)) + _GOLDEN * np.array(
            [replicate + 1], dtype=np.uint64
        )
        uniform = (_mixed(_mixed(start) + places) >> np.uint64(11)).astype(np.float64) * 2.0**-53
        which, u = uniform[::2], uniform[1::2]
        from_body = which < body.size / n
        tail = _inverse(alpha, xmin, 1 - u[~from_body], table)
        drawn, times = np.unique(
            np.concatenate((body[(u[from_body] * body.size).astype(np.int64)], tail)), return_counts=True
        )
        yield fit(drawn, times, 0 if search else xmin)


def _exponents(q: Floats, mean_log: Floats) -> Floats:
    """Return where -d ln zeta equals the mean of ln(k / q): Newton's steps on a convex falling function."""
    mean_log = np.maximum(mean_log, _LEAST_MEAN)  # above 0 but for rounding
    s: Floats = 1 + 1 / (mean_log - np.log1p(-0.5 / q))
    for _ in range(200):
        value, first, second = zeta(s, q)
        ratio = first / value
        step = s - (ratio + mean_log) / (second / value - ratio**2)
        following = np.where(step > 1, step, (1 + s) / 2)
        done = bool((np.abs(following - s) < 1e-9 * s).all())
        s = following
        if done:
            break
    return s


def _distance(s: float, q: float, values: Floats, n: Ints) -> float:
    """Return Kolmogorov's distance; `n` observations are at least each of the `values`."""
    model = at_least(s, q, values)
    chance = np.exp(-s * np.log(values / q)) / zeta(np.array([s]), np.array([q]))[0]
    before = np.abs(n / n[0] - model)
    after = np.abs(np.append(n[1:], 0) / n[0] - np.maximum(model - chance, 0))
    return float(max(before.max(), after.max()))


def _inverse(s: float, q: float, r: Floats, table: Floats) -> Floats:
    """Return the largest k with P(K >= k) >= r, by the table and beyond it by bisection."""
    found: Floats = q + np.searchsorted(-table, -r, side="right").astype(np.float64) - 1
    far = table[-1] >= r
    if far.any():
        low = np.full(int(far.sum()), q + _TABLE)
        high, wanted = 2 * low, r[far]
        while (more := (at_least(s, q, high) >= wanted) & (high < 1e300)).any():
            low, high = np.where(more, high, low), np.where(more, 2 * high, high)
        while True:
            middle = np.floor(low + (high - low) / 2)
            inside = (middle > low) & (middle < high)
            if not inside.any():
                break
            enough = at_least(s, q, middle) >= wanted
            low, high = np.where(inside & enough, middle, low), np.where(inside & ~enough, middle, high)
        found[far] = low
    return found


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64 as a function of a place in its stream."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
