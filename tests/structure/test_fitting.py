"""The discrete power law that fits the tail of degrees."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import special

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.structure import degree
from clusternet.structure.fitting import fit_power_law
from sequences import sequence
from strategies import networks


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


@pytest.mark.slow
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


def test_the_package_goes_on_with_the_same_degrees():
    values = np.random.default_rng(5).zipf(2.4, 3000)
    fit = fit_power_law(np.append(values, [0, 0]))
    theirs = fit.as_powerlaw()
    assert fit.degrees.tolist() == sorted(values.tolist())
    assert theirs.discrete
    assert theirs.estimate_discrete is False
    assert (theirs.xmin, theirs.n_tail) == (fit.xmin, fit.n_tail)
    law = theirs.power_law
    assert law.alpha == pytest.approx(fit.alpha, abs=1e-3)
    assert law.loglikelihoods(theirs.data).sum() == pytest.approx(fit.log_likelihood, abs=1e-3)
    assert theirs.parameter_ranges == {"alpha": [0, None]}


def test_the_package_follows_an_exponent_over_3():
    fit = fit_power_law(np.random.default_rng(7).zipf(4.5, 3000), xmin=1)
    assert fit.as_powerlaw().power_law.alpha == pytest.approx(fit.alpha, abs=1e-3)
    assert fit.alpha > 4


def test_without_an_exponent_there_is_nothing_to_go_on_from():
    with pytest.raises(ClusternetError, match="fewer than two different degrees"):
        fit_power_law(np.array([4, 4, 0])).as_powerlaw()


def test_equal_fits_are_equal_whatever_their_degrees():
    one, two = (fit_power_law(np.array(values)) for values in ([1, 1, 2, 3], [3, 2, 1, 1]))
    assert one == two
    assert hash(one) == hash(two)
    assert "degrees" not in repr(one)
