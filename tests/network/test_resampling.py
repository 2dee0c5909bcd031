from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Effective, Resampling, draws, effective, halves, margin, times
from clusternet.network.value_network import from_frames


def test_sample_firms_alone_are_drawn(village):
    net = village.until(2020)
    drawn = draws(net, Resampling(50, seed=2))
    firms = net.kinds.eq("sample").to_numpy()
    assert (drawn[:, firms].sum(axis=1) == firms.sum()).all()
    assert np.isnan(drawn[:, ~firms]).all()
    assert (draws(net, Resampling(50, seed=2))[:, firms] == drawn[:, firms]).all()


def test_every_node_is_a_firm_where_the_data_name_no_kinds():
    net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    drawn = draws(net, Resampling(400))
    assert drawn.mean(axis=0) == pytest.approx(np.ones(3), abs=0.15)


@pytest.mark.parametrize("wrong", [{"replicates": -1}, {"seed": -1}])
def test_senseless_numbers_are_refused(wrong):
    with pytest.raises(ClusternetError, match="from 0 on"):
        Resampling(**wrong)


def test_a_relation_between_two_firms_counts_as_the_product_of_their_draws():
    drawn = np.array([[2.0, 0.0, np.nan], [1.0, 3.0, np.nan]])
    source, target = np.array([0, 0, 1, 2, 1]), np.array([1, 2, 1, 2, 0])
    assert times(drawn, source, target).T.tolist() == [[0, 2, 0, 1, 0], [3, 1, 3, 1, 3]]


def test_the_variance_of_a_sum_over_dyads_is_that_of_the_firms():
    random = np.random.default_rng(1)
    firms = 40
    source, target = random.integers(0, firms, (2, 2000))
    value = random.normal(size=firms)[source] + random.normal(size=firms)[target]
    drawn = random.multinomial(firms, np.full(firms, 1 / firms), 2000).astype(float)
    held = np.bincount(source, value, firms) + np.bincount(target, value, firms)
    by_firm = np.sqrt(((held - held.mean()) ** 2).sum())
    counted = times(drawn, source, target)
    spread = (value @ counted).std()
    assert 0.9 * by_firm < spread < 1.5 * by_firm  # the mean of the two draws would give half


def test_halves_come_in_pairs_and_hold_no_firm_twice(village):
    net = village.until(2020)
    kept = halves(net, Resampling(7, seed=1))
    firms = net.kinds.eq("sample").to_numpy()
    assert len(kept) == 6
    assert (kept[::2, firms] == kept[1::2, firms]).all()
    assert set(kept[:, firms].ravel()) == {0.0, 1.0}
    assert (kept[:, firms].sum(axis=1) == firms.sum() // 2).all()
    assert np.isnan(kept[:, ~firms]).all()


def test_few_firms_that_hold_most_are_few_and_widen_an_interval():
    firm = np.array([True] * 4 + [False])
    source, target = np.array([0, 1, 2, 3]), np.full(4, 4)
    assert effective(firm, source, target, np.ones(4)) == (4, 4)
    few = effective(firm, source, target, np.array([97.0, 1, 1, 1]))
    assert few.firms < 1.1
    assert few.degrees == pytest.approx(1, abs=0.001)
    assert effective(~firm, source[:0], target[:0], np.ones(0)) == (0, 0)
    assert np.isnan(margin(Effective(9.9, 9.9)))
    assert margin(Effective(12, 12)) > margin(Effective(50, 50)) > 1.96
    assert margin(Effective(50, 5)) > margin(Effective(50, 50))
