"""Who chose whom, and whom else they could have chosen."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.change.choices import EITHER, UNSEEN, chooser_of, sets, ties
from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import from_frames

NODES = pd.DataFrame(
    {"id": list("abcdef"), "kind": ["sample", "sample", "partner", "partner", "partner", "partner"]}
)


def made(rows, nodes=NODES, **options):
    return from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]), nodes, **options)


def test_a_pair_counts_once_by_its_first_row():
    net = made([("c", "a", 2021), ("a", "c", 2020), ("a", "a", 2020), ("a", "d", None)])
    found = ties(net)
    a, c = net.nodes.index.get_indexer(["a", "c"])
    assert found.pairs.values.tolist() == [[2020, a, c]]
    assert found.rows.values.tolist() == [[2020, True], [2021, False]]
    assert found.undated == 1


def test_the_firm_of_the_sample_chooses_and_of_two_the_source():
    net = made([("c", "a", 2020), ("b", "a", 2020), ("c", "d", 2020)])
    pairs, place = ties(net).pairs, {name: number for number, name in enumerate(net.nodes.index)}
    who, chosen = chooser_of(net, pairs, "sample")
    assert who.tolist() == [place["a"], place["b"], UNSEEN]
    assert chosen[:2].tolist() == [place["c"], place["a"]]
    who, chosen = chooser_of(net, pairs, "target")
    assert (who[0], chosen[0]) == (place["a"], place["c"])
    flat = made([("c", "a", 2020), ("b", "a", 2020)], directed=False)
    assert chooser_of(flat, ties(flat).pairs, "sample")[0].tolist()[1] == EITHER
    with pytest.raises(ClusternetError, match="undirected") as error:
        chooser_of(flat, pairs, "source")
    assert "无向" in error.value.zh
    with pytest.raises(SchemaError, match="no kinds"):
        chooser_of(made([("a", "b", 2020)], None), pairs, "sample")


def test_a_firm_that_left_the_sample_chose_before():
    nodes = NODES.assign(left_year=[2021, None, None, None, None, None])
    net = made([("a", "c", 2020), ("a", "d", 2021)], nodes)
    assert (chooser_of(net, ties(net).pairs, "sample")[0] == UNSEEN).tolist() == [False, True]


def test_alternatives_had_a_tie_before_and_none_with_the_chooser():
    net = made(
        [("a", "c", 2019), ("b", "d", 2019), ("b", "e", 2019), ("a", "d", 2020), ("a", "f", 2020),
         ("c", "d", 2020), ("b", "c", 2021)]
    )  # fmt: skip
    names = net.nodes.index.to_numpy()
    found = sets(net, ties(net), chooser="sample", alternatives=10)
    choices = [
        (int(found.year[start]), names[found.chooser[start]], names[found.other[start:stop]].tolist())
        for start, stop in zip(found.start, [*found.start[1:], found.other.size], strict=True)
    ]
    assert [(year, who, other[0], {*other[1:]}) for year, who, other in choices] == [
        (2020, "a", "d", {"b", "e"}),
        (2021, "b", "c", {"a", "f"}),
    ]
    assert found.left == {"entry": 4, "unseen": 1, "early": 0, "either": 0, "alone": 0}
    late = sets(net, ties(net), chooser="sample", alternatives=1, since=2021)
    assert (late.start.size, late.other.size, late.left["early"]) == (1, 2, 6)
