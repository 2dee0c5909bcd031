"""Trends and the formation of ties in a report say what their commands say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from clusternet.change import formation, trends
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.notes import formation as formed
from clusternet.notes.report import FAST
from clusternet.report.document import Material, Settings
from clusternet.report.evolving import forming, trending


def growing(years: int = 8) -> ValueNetwork:
    """Every year one node more is tied to more of those that were there, and one old pair again."""
    rows = [("a", "b", 2010), ("b", "c", 2010)]
    for step in range(years - 1):
        known = [f"n{number}" for number in range(step)] or ["a"]
        rows += [(f"n{step}", each, 2011 + step) for each in [*known, "b"]] + [("a", "b", 2011 + step)]
    return from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]))


@pytest.fixture(scope="module")
def material() -> Material:
    return Material(growing(), Settings(language="en"))


def test_verdicts_are_those_of_the_command_and_a_rise_is_said_with_its_test(material):
    section = trending(material)
    (table,) = section.tables
    expected = trends.verdicts(trends.by_year(growing(), broken=[], null=None))
    assert [row[-1] for row in table.texts()] == expected["verdict"].tolist()
    assert [figure.table for figure in section.figures] == ["table29"]
    (claim,) = section.claims
    row = expected[expected["metric"].eq("reachable_share") & expected["period"].eq("annual")].iloc[0]
    assert row["verdict"] == "falling"
    said = "Reachable share (annual) fell from 50.00% in 2010 to 11.11% in 2017: 6 of 7 steps go down"
    assert claim.text.en.startswith(said)
    assert f"p = {row['p']:.2g}" in claim.text.en
    assert "relations, 2010–2017" in claim.text.en


def test_cumulative_years_over_a_break_make_no_finding(material):
    cover = replace(material.settings.cover, breaks=(2011,))
    section = trending(Material(growing(), replace(material.settings, cover=cover)))
    frame = section.tables[0].frame
    assert "rising" in frame["verdict"][frame["period"].eq("cumulative")].tolist()
    assert not any("cumulative" in claim.text.en for claim in section.claims)


def test_years_of_two_nodes_are_no_comparison_and_years_of_few_pairs_no_row():
    edges = growing().edges[["source", "target", "year"]]
    tiny = pd.DataFrame({"source": ["a"], "target": ["b"], "year": [1990]})
    many = pd.DataFrame({"source": [f"m{at}" for at in range(200)], "target": "a", "year": 2018})
    material = Material(from_frames(pd.concat([tiny, edges, many])), Settings(language="en").fast())
    (table,) = trending(material).tables
    assert "Years with fewer than 3 nodes are left out: 1990." in table.notes
    assert table.frame["first"].iloc[0] == "0.6667"
    (years,) = forming(material).tables
    assert 1990 not in years.frame["year"].tolist()
    assert any("left out: 2 (1990 to 2010)" in note or "left out: 1 (1990" in note for note in years.notes)


def test_few_years_are_no_trend_and_one_year_has_no_repeated_pairs():
    material = Material(growing(3), Settings(language="en"))
    (line,) = trending(material).left_out
    assert line.startswith("Trends: fewer than six comparable steps")
    section = forming(Material(growing(1), Settings(language="en")))
    assert section.left_out[0].startswith(f"{formed.YEARS.en}: the data have one year")
    assert section.empty


def test_pairs_and_odds_are_those_of_the_command(material):
    section = forming(material)
    years, odds = section.tables
    assert years.frame.equals(formation.by_year(growing()))
    expected = formation.formation(growing())
    assert odds.frame["odds"].tolist() == expected.table["odds"].tolist()
    assert any("seed 0" in note for note in odds.notes)
    assert [figure.key for figure in section.figures] == ["formed", "odds"]
    (renewal, *_) = section.claims
    assert renewal.text.en.startswith("Of the pairs tied in 2017, 87.5% have no earlier tie (8 pairs)")


def test_fast_leaves_the_choices_out_and_says_so(material):
    section = forming(replace(material, settings=material.settings.fast()))
    assert [table.key for table in section.tables] == ["table30"]
    assert section.left_out == (f"{formed.CHOICES.en}: {FAST.en}.",)
