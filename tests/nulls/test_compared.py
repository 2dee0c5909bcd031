from __future__ import annotations

import numpy as np
from scipy import stats

from clusternet.nulls.compared import compare


def test_p_is_uniform_where_the_observed_value_is_one_more_null():
    rng = np.random.default_rng(1)
    p = [compare(values[0], values[1:]).p for values in rng.exponential(size=(4000, 20))]
    counts = np.bincount(np.round(np.array(p) * 20).astype(int), minlength=21)[1:]
    assert stats.chisquare(counts).pvalue > 0.001


def test_undefined_replicates_are_counted_out():
    found = compare(1.0, [float("nan"), 2.0, 4.0])
    assert (found.replicates, found.null_mean, found.ratio) == (2, 3.0, 1 / 3)
    nothing = compare(float("nan"), [1.0])
    assert np.isnan(nothing.p)
    assert compare(0.1 + 0.2, [0.3] * 9).p == 1.0  # rounding is no difference


def test_no_z_where_a_few_huge_values_make_the_spread():
    rng = np.random.default_rng(0)
    usual = rng.normal(size=199)
    assert np.isfinite(compare(3.0, usual).z)
    assert np.isfinite(compare(3.0, rng.normal(size=9)).z)
    huge = np.concatenate([usual[:197], [400.0, 390.0]])
    found = compare(3.0, huge)
    assert np.isnan(found.z)
    assert found.null_sd > 30
    assert found.p > 0.005
