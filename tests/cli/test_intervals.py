"""``--intervals`` of flows and specialisation."""

from __future__ import annotations

import json

import pandas as pd
import pytest


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "papers.csv"
    rows = [("甲", "5G")] * 30 + [("甲", "物联网")] * 8 + [("乙", "5G")] * 8 + [("乙", "物联网")] * 30
    pd.DataFrame(rows, columns=["unit", "field"]).to_csv(path, index=False)
    return path


def test_specialisation_of_records_has_intervals_and_adjusted_p(run, records):
    found = json.loads(run("specialisation", records, "--intervals", "--format", "json").out)
    plain = json.loads(run("specialisation", records, "--format", "json").out)
    assert [list(row) for row in plain] == [list(row)[:7] for row in found]
    for row in found:
        assert row["lq_low"] < row["lq"] < row["lq_high"]
        assert row["p"] < 0.05
        assert row["p"] <= row["q"] <= row["p_holm"]
        assert row["seed"] == 0
    units = json.loads(run("specialisation", records, "--units", "--intervals", "--format", "json").out)
    assert "eci_low" in units[0]
    text = run("specialisation", records, "--intervals", "--lang", "en").out
    assert "Split-half reliability of the quotients" in text
    assert "about the population" in text


def test_a_table_of_chance_is_warned_of(run, tmp_path):
    import numpy as np

    path = tmp_path / "counts.csv"
    cells = np.random.default_rng(3).multinomial(900, np.full(60, 1 / 60)).reshape(10, 6)
    pd.DataFrame(cells, columns=list("uvwxyz"), index=[f"place {i}" for i in range(10)]).to_csv(path)
    assert "Warning: mostly chance" in " ".join(run("specialisation", path, "--lang", "en").out.split())
    said = run("specialisation", path, "--intervals", code=2).err
    assert "records that count 1 each" in said


def test_flows_have_intervals_of_their_ratios(run):
    options = ("flows", "--year", 2015, "--top", 5, "--format", "json")
    found = json.loads(run(*options, "--intervals", "--replicates", 49, "--seed", 3).out)
    assert len(found) == 5
    assert {"expected_ratio_low", "expected_ratio_high", "p", "p_holm", "q", "p_exact"} <= set(found[0])
    assert found[0]["expected_ratio_low"] < found[0]["expected_ratio"] < found[0]["expected_ratio_high"]
    assert found[0]["replicates"] == 49
    plain = json.loads(run(*options).out)
    assert list(plain[0])[:-1] == list(found[0])[: len(plain[0]) - 1]  # synthetic is last


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("flows --seed 1", "--seed goes with --intervals"),
        ("flows --margins --intervals", "--intervals does nothing with --margins"),
        ("specialisation --by-year --intervals", "--by-year goes without --intervals"),
        ("specialisation --relatedness --intervals", "--intervals does nothing with --relatedness"),
    ],
)
def test_what_does_not_go_together_is_refused(run, line, said):
    assert said in run(*line.split(), code=2).err
