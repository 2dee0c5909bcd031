"""``polarisation --change``: which years, what is tested, what is said."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def grown(tmp_path):
    """A handful of relations in 2019, 60 in 2020 and 240 in 2021, of 30 firms."""
    places = ("北京市", "广东省", "云南省", "四川省", "江苏省")
    nodes = [(f"s{i}", "sample", places[i % 5]) for i in range(30)]
    nodes += [(f"p{i}", "partner", places[i * 7 % 5]) for i in range(40)]
    ties = [
        (f"s{i * 7 % 30}", f"p{i * 11 % 40}", year)
        for year, n in ((2019, 5), (2020, 60), (2021, 240))
        for i in range(n)
    ]
    pd.DataFrame(ties, columns=["source", "target", "year"]).to_csv(tmp_path / "edges.csv", index=False)
    pd.DataFrame(nodes, columns=["id", "kind", "province"]).to_csv(tmp_path / "nodes.csv", index=False)
    return (
        "polarisation",
        tmp_path / "edges.csv",
        "--nodes",
        tmp_path / "nodes.csv",
        "--poles",
        "北京市",
        "--change",
    )


def test_a_handful_of_relations_is_no_first_year_unless_asked_for(run, grown):
    rows = run.rows(*grown)
    assert {(row["first_year"], row["last_year"]) for row in rows if row["period"] == "annual"} == {
        (2020, 2021)
    }
    asked = run.rows(*grown, "--least", 5)
    assert {row["first_year"] for row in asked} == {2019}
    none = run(*grown, "--least", 500, "--lang", "en", "--format", "json")
    assert none.out.strip() == "[]"
    assert "fewer than two years have 500 relations" in none.err


def test_p_is_adjusted_for_the_rows_that_are_shown(run, grown):
    whole, part = run.rows(*grown), run.rows(*grown, "--side", "flow", "--period", "annual")
    assert len(part) < len(whole)
    for rows in (whole, part):
        tested = [row for row in rows if row["p"] is not None]
        least = min(tested, key=lambda row: row["p"])
        assert least["p_holm"] == pytest.approx(min(1, least["p"] * len(tested)))
    text = " ".join(run(*grown, "--lang", "en").out.split())
    assert "Concentration is compared at equal numbers of firms and relations" in text
    assert "about the population the firms come from" in text
    assert "does nothing" in run(*grown[:-1], "--least", 9, code=2).err


@pytest.mark.parametrize(("most", "said"), [(2, False), (120, True)])
def test_few_firms_with_most_relations_are_said(run, tmp_path, most, said):
    ties = [(f"s{i % 30}", f"p{i * 11 % 40}", 2020) for i in range(60)]
    ties += [("s0", f"p{i * 7 % 40}", 2020) for i in range(most)]
    nodes = [(f"s{i}", "sample", "北京市") for i in range(30)] + [
        (f"p{i}", "partner", "云南省") for i in range(40)
    ]
    pd.DataFrame(ties, columns=["source", "target", "year"]).to_csv(tmp_path / "e.csv", index=False)
    pd.DataFrame(nodes, columns=["id", "kind", "province"]).to_csv(tmp_path / "n.csv", index=False)
    asked = ("polarisation", tmp_path / "e.csv", "--nodes", tmp_path / "n.csv", "--replicates", 9)
    assert ("cover 0.87 to 0.90" in " ".join(run(*asked, "--lang", "en").out.split())) is said
    assert {row["active_firms"] for row in run.rows(*asked)} == {30}
