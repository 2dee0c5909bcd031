"""``backbone``, and ``--backbone`` of figures."""

from __future__ import annotations

import pandas as pd
import pytest

import clusternet

TRADE = pd.DataFrame(
    [("北京市", "上海市", 90), ("北京市", "广东省", 3), ("上海市", "广东省", 40), ("广东省", "云南省", 25),
     ("云南省", "北京市", 8), ("上海市", "北京市", 10), ("广东省", "北京市", 12), ("北京市", "北京市", 30)],
    columns=["source", "target", "relations"],
)  # fmt: skip


@pytest.fixture
def edges(tmp_path):
    """A firm of its own at both ends of every relation."""
    rows = [
        (f"{a}{i % 7}", f"{b}甲{i % 5}", a, b) for a, b, n in TRADE.itertuples(index=False) for i in range(n)
    ]
    frame = pd.DataFrame(rows, columns=["source", "target", "source_province", "target_province"])
    frame.to_csv(tmp_path / "edges.csv", index=False)
    return tmp_path / "edges.csv"


def test_rows_and_the_network_of_what_is_kept(run, edges, tmp_path):
    out = tmp_path / "kept.csv"
    rows = run.rows("backbone", edges, "--level", "province", "--network", out, "--top", 0)
    kept = {(row["source"], row["target"]): row["weight"] for row in rows if row["kept"]}
    assert kept[("北京市", "上海市")] == 90
    assert ("北京市", "广东省") not in kept
    assert {row["method"] for row in rows} == {"noise"}
    assert {row["base_n"] for row in rows} == {188}
    assert len(clusternet.read(out).edges) == sum(kept.values()) + 30
    text = " ".join(run("backbone", edges, "--level", "province", "--lang", "en").out.split())
    assert "Flows within places (30) are not tested" in text
    assert "骨干网络" in run("backbone", edges, "--level", "province", "--lang", "zh").out


@pytest.mark.parametrize("command", ["sankey", "flowmap"])
def test_figures_draw_what_is_kept_and_say_so(run, edges, tmp_path, command):
    out = tmp_path / "x.svg"
    run(command, edges, "--backbone", "0.05", "--out", out, "--lang", "en")
    assert "Backbone, noise-corrected" in out.read_text(encoding="utf-8")
    none = run(command, edges, "--backbone", "1e-300", "--out", tmp_path / "y.svg", code=1)
    assert "stands out with q up to 1e-300" in none.err
    assert not (tmp_path / "y.svg").exists()


def test_a_map_of_the_network_is_of_what_is_kept(run, tmp_path):
    rows = [(f"s{i}", f"t{j}", 1 + (i + j) % 3 + 400 * (i == j)) for i in range(6) for j in range(6)]
    rows += [("x", "t0", 1), ("y", "t1", 2)]
    ties = pd.DataFrame(rows, columns=["source", "target", "weight"])
    ties.to_csv(tmp_path / "e.csv", index=False)
    run("netmap", tmp_path / "e.csv", "--backbone", "0.05", "--out", tmp_path / "x.png", "--positions",
        tmp_path / "p.csv")  # fmt: skip
    drawn = set(pd.read_csv(tmp_path / "p.csv")["id"])
    assert drawn == {f"{side}{i}" for side in "st" for i in range(6)}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--count", "weight"], "--count goes with --level province"),
        (["--level", "province", "--method", "noise", "--frame", "off"], "--frame goes with --method maxent"),
        (["--alpha", "1"], "not in the range"),
    ],
)
def test_options_that_do_nothing_are_refused(run, edges, options, said):
    assert said in run("backbone", edges, *options, code=2).err


def test_places_elsewhere_weights_of_maxent_and_what_noise_takes(run, tmp_path):
    rows = [
        (f"{a}{i}", f"{b}{i}", a, b, i + 1.5)
        for a in ("Seoul", "Paris")
        for b in ("Lyon", "Bonn")
        for i in range(3)
    ]
    ties = pd.DataFrame(rows, columns=["source", "target", "source_city", "target_city", "weight"])
    ties.to_csv(tmp_path / "e.csv", index=False)
    places = run("backbone", tmp_path / "e.csv", "--level", "city", code=1)
    assert 'places = "own" in dataset.toml' in places.err
    assert (
        "没有两端均在31个省区市内"
        in run("backbone", tmp_path / "e.csv", "--level", "city", "--lang", "zh", code=1).err
    )
    pairs = run.rows("backbone", tmp_path / "e.csv", "--method", "maxent", "--top", 0)
    assert {row["weight"] for row in pairs} == {1}
    assert {(row["base"], row["base_n"]) for row in pairs} == {("pairs", len(ties))}
    noise = run("backbone", tmp_path / "e.csv", "--method", "noise", code=1).err
    assert "between places: --count relations or pairs" in noise


def test_columns_have_no_backbone(run, edges, tmp_path):
    asked = ("sankey", edges, "--of", "source_province,target_province", "--backbone", "0.05")
    assert "goes with places" in run(*asked, "--out", tmp_path / "x.png", code=2).err
