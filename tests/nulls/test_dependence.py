from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import dependence, ensemble
from clusternet.nulls.dependence import Supplied, by_place, sole, supplied, suppliers
from strategies import graphs


def town() -> ValueNetwork:
    """Two suppliers in Beijing; what Yunnan takes comes from one of them alone."""
    ties = [
        ("甲", "丙"), ("甲", "丁"), ("甲", "戊"), ("乙", "戊"), ("乙", "己"), ("乙", "甲"), ("甲", "甲"),
        ("戊", "外"),
    ]  # fmt: skip
    places = {
        "甲": "北京市",
        "乙": "北京市",
        "丙": "云南省",
        "丁": "云南省",
        "戊": "广东省",
        "己": "广东省",
        "外": "国外",
    }
    nodes = pd.DataFrame({"id": list(places), "province": list(places.values()), "kind": "sample"})
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]), nodes)


def test_suppliers_by_hand():
    found = suppliers(town(), replicates=5).set_index("id")
    assert found.index.tolist() == ["乙", "甲", "戊"]  # 乙 before 甲 by id
    assert found[["receivers", "sole", "sole_share"]].values.tolist() == [
        [3, 2, 2 / 3],
        [3, 2, 2 / 3],
        [1, 1, 1],
    ]
    assert supplied(town()) == Supplied(receivers=6, sole=5)
    assert suppliers(town(), 1, replicates=2)["id"].tolist() == ["乙"]
    bare = suppliers(town(), null=None)
    assert bare["z"].isna().all()
    assert bare["replicates"].eq(0).all()


def test_places_by_hand():
    found = by_place(town(), replicates=5).set_index("place")
    assert found.index.tolist() == ["广东省", "云南省", "北京市"]
    assert found.loc["云南省", ["input", "receivers", "sole_receivers", "suppliers"]].tolist() == [2, 2, 2, 1]
    assert found["top_supplier"].tolist() == ["乙", "甲", "乙"]
    np.testing.assert_allclose(found["top_share"], [2 / 3, 1, 1])
    np.testing.assert_allclose(found["hhi"], [5 / 9, 1, 1])
    assert found["base_n"].eq(6).all()  # what goes abroad, and to oneself, is not in the base
    city = by_place(town(), level="region", null=None)
    assert city["input"].sum() <= 6


@settings(max_examples=50, deadline=None)
@given(graphs(largest=12))
def test_every_receiver_with_one_supplier_hangs_on_one(links):
    if not links.directed:
        return
    received = links.without_loops().in_degree
    found = sole(links)
    assert found.sum() == (received == 1).sum()
    for node in range(links.n):
        alone = [
            target
            for source, target in zip(links.source, links.target, strict=True)
            if source == node != target and received[target] == 1
        ]
        assert found[node] == len(alone)


def random_supply(seed: int, *, tied: bool) -> ValueNetwork:
    """Twelve suppliers of 300 receivers; tied: those with one supplier all have the first."""
    rng = np.random.default_rng(seed)
    ties = set()
    for number in range(300):
        one = number < 150
        chosen = [0] if tied and one else rng.choice(12, 1 if one else 3, replace=False).tolist()
        ties |= {(f"s{supplier:02d}", f"r{number:03d}") for supplier in chosen}
    ids = sorted({end for tie in ties for end in tie})
    provinces = ["广东省" if each.startswith("s") or each < "r150" else "北京市" for each in ids]
    nodes = pd.DataFrame({"id": ids, "province": provinces, "kind": "sample"})
    return from_frames(pd.DataFrame(sorted(ties), columns=["source", "target"]), nodes)


def test_supply_at_random_is_what_the_null_says_and_a_tie_to_one_is_not():
    p = np.concatenate([suppliers(random_supply(seed, tied=False), replicates=39)["p"] for seed in range(6)])
    assert (p <= 0.05).mean() < 0.12
    found = suppliers(random_supply(1, tied=True), replicates=39)
    assert found.loc[0, ["id", "sole"]].tolist() == ["s00", 150]
    assert found.loc[0, "null_mean"] < 120
    assert found.loc[0, "p"] == pytest.approx(1 / 40)
    held = by_place(random_supply(1, tied=True), replicates=39).set_index("place")
    assert held.loc["广东省", "top_share"] == 1
    assert held.loc["广东省", "top_share_p"] == pytest.approx(1 / 40)
    assert held.loc["广东省", "hhi_z"] > 3
    apart = by_place(random_supply(2, tied=False), replicates=39)
    assert apart["top_share_p"].gt(0.025).all()


def test_what_cannot_be_done_is_refused():
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    with pytest.raises(ClusternetError, match="undirected"):
        suppliers(from_frames(ties, directed=False))
    with pytest.raises(SchemaError, match="province or city"):
        by_place(from_frames(ties), null=None)
    groups = from_frames(ties, pd.DataFrame({"id": ["a"], "parent": ["g"], "province": ["北京市"]})).rollup()
    with pytest.raises(ClusternetError, match="roll-up"):
        by_place(groups)


def test_defaults_are_what_the_help_says():
    assert (ensemble.REPLICATES, dependence.FAST) == (199, 30)
