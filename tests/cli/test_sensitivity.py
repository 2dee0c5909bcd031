"""``sensitivity``."""

from __future__ import annotations

import pytest

ASKED = ("sensitivity", "--year", "2015", "-B", "3")


def test_rows_of_metrics_and_of_leaders(run):
    rows = run.rows(*ASKED, "--shares", "0.1", "--measures", "degree")
    metrics = {row["metric"]: row for row in rows}
    assert metrics["rank_degree"]["low"] <= metrics["rank_degree"]["mean"] <= metrics["rank_degree"]["high"]
    assert {(row["removed_share"], row["missing"], row["by"], row["replicates"]) for row in rows} == {
        (0.1, "ties", "random", 3)
    }
    leaders = run.rows(*ASKED, "--leaders", "--shares", "0.1", "--top", 5, "--by", "recorder")
    assert [row["rank"] for row in leaders] == [1, 2, 3, 4, 5]


def test_both_languages_and_what_the_interval_is_about(run):
    english = " ".join(run(*ASKED, "--shares", "0.1", "--lang", "en").out.split())
    assert "no confidence intervals" in english
    assert "ties missing at random" in english
    chinese = run(*ASKED, "--unseen", "0.5", "--lang", "zh").out
    assert "前列中的关系节点数" in chinese


def test_small_networks_and_shares_in_words(run, tmp_path):
    ties = "source,target\n" + "".join(f"h,n{number}\n" for number in range(12))
    (tmp_path / "e.csv").write_text(ties)
    asked = ("sensitivity", tmp_path / "e.csv", "-B", "2", "--shares", "0.125,0.3335", "--lang", "en")
    said = " ".join(run(*asked).out.split())
    assert "Only 13 nodes with links, no more than the first 20" in said
    assert "12.5%" in said
    assert "33.35%" in said
    assert "no more than" not in run(*asked, "--top", 5).out
    assert "takes none of these 12 links" in run(*asked[:-4], "--shares", "0.001", code=1).err


def test_what_is_left_is_drawn_with_its_replicates_and_seed(run, tmp_path):
    ties = "source,target\n" + "".join(f"n{number % 5},n{number + 3}\n" for number in range(30))
    (tmp_path / "e.csv").write_text(ties)
    out = tmp_path / "x.svg"
    data, options = tmp_path / "e.csv", ("--measures", "degree", "--top", 3, "--figure", out)
    asked = ("sensitivity", data, "-B", "2", *options)
    run(*asked, "--lang", "en", "--source", "the survey", "--headline")
    said = out.read_text(encoding="utf-8")
    assert "Source: the survey" in said
    for part in ("Share of ties missing", "2 replicates", "30 edges", "With 20% of ties missing"):
        assert part in said
    assert "seed" not in said
    run(*asked, "--lang", "zh", "--notes")
    said = out.read_text(encoding="utf-8")
    for part in ("缺失关系的占比", "2次，种子0", "原前3名仍在前3名的占比", "去重后的节点对30个"):
        assert part in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--shares", "many"], "no list of numbers"),
        (["--unseen", "0.5", "--by", "year"], "--by does nothing with --unseen"),
        (["--leaders", "--figure", "x.png"], "--figure does nothing with --leaders"),
        (["--width", "90mm"], "--width"),
        (["--unseen", "0.5", "--leaders"], "exclude each other"),
    ],
)
def test_wrong_usage(run, options, said):
    assert said in run(*ASKED, *options, code=2).err
