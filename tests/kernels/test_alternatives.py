from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from clusternet.kernels import tail, tail_plain
from clusternet.kernels.alternatives import (
    EXPONENTIAL,
    LEAST_GAIN,
    LOGNORMAL,
    NAMES,
    POISSON,
    STRETCHED,
    TRUNCATED,
    Alternative,
    compare,
)

pytestmark = pytest.mark.kernels

EVERY = np.arange(1, 3_000_001, dtype=float)


def log_weight(name: str, k: np.ndarray, parameters: dict[str, float]) -> np.ndarray:
    """The weights as the documentation writes them."""
    if name == EXPONENTIAL:
        return -parameters["rate"] * k
    if name == POISSON:
        return k * np.log(parameters["mu"]) - special.gammaln(k + 1)
    if name == LOGNORMAL:
        return -np.log(k) - (np.log(k) - parameters["mu"]) ** 2 / (2 * parameters["sigma"] ** 2)
    if name == STRETCHED:
        return (parameters["beta"] - 1) * np.log(k) - parameters["rate"] * k ** parameters["beta"]
    return -parameters["alpha"] * np.log(k) - parameters["rate"] * k


def likelihood(name: str, drawn: np.ndarray, xmin: int, parameters: dict[str, float]) -> float:
    every = EVERY[xmin - 1 :]
    whole = special.logsumexp(log_weight(name, every, parameters))
    return float(log_weight(name, drawn.astype(float), parameters).sum() - drawn.size * whole)


def compared(drawn: np.ndarray, xmin: int) -> tuple[tail.Tail, dict[str, Alternative], np.ndarray]:
    kept = drawn[drawn >= xmin]
    values, counts = np.unique(kept, return_counts=True)
    fitted = tail.fit(values, counts, xmin=xmin)
    return fitted, {each.name: each for each in compare(values, counts, fitted)}, kept


def draws(name: str, size: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return {
        EXPONENTIAL: lambda: rng.geometric(0.08, size),
        POISSON: lambda: rng.poisson(9.0, size),
        LOGNORMAL: lambda: np.rint(rng.lognormal(3.0, 0.7, size)).astype(np.int64),
        STRETCHED: lambda: np.ceil(20 * rng.weibull(0.6, size)).astype(np.int64),
        TRUNCATED: lambda: _thinned(rng.zipf(1.6, 4 * size), 0.02, rng)[:size],
    }[name]()


def _thinned(drawn: np.ndarray, rate: float, rng: np.random.Generator) -> np.ndarray:
    return drawn[rng.random(drawn.size) < np.exp(-rate * drawn)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("xmin", [1, 8])
def test_likelihoods_are_sums_over_all_whole_numbers_and_the_largest(name, xmin):
    fitted, found, kept = compared(draws(name, 3000, 1), xmin)
    power_law = -kept.size * np.log(special.zeta(fitted.alpha, xmin)) - fitted.alpha * np.log(kept).sum()
    mine = found[name]
    assert not mine.degenerate
    best = likelihood(name, kept, xmin, mine.parameters)
    assert mine.log_ratio == pytest.approx(power_law - best, abs=0.01)
    for key, value in mine.parameters.items():
        for factor in (0.97, 1.03):
            assert likelihood(name, kept, xmin, mine.parameters | {key: value * factor}) < best + 1e-3


@pytest.mark.parametrize("name", NAMES)
def test_the_law_the_data_come_from_is_preferred(name):
    _, found, _ = compared(draws(name, 5000, 2), 3)
    assert found[name].log_ratio < 0
    assert found[name].p < 1e-3


def test_vuongs_test_is_that_of_the_paired_differences():
    fitted, found, kept = compared(draws(EXPONENTIAL, 800, 3), 2)
    rate = found[EXPONENTIAL].parameters["rate"]
    assert rate == pytest.approx(-np.log1p(-1 / (kept.mean() - 1)))  # 1/mean of a geometric law from 1 on
    each = np.log(kept**-fitted.alpha / special.zeta(fitted.alpha, 2)) - stats.geom.logpmf(
        kept - 1, -np.expm1(-rate)
    )
    z = each.sum() / np.sqrt(kept.size) / each.std()
    assert found[EXPONENTIAL].normalised_ratio == pytest.approx(z)
    assert found[EXPONENTIAL].p == pytest.approx(2 * stats.norm.sf(abs(z)))
    nested = found[TRUNCATED]
    assert nested.p == pytest.approx(stats.chi2.sf(-2 * nested.log_ratio, 1))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.floats(1.4, 3.5), st.integers(1, 6))
def test_a_limit_is_reported_exactly_where_the_likelihood_falls_from_it(seed, alpha, xmin):
    drawn = np.random.default_rng(seed).zipf(alpha, 1500)
    fitted, found, kept = compared(drawn[drawn < 10**6], xmin)
    value, _, second = tail_plain.zeta(np.array([fitted.alpha]), np.array([float(xmin)]))
    slope = second[0] / value[0] - (np.log(kept / xmin) ** 2).mean()  # of the lognormal's, at its limit
    if slope <= 0:
        assert found[LOGNORMAL].degenerate
    for name in (LOGNORMAL, STRETCHED, TRUNCATED):
        if found[name].degenerate:
            assert (found[name].log_ratio, found[name].p) == (0, 1)
        else:
            assert found[name].log_ratio <= -LEAST_GAIN


def test_published_ratios(shared):
    values, counts = np.unique(
        np.loadtxt(shared / "data/degree_sequences/words.txt", dtype=np.int64), return_counts=True
    )
    found = {each.name: each for each in compare(values, counts, tail.fit(values, counts))}
    assert found[EXPONENTIAL].normalised_ratio == pytest.approx(9.144, abs=1e-3)
    assert found[POISSON].normalised_ratio == pytest.approx(4.449, abs=1e-3)
    assert found[LOGNORMAL].degenerate
    assert found[TRUNCATED].log_ratio == pytest.approx(-0.906, abs=1e-3)
    assert found[TRUNCATED].p == pytest.approx(0.178, abs=1e-3)
