from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from clusternet.kernels.families import adjusted, draws_needed, with_adjusted


def test_q_is_scipys_and_holm_is_by_its_definition():
    p = np.random.default_rng(0).random(40) ** 3
    holm, q = adjusted(p)
    assert q == pytest.approx(stats.false_discovery_control(p))
    order = np.argsort(p)
    largest = 0.0
    for place, at in enumerate(order):
        largest = max(largest, min(1.0, (p.size - place) * p[at]))
        assert holm[at] == pytest.approx(largest)
    assert (p <= q).all()
    assert (q <= holm).all()


def test_tests_that_were_not_made_are_not_of_the_family():
    holm, q = adjusted([np.nan, 0.02, np.nan])
    assert holm[1] == q[1] == 0.02
    assert np.isnan([holm[0], q[2]]).all()
    assert adjusted([])[0].size == 0


def test_the_columns_stand_beside_p():
    found = with_adjusted(pd.DataFrame({"x": [1, 2], "p": [0.04, 0.01], "y": [3, 4]}))
    assert list(found) == ["x", "p", "p_holm", "q", "y"]
    assert found["p_holm"].tolist() == [0.04, 0.02]


@pytest.mark.parametrize("tests", [1, 3, 16, 56, 3249])
def test_so_many_draws_are_just_enough(tests):
    needed = draws_needed(tests)
    assert tests / (needed + 1) <= 0.05 + 1e-12
    assert tests / needed > 0.05


def test_nothing_is_found_in_nothing():
    rng = np.random.default_rng(5)
    found = [[(each < 0.05).any() for each in adjusted(rng.random(20))] for _ in range(400)]
    assert (np.mean(found, axis=0) < 0.08).all()


def test_all_columns_of_tests_are_one_family():
    frame = pd.DataFrame({"random_p": [0.01, 0.02], "p": [0.03, 0.04]})
    found = with_adjusted(frame)
    assert list(found) == ["random_p", "random_p_holm", "random_q", "p", "p_holm", "q"]
    assert found["random_p_holm"].tolist() == [0.04, 0.06]
    assert found["q"].tolist() == [0.04, 0.04]
    pd.testing.assert_frame_equal(with_adjusted(found), found)
    assert with_adjusted(found.head(1))["random_p_holm"].tolist() == [0.02]
