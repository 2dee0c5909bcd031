from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.conventions import GEPHI
from clusternet.network.about import About
from clusternet.network.value_network import from_frames
from clusternet.nulls import partitions
from clusternet.structure import communities
from clusternet.structure.community import Partition, Search, detect
from made import placed
from strategies import networks

COLUMNS = [
    "community", "nodes", "edges", "share", "top_members", "main_province", "main_technology",
    "internal_share", "sample_nodes", "main_province_share", "main_technology_share", "main_category",
    "main_category_share", "main_country", "main_country_share", "internal_weight_share",
]  # fmt: skip


def partition(*membership: int) -> Partition:
    return Partition(np.array(membership), 0.0, 0.0, 0.0, "louvain", 1, (np.array(membership),))


def test_the_profile_of_communities():
    found = communities.table(placed(), partition(0, 0, 0, 1, 1, 2))
    assert found.columns.tolist() == COLUMNS
    assert found["nodes"].tolist() == [3, 2, 1]
    assert found["edges"].tolist() == [3, 1, 1]
    assert found["share"].tolist() == [0.5, 1 / 3, 1 / 6]
    assert found["internal_share"].tolist() == [0.75, 0.5, 1]
    assert found["top_members"].tolist() == ["甲; b; 丙", "x; y", "z"]
    assert found["sample_nodes"].tolist() == [1, 1, 0]
    assert found["main_province"].tolist() == ["北京市", "国外", None]
    assert found["main_province_share"].tolist()[:2] == [pytest.approx(2 / 3), 1]
    assert found["main_technology"].tolist() == ["5G", "芯片", None]
    assert found["main_technology_share"].tolist()[:2] == [pytest.approx(2 / 3), 1]
    assert found["main_category"].tolist() == ["enterprise", None, None]
    assert np.isnan(found["main_country_share"]).all()
    assert communities.overall(placed())["main_technology"].tolist() == ["5G"]


def test_of_equally_frequent_values_the_first_is_given():
    ties = {"source": ["a", "b"], "target": ["b", "a"], "technology": ["乙", "甲"]}
    found = communities.table(from_frames(pd.DataFrame(ties)), partition(0, 0))
    assert found["main_technology"].tolist() == [min("甲", "乙")]
    assert found["main_technology_share"].tolist() == [0.5]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(networks())
def test_the_parts_add_up(net):
    for convention in (GEPHI, GEPHI.undirected()):
        search = Search(seeds=3)
        found = detect(net, convention=convention, search=search)
        table = communities.table(net, found, convention=convention)
        assert table["nodes"].sum() == len(net.nodes)
        assert table["share"].sum() == pytest.approx(1)
        assert table["nodes"].is_monotonic_decreasing
        links = net.links(convention)
        inside = found.membership[links.source] == found.membership[links.target]
        assert table["edges"].sum() == inside.sum()
        assert table["internal_share"].dropna().between(0, 1).all()
        assert table["main_province"].isna().all()
        members = communities.members(net, found, convention=convention)
        assert members["rank"].tolist() == list(range(1, len(net.nodes) + 1))
        assert members["community"].value_counts().sort_index().tolist() == table["nodes"].tolist()
        row = partitions.summary(net, found, search).iloc[0]
        assert row["communities_min"] <= row["communities"] <= row["communities_max"]
        assert row["nmi_min"] <= row["nmi"] + 1e-12
        assert row["ari_min"] <= row["ari"] + 1e-12


def test_weights_count_beside_links():
    ties = pd.DataFrame({"source": ["a", "b", "a"], "target": ["b", "a", "c"], "weight": [3, 4, 1]})
    found = communities.table(from_frames(ties), partition(0, 0, 1))
    assert found["internal_share"].tolist() == [2 / 3, 0]
    assert found["internal_weight_share"].tolist() == [7 / 8, 0]


def test_groups_have_the_provinces_of_their_members():
    ties = pd.DataFrame({"source": ["a1", "a2", "a3"], "target": ["b", "b", "b"]})
    provinces = ["北京市", "广东省", "广东省", "上海市"]
    nodes = pd.DataFrame({"id": ["a1", "a2", "a3", "b"], "province": provinces, "parent": ["A"] * 3 + [""]})
    net = from_frames(ties, nodes).rollup()
    found = communities.table(net, partition(*[0] * len(net.nodes)))
    assert found["main_province"].tolist() == ["广东省"]
    assert found["main_province_share"].tolist() == [0.5]


def test_places_of_ones_own_need_no_province():
    ties = pd.DataFrame({"source": ["Seoul"], "target": ["Busan"]})
    net = from_frames(ties, about=About(places="own"))
    assert communities.table(net, partition(0, 0))["main_province"].tolist() == [None]
    country = from_frames(ties, pd.DataFrame({"id": ["Seoul", "Busan"], "country": ["KR", "KR"]}))
    country = replace(country, about=About(places="own"))
    assert communities.table(country, partition(0, 0))["main_country"].tolist() == ["KR"]
