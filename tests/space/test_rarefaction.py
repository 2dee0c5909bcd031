"""Years of different size, from one distribution: what is said of their difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.resampling import Effective, Resampling
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.places import china
from clusternet.space import flows, polarisation
from clusternet.space.concentration import parts
from clusternet.space.rarefaction import equal, judged

PLACES = list(china.MAINLAND)
MANY = Effective(50, 50)
RANKED = 1 / np.arange(1, 32) ** 1.2
SHARES = RANKED / RANKED.sum()


def two_years(seed: int, *sizes: tuple[int, int], move: float = 0.0) -> ValueNetwork:
    """Draw so many relations of so many sample firms in 2020 and 2021; ``move`` of the later to Beijing."""
    random = np.random.default_rng(seed)
    firms = max(count for count, _ in sizes)
    home = random.choice(31, firms, p=SHARES)
    ties, nodes = [], [(f"s{i}", "sample", PLACES[where]) for i, where in enumerate(home)]
    for place, (count, relations) in enumerate(sizes):
        firm = random.choice(random.permutation(firms)[:count], relations)
        other = np.where(random.random(relations) < 0.35, home[firm], random.choice(31, relations, p=SHARES))
        other = np.where(random.random(relations) < move * place, 0, other)
        partners = [f"p{place}_{i}" for i in range(relations)]
        nodes += [(name, "partner", PLACES[where]) for name, where in zip(partners, other, strict=True)]
        ties += [(f"s{i}", name, 2020 + place) for i, name in zip(firm, partners, strict=True)]
    return from_frames(
        pd.DataFrame(ties, columns=["source", "target", "year"]),
        pd.DataFrame(nodes, columns=["id", "kind", "province"]),
    )


def changed(net: ValueNetwork, seed: int = 0) -> pd.DataFrame:
    table = polarisation.changes(net, poles=PLACES[:3], resampling=Resampling(100, seed))
    return table[table["period"].eq("annual")].set_index(["side", "measure"])


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [((100, 150), (100, 900)), ((60, 200), (300, 1000))])
def test_more_relations_alone_are_no_change(sizes):
    said = [changed(two_years(seed, *sizes), seed) for seed in range(10)]
    claimed = pd.concat([each["verdict"].ne("undetermined") for each in said], axis=1)
    assert claimed.to_numpy().mean() < 0.12  # 5 percent and chance; benchmarks/ has more runs
    off = pd.concat([each["compared_change"] for each in said], axis=1)
    seen = pd.concat([each["change"] for each in said], axis=1)
    for moved in (("flow", "gini"), ("flow", "entropy")):
        assert abs(seen.loc[moved].mean()) > 3 * abs(off.loc[moved].mean())


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [((100, 150), (100, 900)), ((60, 200), (300, 1000))])
def test_false_verdicts_are_five_in_a_hundred(sizes):
    runs = 100
    said = [changed(two_years(seed, *sizes), seed)["verdict"].ne("undetermined") for seed in range(runs)]
    share = pd.concat(said, axis=1).mean(axis=1)
    assert share.mean() < 0.08
    assert share.max() <= 0.12, share  # 5 percent and three standard errors


def test_a_change_is_still_found():
    table = changed(two_years(1, (150, 400), (150, 2000), move=0.5))
    assert table.loc[("input", "hhi"), "verdict"] == "rises"
    assert table.loc[("input", "entropy"), "verdict"] == "falls"
    assert table.loc[("input", "gini"), "verdict"] == "rises"
    assert table.loc[("flow", "rest_to_pole"), "verdict"] == "rises"
    assert table["p"].between(0, 1).all()
    assert table.loc[("input", "gini"), "compared_relations"] == pytest.approx(400, rel=0.05)
    assert np.isnan(table.loc[("flow", "rest_to_pole"), "compared_relations"])


def test_sizes_are_equal_in_relations_and_in_active_firms():
    net = two_years(3, (60, 200), (240, 2400))
    where = flows.places_of(net, level="province")
    first, last, *_ = parts(net, level="province", poles=None, count="relations", places=where)
    sizes = equal(first, last)
    assert sizes.firms == (1.0, pytest.approx(0.25, abs=0.02))
    assert sizes.relations == (1.0, pytest.approx(1 / 3, abs=0.04))
    assert sizes.left_relations == pytest.approx(200, rel=0.02)
    assert sizes.left_firms == pytest.approx(len(np.unique(first.source)), rel=0.05)
    same = equal(first, first)
    assert (same.firms, same.relations) == ((1, 1), (1, 1))


def test_what_is_undefined_or_of_few_firms_has_no_verdict():
    found = np.array([0.2, 0.3] * 10)
    assert judged(found, Effective(9, 9)).verdict == "undetermined"
    assert judged(found, Effective(9, 9)).change == pytest.approx(0.25)
    assert judged(np.where(np.arange(20) < 4, np.nan, found), MANY).verdict == "undetermined"
    assert judged(found, MANY).verdict == "rises"
    assert judged(-found, MANY, observed=-0.25).verdict == "falls"
    assert judged(np.full(20, 0.0), MANY).verdict == "undetermined"
