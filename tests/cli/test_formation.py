"""``formation``."""

from __future__ import annotations

import html

import pytest

from choosing import grown
from clusternet.io import write


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp("grown") / "edges.csv"
    write(grown(0, firms=20, others=60, years=3), path)
    return path, "--nodes", path.with_name("edges_nodes.csv")


def test_odds_and_new_pairs(run, data):
    rows = run.rows("formation", *data, "--terms", "same_place,log_degree", "--alternatives", 5, "--seed", 3)
    assert [row["term"] for row in rows] == ["log_degree", "same_place"]
    assert {"odds", "low", "high", "se", "p", "p_holm", "q", "base", "base_n"} <= {*rows[0]}
    assert {(row["alternatives"], row["seed"]) for row in rows} == {(5, 3)}
    years = run.rows("formation", *data, "--by-year", "--window", "2012:2013")
    assert [row["year"] for row in years] == [2012, 2013]
    late = run.rows("formation", *data, "--window", "2013:2013", "--terms", "log_degree")
    assert late[0]["choices"] == years[1]["existing"]  # of firms of the sample, all with earlier ties


def test_both_languages_say_who_chooses_and_what_is_left_out(run, data):
    english = " ".join(run("formation", *data, "--lang", "en").out.split())
    assert "Chooser: the firm of the sample" in english
    assert "New pairs left out" in english
    chinese = run("formation", *data, "--lang", "zh").out
    assert "选择方：样本企业" in chinese
    assert "同一机构类型" in chinese


def test_odds_are_drawn_with_their_base_and_seed(run, data, tmp_path):
    out = tmp_path / "odds.svg"
    asked = ("formation", *data, "--terms", "log_degree,same_place", "--seed", 3, "--figure", out)
    run(*asked, "--lang", "en", "--title", "How partners are chosen")
    said = html.unescape(out.read_text(encoding="utf-8"))
    assert "How partners are chosen" in said
    assert "Forest plot" in said
    assert "choices of" in said
    assert "seed" not in said
    run(*asked, "--lang", "zh", "--notes", "--headline")
    said = html.unescape(out.read_text(encoding="utf-8"))
    for part in ("种子3", "基数：当年首次建立", "优势比"):
        assert part in said


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--by-year", "--figure", "x.png"], 2, "--figure does nothing with --by-year"),
        (["--by-year", "--seed", "3"], 2, "--seed does nothing with --by-year"),
        (["--terms", "size"], 1, "accepted: log_degree"),
    ],
)
def test_wrong_usage(run, data, options, code, said):
    assert said in run("formation", *data, *options, code=code).err
