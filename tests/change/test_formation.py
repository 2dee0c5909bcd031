"""Formation of ties: terms by hand, known odds that come back, what is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from choosing import KNOWN, grown
from clusternet.change.formation import TERMS, by_year, formation
from clusternet.errors import ClusternetError, EmptyNetworkError, SchemaError
from clusternet.network.value_network import from_frames


def test_new_and_repeated_pairs_by_hand():
    ties = pd.DataFrame(
        [("a", "b", 2019), ("b", "a", 2019), ("b", "a", 2021), ("a", "c", 2021), ("d", "e", 2021),
         ("c", "b", 2022), ("c", "c", 2022), ("a", "e", 2022)],
        columns=["source", "target", "year"],
    )  # fmt: skip
    found = by_year(from_frames(ties))
    assert found.drop(columns="new_share").values.tolist() == [
        [2019, 1, 1, 0, 1, 0],
        [2021, 3, 2, 1, 2, 0],
        [2022, 2, 2, 0, 0, 2],
    ]
    assert found["new_share"].tolist() == pytest.approx([1, 2 / 3, 1])


def test_known_odds_come_back():
    found = formation(grown(0, firms=60, others=120), alternatives=60, seed=1)
    table = found.table.set_index("term")
    assert list(table.index) == list(TERMS)
    off = (table["estimate"] - pd.Series(KNOWN)) / table["se"]
    assert np.abs(off).max() < 3
    assert (table["odds"] == np.exp(table["estimate"])).all()
    assert (table["low"] < table["odds"]).all()
    assert (table["odds"] < table["high"]).all()
    assert 0 < found.likelihood < 1


def test_draws_depend_on_the_seed_and_all_alternatives_on_nothing():
    net = grown(0)
    some = [formation(net, alternatives=5, seed=seed).table["estimate"].tolist() for seed in (0, 0, 1)]
    assert some[0] == some[1] != some[2]
    whole = [formation(net, alternatives=1000, seed=seed).table["estimate"].tolist() for seed in (0, 1)]
    assert whole[0] == pytest.approx(whole[1])


def test_a_window_knows_earlier_ties():
    net = grown(0)
    whole, late = formation(net), formation(net, since=2014)
    assert (whole.since, whole.until, late.since) == (2011, 2014, 2014)
    assert late.table["choices"][0] + late.left["early"] == by_year(net)["new"].sum()


def test_terms_that_the_data_lack_are_left_out_and_named():
    net = grown(0)
    bare = replace(
        net,
        nodes=net.nodes.drop(columns=["province", "category"]),
        edges=net.edges.drop(columns="technology"),
    )
    found = formation(bare)
    assert found.table["term"].tolist() == ["log_degree", "shared_partners"]
    assert {*found.absent} == {"same_place", "same_category", "same_technology"}
    assert "category" in found.absent["same_category"].en
    alike = replace(net, nodes=net.nodes.assign(category="企业"))
    assert "the same for all" in formation(alike).absent["same_category"].en
    with pytest.raises(ClusternetError, match="no term is left") as error:
        formation(bare, terms=["same_category"])
    assert "没有可用的项" in error.value.zh
    with pytest.raises(ClusternetError, match="accepted: log_degree"):
        formation(net, terms=["size"])


def test_unknown_places_are_the_same_as_nobody():
    net = grown(0)
    nodes = net.nodes.assign(province=net.nodes["province"].mask(net.nodes["province"] == "北京"))
    found = formation(replace(net, nodes=nodes), terms=["same_place"])
    assert found.unknown == {"same_place": int(nodes["province"].isna().sum())}


def test_what_no_choice_can_be_made_of():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "year": [2020, 2021]})
    with pytest.raises(EmptyNetworkError, match="no new pair is a choice"):
        formation(from_frames(ties))
    with pytest.raises(SchemaError, match="no year column"):
        formation(from_frames(ties.drop(columns="year")))
