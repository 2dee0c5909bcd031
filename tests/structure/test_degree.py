from __future__ import annotations

import json
from pathlib import Path

import igraph
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy import special

from clusternet.conventions import GEPHI
from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.network.value_network import from_frames
from clusternet.structure import degree
from clusternet.structure.degree import fit_power_law
from sequences import sequence
from strategies import networks


@settings(max_examples=60, deadline=None)
@given(networks())
def test_shares_rise_to_one(net):
    for direction in degree.DIRECTIONS:
        found = degree.concentration(net, direction=direction, shares=[0.01, 0.3, 0.7, 1])
        assert found["share_of_links"].is_monotonic_increasing
        assert found["share_of_links"].iat[-1] == 1
        assert found["base_n"].eq(len(net.nodes)).all()
        assert 0 <= found["gini"].iat[0] < 1


@settings(max_examples=60, deadline=None)
@given(networks())
def test_gini_is_the_mean_difference(net):
    values = degree.degrees(net, "total")
    wanted = np.abs(values[:, None] - values).mean() / (2 * values.mean())
    assert degree.gini(values) == pytest.approx(wanted)


def test_number_of_nodes_is_rounded():
    ties = [(f"s{place}", "hub") for place in range(24)] + [("hub", "s0")]
    net = from_frames(pd.DataFrame(ties, columns=["source", "target"]))
    found = degree.concentration(net, direction="in", shares=[0.1, 0.05, 0.001])
    assert found["nodes"].tolist() == [2, 1, 1]
    assert found["links"].tolist() == [25, 24, 24]
    positive = degree.concentration(net, direction="in", base="positive", shares=[0.5])
    assert (positive["base_n"].iat[0], positive["base"].iat[0]) == (2, "nodes with a positive in-degree")


def test_centralisation_of_a_star_and_of_a_ring():
    star = np.array([4, 0, 0, 0, 0])
    assert degree.centralisation(star, "out") == 1
    assert degree.centralisation(np.array([8, 2, 2, 2, 2]), "total") == 1
    assert degree.centralisation(np.full(5, 2), "total") == 0
    assert np.isnan(degree.centralisation(np.array([1, 1]), "out"))


def test_an_undirected_star_is_as_central_as_can_be():
    ties = [("hub", f"leaf{place}") for place in range(4)]
    star = from_frames(pd.DataFrame([*ties, ("hub", "hub")], columns=["source", "target"]))
    for direction in degree.DIRECTIONS:
        assert degree.centralisation_of(star, direction, convention=GEPHI.undirected()) == 1
    assert degree.centralisation_of(star, "out") == 1
    graph = igraph.Graph.Star(5, mode="undirected")
    assert sum(4 - each for each in graph.degree()) == 4 * 3


def test_ties_at_the_cut_are_told():
    ties = [("a", "x"), ("a", "y"), ("b", "x"), ("c", "x"), ("d", "x"), ("e", "y")]
    found = degree.concentration(
        from_frames(pd.DataFrame(ties, columns=["source", "target"])), shares=[0.4, 0.15, 1]
    )
    assert found["nodes"].tolist() == [3, 1, 7]
    assert found["cut_degree"].tolist() == [1, 2, 0]
    assert found["tied"].tolist() == [4, 1, 2]
    assert found["tied_counted"].tolist() == [2, 1, 2]


def test_nothing_to_count():
    empty = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "weight": [0]}))
    found = degree.concentration(empty, base="positive")
    assert found["nodes"].tolist() == found["links"].tolist() == found["base_n"].tolist() == [0, 0, 0]
    assert found[["share_of_links", "gini"]].isna().all(axis=None)
    assert degree.lorenz(empty)["share_of_links"].isna().all()


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_lorenz_curve_holds_the_gini_coefficient(net):
    for base in degree.BASES:
        curve = degree.lorenz(net, direction=degree.DIRECTIONS, base=base)
        table = degree.concentration(net, direction=degree.DIRECTIONS, base=base, shares=[1])
        for direction, gini in zip(table["direction"], table["gini"], strict=True):
            part = curve[curve["direction"].eq(direction)]
            x, y = part["share_of_nodes"].to_numpy(), part["share_of_links"].to_numpy()
            assert (x[0], y[0], x[-1], y[-1]) == (0, 0, 1, 1)
            assert 1 - np.sum(np.diff(x) * (y[1:] + y[:-1])) == pytest.approx(gini, abs=1e-12)
            assert (np.diff(y) / np.diff(x)).tolist() == sorted(np.diff(y) / np.diff(x))


def test_figure_15_of_the_report(shipped):
    net = shipped.relation("technology").platforms().until(2021)
    found = degree.concentration(net)
    assert found["base_n"].eq(17132).all()
    assert found["nodes"].tolist() == [1713, 171, 17]
    for share, published in zip(found["share_of_links"], (0.7260, 0.5420, 0.3150), strict=True):
        assert share == pytest.approx(published, abs=0.005)  # the tolerance the synthetic network was made to


def test_senseless_requests_are_refused(village):
    for options in (
        {"direction": []},
        {"direction": ["out", "up"]},
        {"shares": [0]},
        {"shares": [1.5]},
        {"direction": "up"},
        {"base": "some"},
    ):
        with pytest.raises(ClusternetError):
            degree.concentration(village, **options)


def published(shared: Path) -> list[tuple[np.ndarray, dict]]:
    cases = json.loads((shared / "cases" / "powerlaw_cases.json").read_text(encoding="utf-8"))
    return [(sequence(shared / each["file"]), each["expected"]) for each in cases]


def test_published_fits(shared):
    for degrees, expected in published(shared):
        found, exact = fit_power_law(degrees), expected.get("exact", {})
        assert found.xmin == expected["xmin"]
        alpha = exact.get("alpha", expected.get("alpha_exact", expected["alpha"]))
        assert found.alpha == pytest.approx(alpha, abs=1e-3)
        assert found.ks == pytest.approx(exact.get("D", expected.get("D")), abs=1e-3)
        likelihood = exact.get("L", expected.get("L"))
        if likelihood is not None:
            assert found.log_likelihood == pytest.approx(likelihood, abs=1e-2)
        if "ntail" in expected:
            assert found.n_tail == expected["ntail"]


def test_published_p_values(shared):
    replicates = 200 if engine.level() != "pure" else 0
    for degrees, expected in published(shared):
        p = expected.get("exact", expected).get("p")
        if p is None or not replicates:
            continue
        found = fit_power_law(degrees, bootstrap=replicates)
        assert abs(found.p - p) <= 3 * np.sqrt(p * (1 - p) * (1 / replicates + 1 / 1000))
        assert found.xmin_low <= found.xmin_high
        assert found.alpha_low <= found.alpha_high


def test_a_small_case_is_pinned():
    found = fit_power_law(np.repeat([0, 1, 2, 3, 5, 9, 30], [7, 60, 20, 10, 6, 4, 1]), bootstrap=100)
    again = fit_power_law(np.repeat([0, 1, 2, 3, 5, 9, 30], [7, 60, 20, 10, 6, 4, 1]), bootstrap=100)
    assert found == again
    assert (found.n, found.zeros, found.xmin, found.n_tail) == (101, 7, 1, 101)
    assert found.alpha == pytest.approx(2.140783, abs=1e-5)
    assert found.ks == pytest.approx(0.0594454, abs=1e-6)
    assert found.p == 0.04
    assert found.alpha_low < found.alpha < found.alpha_high
    fixed = fit_power_law(np.repeat([1, 2, 3, 5, 9, 30], [60, 30, 20, 6, 4, 1]), xmin=2, bootstrap=20)
    assert (fixed.xmin, fixed.n_tail, fixed.xmin_low, fixed.xmin_high) == (2, 61, 2, 2)


def test_the_distance_counts_the_gaps():
    found = fit_power_law(np.repeat([1, 100], [50, 50]))  # farthest at 99, which does not occur
    every = np.arange(1, 101)
    model = 1 - special.zeta(found.alpha, every + 1) / special.zeta(found.alpha, 1)
    data = np.where(every < 100, 0.5, 1.0)
    assert found.ks == pytest.approx(np.abs(model - data).max(), abs=1e-9)
    assert found.ks > np.abs(model - data)[[0, 99]].max() + 0.1


@pytest.mark.parametrize(
    ("degrees", "why"),
    [
        ([], "one value"),
        ([0, 0, 4], "one value"),
        ([1] * 20 + [2] * 9, "small tail"),
        ([3] * 2000 + [4] * 5, "steep"),
    ],
)
def test_degenerate_degrees_are_fitted_and_not_tested(degrees, why):
    found = fit_power_law(np.array(degrees, dtype=np.int64), bootstrap=10)
    assert found.degenerate == why
    assert found.bootstrap == 0
    assert np.isnan([found.p, found.alpha_low, found.xmin_high]).all()
    assert np.isnan(found.alpha) == (why == "one value")


@settings(max_examples=60, deadline=None)
@given(networks())
def test_every_network_can_be_fitted(net):
    for direction in degree.DIRECTIONS:
        values = degree.degrees(net, direction)
        found = fit_power_law(values, bootstrap=3)
        assert found.n + found.zeros == values.size
        assert found.n_tail == (values >= max(found.xmin, 1)).sum()
        assert np.isnan(found.p) == bool(found.degenerate)


def test_a_true_power_law_is_rejected_as_often_as_it_should_be():
    if engine.level() == "pure":
        pytest.skip("slow without the compiled kernels")
    rng = np.random.default_rng(11)
    p = [fit_power_law(rng.zipf(2.5, 400), bootstrap=60, seed=trial).p for trial in range(100)]
    assert np.mean(np.array(p) <= 0.1) < 0.2  # 0.1 and three standard errors
    assert 0.3 < np.median(p) < 0.7


def test_a_lognormal_is_rejected():
    rng = np.random.default_rng(12)
    degrees = np.rint(rng.lognormal(1.0, 0.6, 20_000)).astype(np.int64)
    assert fit_power_law(degrees, xmin=1, bootstrap=20).p == 0


def test_senseless_fits_are_refused():
    ones = np.array([1, 2, 3])
    for values, options in (
        (np.array([1.5]), {}),
        (np.array([-1]), {}),
        (ones, {"xmin": 0}),
        (ones, {"bootstrap": -1}),
        (ones, {"seed": -1}),
    ):
        with pytest.raises(ClusternetError):
            fit_power_law(values, **options)
