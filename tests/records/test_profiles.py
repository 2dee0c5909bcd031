"""Topics and institutions by country."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.records import profiles
from clusternet.records.authorship import authorship
from clusternet.schema.multivalued import incidence

AUTHORS = pd.Series(["CN; US", "CN", "CN; DE", "US", ""], dtype=object)
TOPICS = pd.Series(["x; y", "x", "", "y; y", "x"], dtype=object)


def test_topics_by_hand():
    found = authorship(AUTHORS)
    table = profiles.topics(found, incidence(TOPICS)).set_index(["topic", "country"])
    assert table.loc[("x", "CN"), ["papers", "share", "rank"]].tolist() == [2, 2 / 3, 1]
    assert table.loc[("y", "CN"), "share"] == 1 / 3
    assert table.loc[("y", "US"), ["papers", "share"]].tolist() == [1, 1]  # named twice, carried once
    assert table.loc[("x", "US"), ["papers", "share", "specialisation", "rank"]].tolist() == [0, 0, 0, 2]
    assert table.loc[("x", "CN"), "all_share"] == 2 / 4  # the row without a country is no paper here
    assert table.loc[("x", "CN"), "specialisation"] == pytest.approx(4 / 3)
    assert ("x", "DE") not in table.index


def test_topics_come_by_their_papers_and_equal_ones_by_their_characters():
    held = incidence(pd.Series(["c", "b; a", "b; a", "z"], dtype=object))
    found = profiles.topics(authorship(pd.Series(["CN", "CN", "US", ""], dtype=object)), held)
    assert list(dict.fromkeys(found["topic"])) == ["a", "b", "c", "z"]
    assert found.loc[found["topic"].eq("z"), "papers"].tolist() == [0, 0]


def test_papers_of_any_author():
    table = profiles.topics(authorship(AUTHORS), incidence(TOPICS), everyone=True).set_index(
        ["topic", "country"]
    )
    assert table.loc[("x", "US"), ["papers", "share"]].tolist() == [1, 1 / 2]
    assert table.loc[("x", "DE"), ["papers", "share"]].tolist() == [0, 0]
    assert table.loc[("x", "CN"), "all_share"] == 2 / 4


def test_matrix_leader_and_gap():
    table = profiles.topics(authorship(AUTHORS), incidence(TOPICS))
    wide = profiles.shares_by_topic(table, gap=("US", "CN")).set_index("topic")
    assert wide["leader"].to_dict() == {"x": "CN", "y": "US"}
    assert wide.loc["y", "share_gap"] == pytest.approx(2 / 3)
    with pytest.raises(ClusternetError, match="no country FR in the table; it has: CN, US"):
        profiles.shares_by_topic(table, gap=("US", "FR"))


@pytest.mark.slow
def test_published_topic_shares(shared):
    """A thousand papers a country with the topics the report prints give back its shares and leaders."""
    printed = pd.read_csv(shared / "reference" / "iff_table06_topic_share.csv")
    cells: list[tuple[str, str]] = []
    for country, rows in printed.groupby("country", sort=False):
        for place in range(1000):
            carried = rows.loc[(rows["share_pct"] * 10).round() > place, "topic"]
            cells.append((str(country), "; ".join(carried)))
    authors, topics = (pd.Series(each, dtype=object) for each in zip(*cells, strict=True))
    table = profiles.topics(authorship(authors), incidence(topics))
    found = table.merge(printed, on=["topic", "country"])
    assert len(found) == len(printed)
    assert (found["share"] * 100).to_numpy() == pytest.approx(found["share_pct"].to_numpy())
    first = table[table["rank"].eq(1)].groupby("topic")["country"].agg(set)
    most = printed[printed["share_pct"].eq(printed.groupby("topic")["share_pct"].transform("max"))]
    assert first.to_dict() == most.groupby("topic")["country"].agg(set).to_dict()


def test_institutions():
    authors = pd.Series(["CN; US", "CN; CN", "US", "CN; US"], dtype=object)
    houses = pd.Series(["A; M", "A; B", "M", "A"], dtype=object)
    found = profiles.institutions(authorship(authors), houses, top=1, leading=0)
    assert found.unmatched == 1
    assert found.table.values.tolist() == [["CN", 1, "A", 3, 1.0, 3], ["US", 1, "M", 2, 2 / 3, 3]]
    assert found.cut
    every = profiles.institutions(authorship(authors), houses, top=0, leading=1).table
    assert every[["institution", "papers"]].values.tolist() == [["A", 3], ["B", 1]]


def test_institutions_are_of_one_country_however_it_is_spelled():
    authors = pd.Series(["USA; China", "United States; PRC", "U.S.A.", "Hong Kong; 中国"], dtype=object)
    houses = pd.Series(["A; B", "A; B", "A", "C; B"], dtype=object)
    found = profiles.institutions(authorship(authors), houses)
    assert found.table[["institution", "papers", "share"]].values.tolist() == [
        *(["A", 3, 1.0], ["C", 1, 1.0], ["B", 3, 1.0])
    ]
    assert not found.cut
