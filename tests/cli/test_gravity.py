"""``gravity``, ``flows --gravity`` and ``heatmap --value residual``."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

PLACES = ("甲", "乙", "丙", "丁", "戊", "己")


@pytest.fixture
def trade(tmp_path):
    """Flows between six places of one's own, larger between those that are near."""
    rng = np.random.default_rng(0)
    spots = pd.DataFrame(
        {"place": PLACES, "longitude": rng.uniform(0, 9, 6), "latitude": rng.uniform(40, 49, 6)}
    )
    rows = [
        (f"{a}{i % 3}", f"{b}{i % 4}", a, b)
        for a in PLACES for b in PLACES if a != b for i in range(int(rng.integers(3, 30)))
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["source", "target", "source_city", "target_city"])
    frame.to_csv(tmp_path / "edges.csv", index=False)
    spots.to_csv(tmp_path / "spots.csv", index=False)
    (tmp_path / "dataset.toml").write_text('places = "own"\n[edges]\nfile = "edges.csv"\n', encoding="utf-8")
    return tmp_path


def test_terms_and_residuals(run, trade):
    asked = ("gravity", trade / "dataset.toml", "--level", "city", "--coordinates", trade / "spots.csv")
    rows = run.rows(*asked)
    assert [row["term"] for row in rows] == ["log_distance"]
    assert {"estimate", "se", "z", "p", "low", "high", "p_holm", "q", "base"} <= {*rows[0]}
    left = run.rows(*asked, "--residuals", "--top", 0)
    assert len(left) == 30
    assert sum(row["predicted"] for row in left) == pytest.approx(sum(row["flow"] for row in left))
    text = " ".join(run(*asked, "--lang", "en").out.split())
    assert "Places: at the coordinates given" in text
    assert "Flows within places are left out" in text
    assert "引力模型" in run(*asked, "--lang", "zh").out


def test_variables_of_ones_own(run, trade):
    pairs = [(a, b, int(a < b)) for a in PLACES for b in PLACES if a != b]
    pd.DataFrame(pairs, columns=["source", "target", "rail"]).to_csv(trade / "v.csv", index=False)
    asked = ("gravity", trade / "dataset.toml", "--level", "city", "--coordinates", trade / "spots.csv")
    assert [row["term"] for row in run.rows(*asked, "--variables", trade / "v.csv")] == [
        "log_distance",
        "rail",
    ]
    pd.DataFrame(pairs[:1], columns=["source", "target", "rail"]).replace(pairs[0][2], "x").to_csv(
        trade / "w.csv", index=False
    )
    assert "accepted: a number" in run(*asked, "--variables", trade / "w.csv", code=1).err
    pd.DataFrame(pairs, columns=["source", "target", "rail"])[["source", "target"]].to_csv(
        trade / "u.csv", index=False
    )
    assert "a column of numbers" in run(*asked, "--variables", trade / "u.csv", code=1).err


@pytest.mark.slow
def test_predictions_stand_beside_flows_and_are_drawn(run, shipped_2016, tmp_path):
    rows = run.rows("flows", *shipped_2016, "--gravity", "--top", 5)
    assert all(row["predicted_ratio"] == pytest.approx(row["flow"] / row["predicted"]) for row in rows)
    for suffix in ("svg", "html"):
        out = tmp_path / f"x.{suffix}"
        run("heatmap", *shipped_2016, "--value", "residual", "--places", 5, "--out", out, "--lang", "en")
        assert ("predicted by gravity" if suffix == "html" else "<svg") in out.read_text(encoding="utf-8")
    asked = ("heatmap", *shipped_2016, "--value", "residual", "--of", "technology,application")
    assert "goes with places" in run(*asked, "--out", tmp_path / "y.png", code=2).err


def test_windows_side_by_side_never_overlap(run, trade):
    edges = pd.read_csv(trade / "edges.csv")
    edges.assign(year=2019 + np.arange(len(edges)) % 4).to_csv(trade / "edges.csv", index=False)
    asked = ("gravity", trade / "dataset.toml", "--level", "city", "--coordinates", trade / "spots.csv")
    rows = run.rows(*asked, "--windows", "2021:2022,2019:2020")
    assert [(row["term"], row["window"]) for row in rows] == [
        ("log_distance", "2019:2020"),
        ("log_distance", "2021:2022"),
    ]
    assert sum(row["base_n"] for row in rows) == len(edges)
    alone = run.rows(*asked, "--window", "2021:2022")[0]
    assert rows[1]["estimate"] == pytest.approx(alone["estimate"])
    assert rows[1]["p_holm"] >= alone["p"]
    text = " ".join(run(*asked, "--windows", "2019:2020,2021:2022", "--lang", "en").out.split())
    assert "2019 to 2020. Sample: 30 pairs" in text
    for windows, said in (
        ("2019:2020,2020:2022", "overlap"),
        ("2019:2020", "one window"),
        ("x", "not a window"),
    ):
        assert said in run(*asked, "--windows", windows, code=2).err
    both = run(*asked, "--windows", "2019:2020,2021:2022", "--year", 2020, code=2)
    assert "goes without --year, --window" in both.err
    assert "2001:2002: no relation" in run(*asked, "--windows", "2001:2002,2021:2022", code=1).err


@pytest.fixture
def shipped_2016():
    return ("--year", "2016")


def test_without_positions_there_is_no_distance_and_coordinates_help(run, trade, tmp_path):
    data, spots = (trade / "dataset.toml", "--level", "city"), ("--coordinates", trade / "spots.csv")
    for command in (("gravity",), ("flows", "--gravity"), ("heatmap", "--value", "residual")):
        asked = (command[0], *data, *command[1:])
        out = ("--out", tmp_path / "x.html") if command[0] == "heatmap" else ()
        done = run(*asked, *out, code=1)
        assert "the position of 6 of the 6 places is not known" in done.err
        assert "--coordinates FILE" in done.err
        assert "6个地区中6个位置未知" in run(*asked, *out, "--lang", "zh", code=1).err
        run(*asked, *out, *spots)
    rows = run.rows("flows", *data, "--gravity", *spots, "--top", 0)
    assert all(row["predicted"] > 0 for row in rows)
    assert "goes with --gravity" in run("flows", *data, *spots, code=2).err
    assert "goes with --value residual" in run("heatmap", *data, *spots, *out, code=2).err


def test_a_base_without_flows_within_places_says_so(run, trade):
    edges = pd.read_csv(trade / "edges.csv")
    inner = pd.DataFrame(
        {"source": ["甲0"] * 7, "target": ["甲9"] * 7, "source_city": "甲", "target_city": "甲"}
    )
    pd.concat([edges, inner]).to_csv(trade / "edges.csv", index=False)
    asked = ("gravity", trade / "dataset.toml", "--level", "city", "--coordinates", trade / "spots.csv")
    row = run.rows(*asked)[0]
    assert row["base"] == "relations with both ends given and different places at its ends"
    assert row["base_n"] == len(edges)
    assert "Left out: 7 within places" in " ".join(run(*asked, "--lang", "en").out.split())
    assert "未计入：地区内部的流量7" in run(*asked, "--lang", "zh").out
    assert "面积" in run(*asked, "--within", "area", "--lang", "zh", code=1).err
