from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError, EmptyNetworkError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls import backbone as measure
from clusternet.nulls.backbone import backbone
from clusternet.nulls.ensemble import ensemble

PLACES = ("北京市", "广东省", "云南省", "四川省")


def town(seed: int = 0, favoured: float = 0.0) -> ValueNetwork:
    """Sixty firms in four provinces; a share of the ties of those in Beijing goes to Yunnan."""
    rng = np.random.default_rng(seed)
    source, target = rng.integers(0, 60, (2, 400))
    lured = (source % 4 == 0) & (rng.random(400) < favoured)
    target = np.where(lured, 4 * rng.integers(0, 15, 400) + 2, target)
    ties = pd.DataFrame({"source": source, "target": target}).astype(str)
    nodes = pd.DataFrame({"id": [str(i) for i in range(60)], "province": [PLACES[i % 4] for i in range(60)]})
    return from_frames(ties[ties["source"] != ties["target"]], nodes)


def test_chances_are_those_of_the_model():
    net = town()
    found = backbone(net, method="maxent").table
    model = ensemble(net, null="dcm", replicates=1).graphs
    ids = list(net.nodes.index)
    for row in found.head(5).itertuples():
        one, two = model.group[ids.index(row.source)], model.group[ids.index(row.target)]
        assert row.p == row.expected == pytest.approx(model.chance[one, two])
    assert found["tests"].unique().tolist() == [60 * 59]
    assert found["base_n"].unique().tolist() == [net.links().without_loops().size]


def test_pairs_of_places_are_rarer_in_random_networks_than_p_says():
    net = town(favoured=0.8)
    table = backbone(net, level="province", method="maxent").table.set_index(["source", "target"])
    nulls = ensemble(net, null="dcm", replicates=300)
    place = net.nodes["province"].to_numpy()

    def pairs(links):
        return pd.Series(1, index=pd.MultiIndex.from_arrays([place[links.source], place[links.target]]))

    drawn = [pairs(nulls.links(i)).groupby(level=[0, 1]).sum() for i in range(300)]
    for cell in (("北京市", "云南省"), ("四川省", "广东省")):
        often = np.mean([each.get(cell, 0) >= table.loc[cell, "weight"] for each in drawn])
        assert often <= table.loc[cell, "p"] + 0.06
    assert table.loc[("北京市", "云南省"), "kept"] or table["p"].idxmin() == ("北京市", "云南省")


def test_what_is_favoured_is_kept_and_the_network_is_of_it():
    found = backbone(town(favoured=0.8), level="province")
    kept = found.table[found.table["kept"]]
    assert found.method == "noise"
    assert ("北京市", "云南省") in {*zip(kept["source"], kept["target"], strict=True)}
    net = found.network
    place = net.nodes["province"].reindex(net.edges["source"]).to_numpy()
    other = net.nodes["province"].reindex(net.edges["target"]).to_numpy()
    pairs = {*zip(place[place != other], other[place != other], strict=True)}
    assert pairs == {*zip(kept["source"], kept["target"], strict=True)}
    assert (place == other).sum() == found.within
    assert len(net.edges) == found.within + kept["weight"].sum()


def test_undirected_flows_stand_once():
    ties = pd.DataFrame(
        {"source": ["a", "b", "a", "c"], "target": ["b", "a", "c", "d"], "weight": [9, 9, 1, 2]}
    )
    nodes = pd.DataFrame({"id": list("abcd"), "province": PLACES})
    net = from_frames(ties, nodes, directed=False)
    table = backbone(net, level="province", count="weight", method="disparity").table
    assert table["weight"].tolist() == [18, 2, 1]
    assert len(backbone(net, method="disparity").table) == 3


def test_nothing_kept_is_an_empty_network():
    found = backbone(town(), method="maxent")
    assert not found.table["kept"].any()
    assert len(found.network.edges) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"method": "best"}, "accepted: noise, disparity, maxent"),
        ({"alpha": 0}, "between 0 and 1"),
        ({"method": "maxent", "level": "province", "count": "weight"}, "distinct pairs of nodes"),
        ({"method": "noise"}, "accepted here: maxent"),
    ],
)
def test_what_is_not_accepted_is_refused(options, said):
    with pytest.raises(ClusternetError, match=said):
        backbone(town(), **options)


def test_a_network_without_links_between_two_is_refused():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["a"]}))
    with pytest.raises(EmptyNetworkError, match="two different"):
        backbone(net)
    assert measure.table(town(), method="maxent").columns[: len(measure.COLUMNS)].tolist() == [
        *measure.COLUMNS
    ]
