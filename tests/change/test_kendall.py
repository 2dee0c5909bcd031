from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from clusternet.change.kendall import mann_kendall


def s_of(values) -> int:
    return sum((b > a) - (b < a) for i, a in enumerate(values) for b in values[i + 1 :])


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), max_size=5), st.lists(st.integers(0, 3), max_size=3))
def test_p_counts_the_orders_within_stretches(one, two):
    found = mann_kendall([one, two])
    orders = [[s_of(order) for order in permutations(each)] for each in (one, two)]
    all_s = [a + b for a, b in product(*orders)]
    assert found.s == s_of(one) + s_of(two)
    assert found.p == pytest.approx(np.mean([abs(s) >= abs(found.s) for s in all_s]))
    assert found.least == pytest.approx(np.mean([abs(s) == max(map(abs, all_s)) for s in all_s]))
    assert found.n == len(one) + len(two)


def test_p_without_ties_is_scipys_exact_one():
    rng = np.random.default_rng(3)
    for n in range(3, 13):
        values = rng.normal(size=n)
        wanted = stats.kendalltau(np.arange(n), values, method="exact").pvalue
        assert mann_kendall([values.tolist()]).p == pytest.approx(wanted)


def test_noise_is_called_a_trend_at_the_nominal_rate_at_most():
    rng = np.random.default_rng(5)
    p = np.array(
        [mann_kendall([draw[:6].tolist(), draw[6:].tolist()]).p for draw in rng.normal(size=(2000, 9))]
    )
    assert 0.025 < (p < 0.05).mean() < 0.055


def test_a_long_series_stays_exact():
    found = mann_kendall([list(range(60))])
    assert found.s == found.pairs == 1770
    assert 0 < found.p < 1e-80
    assert mann_kendall([[1.0] * 5]).p == mann_kendall([]).p == mann_kendall([]).least == 1.0
