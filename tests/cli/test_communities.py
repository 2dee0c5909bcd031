"""``communities --cores``, ``--scan`` and ``--significance``."""

from __future__ import annotations

import pytest

ASKED = ("communities", "--year", "2014")


@pytest.mark.slow
def test_cores_and_resolutions(run):
    cores = run.rows(*ASKED, "--cores", "--seeds", 3)
    assert all(row["nodes"] > 1 for row in cores)
    whole = run.rows(*ASKED, "--seeds", 3)
    assert len([row for row in whole if row["nodes"] > 1]) <= len(cores)
    rows = run.rows(*ASKED, "--scan", "--seeds", 2)
    assert [row["seeds"] for row in rows] == [2] * 16
    assert rows[-1]["ari_next"] is None


@pytest.mark.slow
def test_cores_and_resolutions_in_words(run):
    text = " ".join(run(*ASKED, "--cores", "--seeds", 2, "--lang", "en").out.split())
    assert "nodes that all 2 runs put in one community" in text
    assert "平台" in run(*ASKED, "--scan", "--seeds", 1, "--lang", "zh").out


def test_significance_of_each_community(run):
    rows = run.rows(*ASKED, "--significance", "--nulls", 3, "--seeds", 1)
    assert {(row["nulls"], row["seeds"], row["seed"]) for row in rows} == {(3, 1, 0)}
    assert all(0.25 <= row["p"] <= row["q"] <= row["p_holm"] for row in rows)
    text = " ".join(run(*ASKED, "--significance", "--nulls", 3, "--seeds", 1, "--lang", "en").out.split())
    assert "each searched anew in the same way (the best of 1 run)" in text
    assert "none can reach 0.05" in text
    assert "--members" in run(*ASKED, "--significance", "--members", code=2).err


def test_wrong_usage(run):
    assert "needs several runs" in run(*ASKED, "--cores", "--seeds", 1, code=2).err
    assert "--resolution does nothing with --scan" in run(*ASKED, "--scan", "--resolution", 2, code=2).err
