from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.conventions import GEPHI
from clusternet.errors import EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork, from_frames
from strategies import networks


def ties(net: ValueNetwork) -> set[tuple[str, str]]:
    return set(zip(net.edges["source"].astype(object), net.edges["target"].astype(object), strict=True))


@settings(max_examples=25, deadline=None)
@given(networks())
def test_snapshots_grow_and_end_in_the_whole(net):
    before: set[tuple[str, str]] = set()
    nodes: set[str] = set()
    for year in net.years:
        snapshot = net.until(year)
        assert before <= ties(snapshot)
        assert nodes <= set(snapshot.nodes.index)
        assert set(snapshot.nodes.index) == {end for tie in ties(snapshot) for end in tie}
        before, nodes = ties(snapshot), set(snapshot.nodes.index)
    assert before == ties(net)


@settings(max_examples=25, deadline=None)
@given(networks())
def test_windows_part_the_rows(net):
    rows = sum(len(net.window(year, year).edges) for year in net.years)
    assert rows == len(net.edges)
    first, last = net.years[0], net.years[-1]
    assert len(net.window(first, last).edges) == len(net.until(last).edges)


@settings(max_examples=25, deadline=None)
@given(networks(), st.sets(st.sampled_from("abcdef"), min_size=1))
def test_touching_keeps_what_touches(net, ids):
    wanted = [tie for tie in ties(net) if ids & set(tie)]
    if not wanted:
        with pytest.raises(EmptyNetworkError):
            net.touching(ids)
        return
    chosen = net.touching(ids)
    assert ties(chosen) == set(wanted)
    assert set(chosen.nodes.index[chosen.kinds == "sample"]) == ids & set(chosen.nodes.index)


@settings(max_examples=25, deadline=None)
@given(networks())
def test_merged_graph_adds_up(net):
    links = net.links()
    assert links.weight.sum() == len(net.edges)
    assert links.size == len(ties(net))
    assert net.links(GEPHI.undirected()).size == len({frozenset(tie) for tie in ties(net)})


def test_selections_keep_the_order_of_the_nodes(village):
    assert village.until(2020).nodes.index.tolist() == ["a", "b"]
    assert village.window(2021, 2021).nodes.index.tolist() == ["a", "b", "c", "d"]
    assert village.relation("investment").nodes.index.tolist() == ["a", "b"]


def test_isolated_nodes_stay_only_where_asked(village):
    assert len(village.nodes) == 5
    assert len(village.connected().nodes) == 4
    assert village.until(2020, isolated="keep").nodes.index.tolist() == list("abcde")


def test_a_node_without_a_tie_counts_where_the_data_have_no_years(village):
    undated = replace(village, edges=village.edges.drop(columns="year"))
    assert [len(net.counted().nodes) for net in (village, undated)] == [4, 5]
    assert [len(net.counted(isolated="keep").nodes) for net in (village, undated)] == [5, 5]
    assert [len(net.counted(isolated="drop").nodes) for net in (village, undated)] == [4, 4]
    assert [net.counted().untied for net in (village, undated)] == [1, 0]
    assert village.until(2020).counted().untied == 3


def test_platforms_become_the_sample(village):
    chosen = village.platforms()
    assert chosen.kinds.to_dict() == {"a": "sample", "b": "partner", "c": "partner"}


def test_the_original_never_changes(village):
    nodes, edges = village.nodes.copy(), village.edges.copy()
    village.until(2020).touching(["b"])
    pd.testing.assert_frame_equal(village.nodes, nodes)
    pd.testing.assert_frame_equal(village.edges, edges)


def test_selecting_nothing_says_what_there_is(village):
    with pytest.raises(EmptyNetworkError, match="up to 2010; the data cover 2020 to 2021"):
        village.until(2010)
    with pytest.raises(
        EmptyNetworkError,
        match="no relation is of type 'human_capital'; the data have: investment, technology",
    ):
        village.relation("human_capital")
    plain = from_frames(pd.DataFrame({"source": ["x"], "target": ["y"]}))
    for select in (lambda: plain.until(2020), lambda: plain.relation("technology"), plain.platforms):
        with pytest.raises(SchemaError, match="accepted headers"):
            select()


def test_from_frames_refuses_a_faulty_row():
    frame = pd.DataFrame({"source": ["x", "y"], "target": ["y", ""], "year": [2020, 2021]})
    with pytest.raises(SchemaError, match="row 2, column target"):
        from_frames(frame)


def test_a_year_column_without_a_year_says_so() -> None:
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "year": [""]}))
    with pytest.raises(SchemaError, match="holds no year"):
        net.until(2020)
