"""Fits beside those of the package `powerlaw`: equal where it is right; where it is not, shown not to be."""

from __future__ import annotations

import csv
import io
import warnings

import numpy as np
import pandas as pd
import powerlaw
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.value_network import from_frames
from clusternet.notes import degrees as notes
from clusternet.structure import crosscheck
from clusternet.structure.fitting import fit_power_law
from sequences import sequence

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


def compared(degrees, **options):
    """Return the cross-check by setting, measure and law."""
    found = crosscheck.compare(fit_power_law(degrees, **options), search="xmin" not in options)
    return found.fillna({"law": "", "cause": ""}).set_index(["settings", "measure", "law"])


def causes(found):
    return found["cause"].to_dict()


def test_a_true_power_law_is_the_same_in_both():
    found = compared(np.random.default_rng(5).zipf(2.4, 3000))
    said = causes(found)
    for settings in (crosscheck.OUR_XMIN, crosscheck.OWN_XMIN, crosscheck.DEFAULTS):
        for measure in ("xmin", "alpha", "ks", "n_tail", "log_likelihood"):
            assert said[settings, measure, ""] == "", (settings, measure)
        assert said[settings, "alpha_se", ""] == crosscheck.CONTINUOUS
    assert said[crosscheck.OUR_XMIN, "log_ratio", "exponential"] == ""
    assert (found["difference"] == found["powerlaw"] - found["clusternet"]).all()


@pytest.mark.slow
def test_an_exponent_over_3_is_out_of_its_default_range(shared):
    degrees = sequence(shared / "data" / "degree_sequences" / "celegans-outdegree.txt")
    found = compared(degrees)
    xmin, alpha = ((crosscheck.DEFAULTS, measure, "") for measure in ("xmin", "alpha"))
    assert found.loc[xmin, "clusternet"] == 11
    assert found.loc[xmin, "powerlaw"] < 11
    assert causes(found)[xmin] == crosscheck.RANGE
    assert causes(found)[alpha] == crosscheck.ANOTHER
    assert causes(found)[crosscheck.OWN_XMIN, "xmin", ""] == ""
    steep = compared(np.random.default_rng(7).zipf(4.5, 200))
    assert causes(steep)[crosscheck.OUR_XMIN, "alpha", ""] == ""


def test_the_package_looks_at_no_gap():
    degrees = np.repeat([1, 2, 100], [60, 20, 20])  # farthest at 99, which does not occur
    found = compared(degrees, xmin=1)
    ks = crosscheck.OUR_XMIN, "ks", ""
    assert found.loc[ks, "powerlaw"] < found.loc[ks, "clusternet"] - 0.02
    assert causes(found)[ks] == crosscheck.POINTS
    assert set(found.index.get_level_values("settings")) == {crosscheck.OUR_XMIN}


def test_laws_at_their_limit_are_told_from_laws_that_were_not_found():
    found = compared(np.repeat([1, 2, 100], [60, 20, 20]), xmin=1)
    lognormal = crosscheck.OUR_XMIN, "log_ratio", "lognormal"
    assert found.loc[lognormal, "clusternet"] == 0
    assert causes(found)[lognormal] == crosscheck.ROUNDED
    assert tuple(notes._CAUSES) == crosscheck.CAUSES


def test_a_small_tail_has_no_other_laws():
    found = compared(np.repeat([1, 2, 3], [20, 8, 3]))
    assert set(found.index.get_level_values("law")) == {""}


@pytest.mark.slow
def test_an_approximation_from_xmin_10_on():
    degrees = np.random.default_rng(3).zipf(1.8, 4000)
    degrees = degrees[(degrees >= 10) & (degrees < 10**6)]
    found = compared(np.concatenate((degrees, np.repeat([1, 2, 3], [3000, 20, 20]))))
    assert found.loc[(crosscheck.DEFAULTS, "xmin", ""), "powerlaw"] >= 10
    said = causes(found)[crosscheck.DEFAULTS, "alpha", ""]
    gap = abs(found.loc[(crosscheck.DEFAULTS, "alpha", ""), "difference"])
    assert said in ("", crosscheck.CLOSED, crosscheck.ANOTHER)
    assert (said == "") == (gap <= 1e-3 * found.loc[(crosscheck.DEFAULTS, "alpha", ""), "powerlaw"])


def test_one_value_cannot_be_compared(village):
    with pytest.raises(ClusternetError, match="out: no power law"):
        crosscheck.table(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})))
    with pytest.raises(ClusternetError, match="direction"):
        crosscheck.table(village, directions=["up"])


@pytest.fixture(scope="module")
def edges(tmp_path_factory) -> str:
    """Sixty firms, few of which supply most."""
    supplied = [(f"s{i}", f"p{j}") for i in range(1, 61) for j in range(60 // i)]
    path = tmp_path_factory.mktemp("crosscheck") / "edges.csv"
    pd.DataFrame(supplied, columns=["source", "target"]).to_csv(path, index=False)
    return str(path)


def test_every_form_of_the_command(edges, tmp_path, run):
    rows = run.rows("powerlaw", edges, "--cross-check")
    assert list(rows[0]) == list(crosscheck.COLUMNS)
    assert {row["settings"] for row in rows} == {"our xmin", "own xmin", "defaults"}
    assert next(row for row in rows if row["measure"] == "alpha")["cause"] is None
    text = run("powerlaw", edges, "--cross-check", "--format", "csv").out
    assert list(next(csv.DictReader(io.StringIO(text)))) == list(crosscheck.COLUMNS)
    for name in ("a.xlsx", "a.parquet", "a.md", "a.tex"):
        run("powerlaw", edges, "--cross-check", "--out", str(tmp_path / name))
    assert list(pd.read_parquet(tmp_path / "a.parquet").columns) == list(crosscheck.COLUMNS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["软件包设置", "同一xmin", "连续律标准误", "对数正态分布：对数似然比", "powerlaw "]),
        ("en", ["Settings", "our xmin", "standard error of the continuous law", "lognormal: log ratio"]),
    ],
)
def test_what_is_said(edges, language, words, run):
    text = run("powerlaw", edges, "--cross-check", "--xmin", "1", "--lang", language, "--format", "md").out
    for word in words:
        assert word in text, word


def test_options_that_do_nothing_are_refused(edges, run):
    assert run.misused("powerlaw", edges, "--cross-check", "--bootstrap", "5")
    assert run.misused("powerlaw", edges, "--cross-check", "--seed", "5")
