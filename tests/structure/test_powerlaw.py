from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.kernels import engine
from clusternet.kernels.alternatives import NAMES, TRUNCATED, Alternative
from clusternet.structure import powerlaw
from clusternet.structure.degree import fit_power_law
from clusternet.words import labels

COLUMNS = [
    "direction", "n", "zeros", "xmin", "xmin_low", "xmin_high", "alpha", "alpha_se", "alpha_low",
    "alpha_high", "n_tail", "ks", "log_likelihood", "bootstrap", "p", "verdict", "alternatives",
]  # fmt: skip
REPLICATES = 100 if engine.level() != "pure" else 12


def alternative(name: str, ratio: float, p: float, *, degenerate: bool = False) -> Alternative:
    return Alternative(name, ratio, ratio, p, {}, degenerate)


@pytest.fixture(scope="module")
def fitted():
    """A power law, far from rejection by itself."""
    return replace(fit_power_law(np.random.default_rng(5).zipf(2.4, 400)), bootstrap=100, p=0.5)


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ([], "supported"),
        ([("poisson", 9, 0.001), ("lognormal", 0, 1, True)], "supported"),
        ([("lognormal", -1, 0.4), ("poisson", 3, 0.2)], "not distinguished from lognormal, poisson"),
        ([("lognormal", -9, 0.01), ("poisson", 3, 0.2)], "rejected for lognormal"),
        ([(TRUNCATED, -0.3, 0.5)], "supported"),
        ([(TRUNCATED, -4, 0.005)], f"rejected for {TRUNCATED}"),
    ],
)
def test_verdicts_follow_the_rule(fitted, others, wanted):
    assert str(powerlaw.verdict(replace(fitted, p=0.09), [])) == "rejected"
    found = [alternative(*each[:3], degenerate=len(each) == 4) for each in others]
    assert str(powerlaw.verdict(fitted, found)) == wanted
    for language in ("zh", "en"):
        assert powerlaw.verdict(fitted, found).in_(language)


def test_a_true_law_is_not_rejected_and_a_poisson_is():
    drawn = np.random.default_rng(8).poisson(12, 4000) + 1
    found = fit_power_law(drawn, xmin=2, bootstrap=REPLICATES)
    others = powerlaw.alternatives(drawn, found)
    assert powerlaw.verdict(found, others) == powerlaw.Verdict("rejected")
    assert next(each for each in others if each.name == "poisson").log_ratio < -100
    law = np.random.default_rng(9).zipf(2.2, 3000)
    found = fit_power_law(law, bootstrap=REPLICATES)
    said = powerlaw.verdict(found, powerlaw.alternatives(law, found))
    assert said.word not in ("rejected", "rejected for", "untested")


@pytest.mark.parametrize(
    ("degrees", "why"),
    [([0, 3, 3], "one value"), ([1, 1, 2, 3], "small tail"), ([3] * 2000 + [4] * 5, "steep")],
)
def test_what_is_degenerate_is_not_tested_and_says_why(degrees, why):
    values = np.array(degrees)
    found = fit_power_law(values, bootstrap=10)
    assert powerlaw.verdict(found, powerlaw.alternatives(values, found)) == powerlaw.Verdict(
        "untested", reason=why
    )
    assert powerlaw.alternatives(values, found) == []


def test_a_row_a_direction_on_the_asked_nodes(village, shipped):
    found = powerlaw.table(village, directions=("out", "in"), bootstrap=5)
    assert list(found) == COLUMNS
    assert (found["n"] + found["zeros"]).tolist() == [5, 5]
    sample = powerlaw.table(shipped, directions=("out", "total"), kind="sample", bootstrap=0)
    assert (sample["n"] + sample["zeros"]).eq(shipped.kinds.eq("sample").sum()).all()
    assert [each["name"] for each in sample["alternatives"][0]] == list(NAMES)
    assert sample["verdict"].map(str).eq("untested: no bootstrap").all()


def test_senseless_requests_are_refused(village):
    for options in ({"kind": "some"}, {"directions": ("up",)}, {"xmin": 0}):
        with pytest.raises(ClusternetError):
            powerlaw.table(village, **options)
    from clusternet.network.value_network import from_frames

    bare = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    with pytest.raises(ClusternetError, match="no kinds"):
        powerlaw.table(bare, kind="sample")


@pytest.fixture(scope="module")
def edges(tmp_path_factory) -> str:
    """A hundred and twenty sample firms that supply partners, few of them most."""
    rng = np.random.default_rng(4)
    supplied = [
        (f"s{firm}", f"p{partner}")
        for firm, k in enumerate(rng.zipf(1.8, 120))
        for partner in range(min(k, 90))
    ]
    path = tmp_path_factory.mktemp("powerlaw") / "edges.csv"
    frame = pd.DataFrame(supplied, columns=["source", "target"]).assign(source_kind="sample")
    frame.to_csv(path, index=False)
    return str(path)


def test_the_command_gives_the_contract(edges, run):
    found = run.rows("powerlaw", edges, "--bootstrap", "8", "--direction", "all", "--kind", "sample")
    assert [row["direction"] for row in found] == ["out", "in", "total"]
    assert list(found[0]) == COLUMNS
    assert list(found[0]["alternatives"][0]) == [
        "name",
        "log_ratio",
        "normalised_ratio",
        "p",
        "parameters",
        "flag",
    ]
    row = next(csv.DictReader(io.StringIO(run("powerlaw", edges, "--bootstrap", "0", "--format", "csv").out)))
    assert [each["name"] for each in json.loads(row["alternatives"])] == list(NAMES)
    assert row["p"] == ""


def test_the_same_seed_prints_the_same(edges, run):
    asked = ("--bootstrap", "8", "--kind", "sample", "--format", "json")
    assert (
        run("powerlaw", edges, *asked, "--seed", "3").out
        == run("powerlaw", edges, *asked, "--seed", "3").out
        != run("powerlaw", edges, *asked, "--seed", "4").out
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_print_has_a_line_a_law_and_the_base(edges, language, run):
    whole = run("powerlaw", edges, "--bootstrap", "8", "--lang", language, "--format", "md").out
    for name in NAMES:
        assert labels.law(name, language) in whole
    base, mixture = {"zh": ("基数：全部节点", "混合分布"), "en": ("Base: all nodes", "mixture")}[language]
    assert base in whole
    assert "gephi" in whole
    assert mixture in whole
    sample = run("powerlaw", edges, "--bootstrap", "0", "--lang", language, "--kind", "sample").out
    assert mixture not in sample
    assert powerlaw.Verdict("untested", reason="no bootstrap").in_(language) in sample


def test_wrong_usage(run):
    for arguments in (["--direction", "up"], ["--xmin", "0"], ["--bootstrap", "-1"], ["--seed", "-1"]):
        assert run.misused("powerlaw", *arguments)


def test_tables_are_written(tmp_path, edges, run):
    for name in ("a.xlsx", "a.parquet"):
        run("powerlaw", edges, "--bootstrap", "0", "--out", str(tmp_path / name))
    assert json.loads(pd.read_parquet(tmp_path / "a.parquet")["alternatives"].iat[0])[0]["name"] == NAMES[0]
    sheet = pd.read_excel(tmp_path / "a.xlsx", header=None, engine="openpyxl").astype(str)
    assert sheet.apply(lambda column: column.str.contains("xmin")).any(axis=None)
