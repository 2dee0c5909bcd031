"""Fits beside those of the package `powerlaw`: equal where it is right; where it is not, shown not to be."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from clusternet.structure.degree import fit_power_law
from sequences import sequence

powerlaw = pytest.importorskip("powerlaw", minversion="2.0")
WIDE = {"parameter_ranges": {"alpha": [1, 6]}}


def by_the_package(degrees, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = powerlaw.Fit(degrees[degrees > 0], discrete=True, verbose=False, **options)
        return fit.xmin, fit.power_law.alpha, fit.power_law.D


def test_fits_of_a_true_power_law_agree():
    degrees = np.random.default_rng(5).zipf(2.4, 3000)
    ours = fit_power_law(degrees)
    _, alpha, distance = by_the_package(degrees, xmin=ours.xmin, estimate_discrete=False, **WIDE)
    assert ours.alpha == pytest.approx(alpha, abs=1e-3)
    assert ours.ks == pytest.approx(distance, abs=1e-3)


@pytest.mark.parametrize(
    "name", ["celegans-outdegree", "native_american", "us_american", "plfit_discrete_data"]
)
def test_fits_of_real_degrees_agree_once_its_range_is_widened(shared, name):
    degrees = sequence(shared / "data" / "degree_sequences" / f"{name}.txt")
    ours = fit_power_law(degrees)
    _, alpha, _ = by_the_package(degrees, xmin=ours.xmin, estimate_discrete=False, **WIDE)
    assert ours.alpha == pytest.approx(alpha, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "alpha", "xmin"), [("celegans-outdegree", 3.3778, 11), ("condmat2005-degree", 3.6861, 49)]
)
def test_its_default_range_ends_at_three_and_moves_xmin(shared, name, alpha, xmin):
    degrees = sequence(shared / "data" / "degree_sequences" / f"{name}.txt")
    ours = fit_power_law(degrees)
    assert (ours.xmin, ours.alpha) == (xmin, pytest.approx(alpha, abs=1e-3))
    assert by_the_package(degrees)[0] < xmin
    assert by_the_package(degrees, xmin=xmin)[1] == pytest.approx(3.0, abs=1e-2)


def test_its_approximation_errs_at_a_small_xmin():
    degrees = np.random.default_rng(6).zipf(2.4, 3000)
    exact = fit_power_law(degrees, xmin=1)
    tail = degrees.astype(float)
    approximate = 1 + len(tail) / np.log(tail / 0.5).sum()  # x_min - 1/2, as its estimate for discrete data
    assert abs(exact.alpha - 2.4) < 3 * exact.alpha_se
    assert abs(approximate - 2.4) > 10 * exact.alpha_se
