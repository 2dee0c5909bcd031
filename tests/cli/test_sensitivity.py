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


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--shares", "many"], "no list of numbers"),
        (["--unseen", "0.5", "--by", "year"], "--by does nothing with --unseen"),
        (["--unseen", "0.5", "--leaders"], "exclude each other"),
    ],
)
def test_wrong_usage(run, options, said):
    assert said in run(*ASKED, *options, code=2).err
