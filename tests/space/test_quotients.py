"""Quotients where there is no specialisation, and where there is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.resampling import Resampling, draws_of
from clusternet.network.value_network import from_frames
from clusternet.space import flows
from clusternet.space.quotients import (
    Tally,
    exact,
    halves,
    halves_of_counts,
    intervals,
    reliability,
)


def tally(seed: int, *, tilt: float = 0.0, firms: int = 300, relations: int = 2000) -> Tally:
    """Relations of firms of few fields each, which ``tilt`` makes those of their place."""
    random = np.random.default_rng(seed)
    home = random.choice(8, firms, p=np.array([8, 7, 6, 5, 4, 3, 2, 1]) / 36)
    leaning = np.exp(tilt * random.normal(size=(8, 6)))
    own = np.array([random.dirichlet(2 * row / row.sum()) for row in leaning[home]])
    firm = random.integers(0, firms, relations)
    field = (own.cumsum(axis=1)[firm] < random.random(relations)[:, None]).sum(axis=1).clip(0, 5)
    every = np.ones(firms, dtype=bool)
    return Tally(home[firm], field, np.ones(relations), firm, firm, every, (8, 6))


def whole(found: Tally) -> np.ndarray:
    cells = np.zeros(found.shape)
    np.add.at(cells, (found.row, found.column), found.amount)
    return cells


def test_by_hand():
    each = np.arange(4)
    found = Tally(
        np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1]), np.ones(4), each, each, np.ones(4, dtype=bool), (2, 2)
    )
    assert [end.tolist() for end in found.cells] == [[0, 1, 1], [0, 0, 1]]
    assert found.quotients(found.values(np.empty((0, 4))))[0].tolist() == pytest.approx([4 / 3, 2 / 3, 2])
    assert found.effective.tolist() == [2, 1, 1]
    twice = found.values(np.array([[2.0, 0, 1, 1]]))
    assert twice.tolist() == [[2, 1, 1], [2, 1, 1]]
    assert intervals(found, found.values(np.ones((9, 4))))[["low", "p"]].isna().all(axis=None)  # a handful


def test_without_specialisation_p_is_small_in_five_percent_and_the_exact_one_far_more_often():
    small, taken = [], []
    for seed in range(12):
        found = tally(seed)
        sure = intervals(found, found.values(draws_of(found.firm, Resampling(99, seed))))
        tested = sure[sure["p"].notna()]
        small.append(tested["p"] < 0.05)
        taken.append(tested["p_exact"] < 0.05)
    assert pd.concat(small).size > 200
    assert pd.concat(small).mean() < 0.08
    assert pd.concat(taken).mean() > 0.2


def test_specialisation_is_found_and_the_interval_holds_the_quotient():
    found = tally(1, tilt=1.2)
    sure = intervals(found, found.values(draws_of(found.firm, Resampling(99))))
    quotient = found.quotients(found.values(np.empty((0, found.firm.size))))[0]
    tested = sure["p"].notna()
    assert (sure["low"] < quotient)[tested].all()
    assert (quotient < sure["high"])[tested].all()
    assert (sure["p"] < 0.01).sum() >= 5
    assert sure["p"].isna().equals(sure["low"].isna())


def test_reliability_tells_chance_from_specialisation():
    none = [reliability(whole(found), halves(found)) for found in map(tally, range(8))]
    some = tally(3, tilt=1.2)
    assert abs(np.mean(none)) < 0.3
    assert reliability(whole(some), halves(some)) > 0.6
    random = np.random.default_rng(2)
    chance = random.multinomial(3000, np.full(48, 1 / 48)).reshape(8, 6).astype(float)
    assert reliability(chance, halves_of_counts(chance)) < 0.4
    assert np.isnan(reliability(np.ones((2, 1)), halves_of_counts(np.ones((2, 1)))))
    one, other = halves(some)
    assert (one + other == whole(some)).all()


def test_the_exact_p_is_fishers():
    from scipy.stats import hypergeom

    found = tally(0)
    cells = whole(found)
    value, row, column = cells[0, 0], cells[0].sum(), cells[:, 0].sum()
    law = hypergeom(cells.sum(), row, column)
    assert exact(found)[0] == pytest.approx(min(1, 2 * min(law.cdf(value), law.sf(value - 1))))
    heavy = Tally(found.row, found.column, found.amount / 3, *[found.source] * 2, found.firm, found.shape)
    assert np.isnan(exact(heavy)).all()


def test_flows_have_theirs():
    random = np.random.default_rng(4)
    nodes = pd.DataFrame({"id": [f"s{i}" for i in range(60)]})
    nodes["province"] = random.choice(["北京市", "广东省", "云南省"], 60)
    here = nodes["province"].to_numpy()
    ends = random.integers(0, 60, (900, 2))
    ends = ends[(here[ends[:, 0]] == here[ends[:, 1]]) | (random.random(900) < 0.4)]
    ties = pd.DataFrame({"source": [f"s{i}" for i in ends[:, 0]], "target": [f"s{i}" for i in ends[:, 1]]})
    net = from_frames(ties, nodes)
    matrix = flows.matrix(net)
    found = flows.sure(net, matrix, resampling=Resampling(99, 2))
    table = flows.largest(matrix, 0).merge(found, on=["source", "target"])
    assert len(table) == 9
    intra = table["type"].eq("intra")
    assert (table.loc[intra, "p"] < 0.05).all()
    assert (table["expected_ratio_low"] < table["expected_ratio"]).all()
    assert (table["expected_ratio"] < table["expected_ratio_high"]).all()
    assert table["seed"].eq(2).all()
