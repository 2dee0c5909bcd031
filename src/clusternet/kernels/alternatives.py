"""Other laws for a tail that a power law was fitted to, and Vuong's test between them.

Every law is normalised over all whole numbers from xmin on: the first terms are added one by one, the rest is
an integral (the sum over the observed range alone would favour whatever has the longest tail).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from clusternet.kernels import tail_plain
from clusternet.kernels.tail import Tail
from clusternet.typing import Floats, Ints

Weight = Callable[[Floats], Floats]

EXPONENTIAL, POISSON = "exponential", "poisson"
LOGNORMAL, STRETCHED, TRUNCATED = "lognormal", "stretched_exponential", "truncated_power_law"
NAMES = (EXPONENTIAL, LOGNORMAL, STRETCHED, TRUNCATED, POISSON)

LEAST_GAIN = 0.01
"""A law that has the power law as its limit and gains less log-likelihood than this over it is that limit."""

_HEAD = 2048
_PANELS = 32


@dataclass(frozen=True, slots=True)
class Alternative:
    """One law against the power law, on the same tail.

    Attributes
    ----------
    name
        One of :data:`NAMES`.
    log_ratio
        Log-likelihood of the power law less that of this law: above 0 the power law is the likelier.
    normalised_ratio
        The same over its standard deviation; NaN where that is 0.
    p
        Two-sided, Vuong's (1989); of the chi-square with one degree for the truncated power law, in which the
        power law is nested. Below the level the sign of the ratio can be trusted.
    parameters
        By name, of the weight that :func:`compare` gives for the law.
    degenerate
        Whether the best parameters are the limit at which this law is the power law: no evidence either way.
    """

    name: str
    log_ratio: float
    normalised_ratio: float
    p: float
    parameters: dict[str, float]
    degenerate: bool


def compare(values: Ints, counts: Ints, tail: Tail) -> list[Alternative]:
    """Return how other laws fit the same tail, each by largest likelihood.

    Weights for whole numbers k >= xmin, before they are normalised: exponential exp(-rate k); lognormal
    exp(-(ln k - mu)^2 / (2 sigma^2)) / k; stretched exponential k^(beta - 1) exp(-rate k^beta), beta > 0;
    truncated power law k^-alpha exp(-rate k), rate > 0; Poisson mu^k / k!. Lognormal (sigma to infinity),
    stretched exponential (beta to 0) and truncated power law (rate to 0) have the power law as their limit.

    Parameters
    ----------
    values, counts : ndarray of int64, shape (k,)
        Ascending values from 1 on, and how often each occurs.
    tail
        Their fit, with a finite exponent.

    Returns
    -------
    list of Alternative
        In the order of :data:`NAMES` (Clauset, Shalizi and Newman 2009, section 5).

    Examples
    --------
    >>> import numpy as np
    >>> from clusternet.kernels.tail import fit
    >>> values, counts = np.array([1, 2, 3, 4, 5, 6]), np.array([320, 160, 80, 40, 20, 10])
    >>> tail = fit(values, counts, xmin=1)
    >>> found = {each.name: each for each in compare(values, counts, tail)}
    >>> found["exponential"].log_ratio < 0, found["exponential"].p < 0.01   # it halves at every step
    (True, True)
    """
    kept = values >= tail.xmin
    data = _Data(values[kept].astype(float), counts[kept], float(tail.xmin), tail)
    return [
        _exponential(data),
        _family(data, LOGNORMAL),
        _family(data, STRETCHED),
        _family(data, TRUNCATED),
        _poisson(data),
    ]


class _Data:
    """A tail, and the sums over all whole numbers from its xmin on."""

    def __init__(self, values: Floats, counts: Ints, q: float, tail: Tail) -> None:
        self.values, self.counts, self.q, self.tail = values, counts, q, tail
        self.n = int(counts.sum())
        self.logs = np.log(values / q)
        scaled, _, _ = tail_plain.zeta(np.array([tail.alpha]), np.array([q]))
        self.power_law = -tail.alpha * self.logs - float(np.log(scaled[0]))
        self.head = np.log((q + np.arange(_HEAD)) / q)
        self.far = float(np.log((q + _HEAD - 0.5) / q))
        nodes, weights = np.polynomial.legendre.leggauss(16)
        panels = (np.arange(_PANELS)[:, None] + (nodes + 1) / 2) / _PANELS
        self.nodes, self.log_weights = panels.ravel(), np.log(np.tile(weights / 2 / _PANELS, _PANELS))
        self.reach = 2.0 ** np.arange(-10, 9.5, 0.5)  # exp(512) is still a number

    def log_sum(self, weight: Weight) -> float:
        """Return the logarithm of the sum of exp(weight(ln(k / q))) over k >= q; infinity if it diverges."""
        head = weight(self.head)
        at = weight(self.far + self.reach) + self.far + self.reach
        top = max(float(head.max()), float(at.max()))
        matter = np.flatnonzero(at > top - 45)
        if matter.size and matter[-1] == at.size - 1:
            return float("inf")
        length = self.reach[matter[-1] + 1] if matter.size else self.reach[0]
        u = self.far + length * self.nodes
        rest = weight(u) + u + self.log_weights + np.log(length) + np.log(self.q)
        return _log_sum_exp(np.concatenate((head, rest)))

    def against(self, name: str, log_chance: Floats, parameters: dict[str, float]) -> Alternative:
        """Return Vuong's test of the power law against the chances of the observed values."""
        from scipy.special import erfc

        each = self.power_law - log_chance
        ratio = float(self.counts @ each)
        spread = float(np.sqrt(self.counts @ (each - ratio / self.n) ** 2))
        normalised = ratio / spread if spread > 0 else float("nan")
        z = np.sqrt(2 * max(-ratio, 0)) if name == TRUNCATED else abs(normalised)
        return Alternative(name, ratio, normalised, float(erfc(z / np.sqrt(2))), parameters, degenerate=False)


def _log_sum_exp(terms: Floats) -> float:
    """Return the logarithm of the sum of exp(terms); the library's does the same with more checks, slower."""
    top = float(terms.max())
    return top + float(np.log(np.exp(terms - top).sum()))


def _exponential(data: _Data) -> Alternative:
    beyond = float(data.counts @ (data.values - data.q)) / data.n
    rate = float(np.log1p(1 / beyond))
    log_chance = np.log(-np.expm1(-rate)) - rate * (data.values - data.q)
    return data.against(EXPONENTIAL, log_chance, {"rate": rate})


def _poisson(data: _Data) -> Alternative:
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    mean = float(data.counts @ data.values) / data.n
    every = np.arange(data.q, max(mean, data.q) + 20 * np.sqrt(max(mean, data.q)) + 60)
    log_factorial = gammaln(every + 1)

    def loss(log_mu: float) -> float:
        return _log_sum_exp(every * log_mu - log_factorial) - mean * log_mu

    found = minimize_scalar(
        loss, bounds=(-30, np.log(mean) + 1e-9), method="bounded", options={"xatol": 1e-10}
    )
    log_mu = float(found.x)
    log_chance = (
        data.values * log_mu - gammaln(data.values + 1) - _log_sum_exp(every * log_mu - log_factorial)
    )
    return data.against(POISSON, log_chance, {"mu": float(np.exp(log_mu))})


def _weight(name: str, q: float, first: float, second: float) -> Weight:
    """Return the logarithm of a weight as a function of u = ln(k / q); at `second` = 0 a power law."""
    if name == LOGNORMAL:
        return lambda u: -first * u - second * u**2
    if name == TRUNCATED:
        return lambda u: -first * u - second * q * np.expm1(u)
    return lambda u: (second - 1) * u - first * (np.expm1(second * u) / second if second else u)


def _family(data: _Data, name: str) -> Alternative:
    """Fit one of the laws of two parameters that end in the power law where the second is 0."""
    from scipy.optimize import minimize

    share = data.counts / data.n

    def loss(at: Floats) -> float:
        weight = _weight(name, data.q, float(at[0]), float(np.exp(at[1])))
        value = data.log_sum(weight) - float(share @ weight(data.logs))
        return value if np.isfinite(value) else 1e300

    spread = float(np.sqrt(share @ data.logs**2))
    beyond = float(share @ (data.values - data.q))
    alpha = data.tail.alpha - (name == STRETCHED)
    scale = {LOGNORMAL: 1 / spread**2, TRUNCATED: 1 / beyond, STRETCHED: 1.0}[name]
    least = None
    with np.errstate(over="ignore", under="ignore"):
        for start in np.log(scale * np.array([0.3, 0.003])):  # near either end; the second one's logarithm
            corners = np.array([[alpha, start], [0.8 * alpha, start], [alpha, start - 1]])
            for _ in range(2):  # once more from where it ended
                found = minimize(
                    loss,
                    corners[0],
                    method="Nelder-Mead",
                    bounds=[(1e-9 if name == STRETCHED else None, None), (-60, 60)],
                    options={"initial_simplex": corners, "xatol": 1e-7, "fatol": 1e-10, "maxiter": 300},
                )
                corners = found.x + np.array([[0, 0], [-0.05 * alpha, 0], [0, 0.3]])
            if least is None or found.fun < least.fun:
                least = found
        assert least is not None
        first, second = float(least.x[0]), float(np.exp(least.x[1]))
        weight = _weight(name, data.q, first, second)
        log_chance = weight(data.logs) - data.log_sum(weight)
    if data.counts @ (log_chance - data.power_law) < LEAST_GAIN:
        return Alternative(
            name, 0.0, float("nan"), 1.0, _parameters(name, data.q, alpha, 0.0), degenerate=True
        )
    return data.against(name, log_chance, _parameters(name, data.q, first, second))


def _parameters(name: str, q: float, first: float, second: float) -> dict[str, float]:
    """Return the parameters as the field writes them; NaN where the limit has none."""
    nan = float("nan")
    if name == TRUNCATED:
        return {"alpha": first, "rate": second}
    if name == LOGNORMAL:
        if not second:
            return {"mu": nan, "sigma": nan}
        return {"mu": float(np.log(q)) + (1 - first) / (2 * second), "sigma": float(np.sqrt(0.5 / second))}
    rate = first / second * q**-second if second else nan
    return {"beta": second, "rate": rate}
