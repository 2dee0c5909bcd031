from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from clusternet.change.steps import step_test


def one(values, years=None):
    return step_test([range(len(values)) if years is None else years], [values])


@pytest.mark.parametrize(("rising", "falling"), [(6, 0), (5, 1), (9, 1), (3, 3), (0, 7), (1, 0)])
def test_p_is_that_of_the_binomial(rising, falling):
    steps = [1.5] * rising + [-1.0] * falling + [0.0]
    found = one(np.cumsum([0.0, *steps]).tolist())
    assert found.p == pytest.approx(stats.binomtest(rising, rising + falling).pvalue)
    assert (found.steps, found.rising, found.falling) == (len(steps), rising, falling)


def test_the_slope_is_sens_and_by_years():
    years, values = [2014, 2015, 2018, 2020], [1.0, 4.0, 5.0, 11.0]
    assert one(values, years).slope == pytest.approx(stats.theilslopes(values, years).slope)
    apart = step_test([[2014, 2015], [2016, 2017]], [[1.0, 2.0], [9.0, 10.0]])
    assert (apart.slope, apart.steps) == (1.0, 2)  # not over the break


def test_six_steps_are_the_first_to_have_an_interval():
    assert np.isnan(one([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).low)
    found = one([0.0, 1.0, 3.0, 6.0, 10.0, 15.0, 21.0])
    assert (found.low, found.high) == (1.0, 6.0)
    nine = one(np.cumsum([0, *range(1, 10)]).tolist())
    assert (nine.low, nine.high) == (2.0, 8.0)


@pytest.mark.parametrize("memory", [0.5, 1.0])
def test_the_interval_holds_the_drift(memory):
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(300):
        noise = rng.normal(size=29)
        for at in range(1, noise.size):
            noise[at] += memory * noise[at - 1]
        found = one((noise[20:] + 0.7 * np.arange(9)).tolist())
        held += found.low <= 0.7 <= found.high
    assert held / 300 >= 0.95 - 2.5 * np.sqrt(0.05 * 0.95 / 300)
