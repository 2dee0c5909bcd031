"""``distribution --across``: relations by two attributes at once."""

from __future__ import annotations

import pandas as pd
import pytest

TIES = pd.DataFrame(
    [
        ("a", "b", "5G", "智慧城市"),
        ("a", "c", "5G；云计算", "智慧城市"),
        ("b", "c", "云计算", "智能金融"),
        ("b", "c", "5G", None),
    ],
    columns=["source", "target", "technology", "application"],
)


@pytest.fixture
def edges(tmp_path):
    TIES.to_csv(tmp_path / "edges.csv", index=False)
    return tmp_path / "edges.csv"


def test_pairs_of_values_have_counts_shares_and_location_quotients(run, edges):
    rows = run.rows("distribution", edges, "--by", "technology", "--across", "application")
    found = {(row["name"], row["across"]): (row["count"], row["share"], row["lq"]) for row in rows}
    assert found == {
        ("5G", "智慧城市"): (2, 0.5, pytest.approx(2 * 4 / (2 * 3))),
        ("云计算", "智慧城市"): (1, 0.25, pytest.approx(1 * 4 / (2 * 3))),
        ("云计算", "智能金融"): (1, 0.25, pytest.approx(1 * 4 / (2 * 1))),
    }
    assert {row["base_n"] for row in rows} == {4}
    text = run("distribution", edges, "--across", "application", "--lang", "en").out
    assert "Not in the base: 1 relation without" in text


@pytest.mark.parametrize(
    ("by", "across", "said"),
    [
        ("technology", "technology", "another attribute of relations than --by"),
        ("province", "application", "accepted: two different ones of technology, application, industry"),
    ],
)
def test_two_attributes_of_relations_are_needed(run, edges, by, across, said):
    assert said in run("distribution", edges, "--by", by, "--across", across, code=2).err
