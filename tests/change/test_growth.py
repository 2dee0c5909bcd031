from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.change import growth
from clusternet.change.growth import PARTS, decomposition, panel
from clusternet.errors import ClusternetError, EmptyNetworkError, SchemaError
from clusternet.network.value_network import ValueNetwork, from_frames


@st.composite
def histories(draw: st.DrawFn) -> ValueNetwork:
    """Networks over some years whose nodes leave at any time."""
    names = st.sampled_from("abcdef")
    ties = draw(st.lists(st.tuples(names, names, st.integers(2014, 2018)), min_size=1, max_size=25))
    left = draw(st.lists(st.one_of(st.none(), st.integers(2013, 2019)), min_size=6, max_size=6))
    kinds = draw(st.lists(st.sampled_from(["sample", "partner"]), min_size=6, max_size=6))
    nodes = pd.DataFrame({"id": list("abcdef"), "kind": kinds, "left_year": pd.array(left, dtype="Int64")})
    return from_frames(pd.DataFrame(ties, columns=["source", "target", "year"]), nodes)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(histories())
def test_parts_add_up_to_the_change_exactly(net):
    found = decomposition(net)
    assert (found[list(PARTS)].sum(axis=1) == found["edges_change"]).all()
    assert (found["edges"] - found["edges_before"] == found["edges_change"]).all()
    assert (found["entering_sample"] + found["entering_partner"] == found["entering"]).all()
    assert (found[["entering", "existing"]] >= 0).all(axis=None)
    assert (found[["leaving", "lapsed"]] <= 0).all(axis=None)
    for _, part in found.groupby("period"):
        assert part["edges_before"].tolist() == [0, *part["edges"].tolist()[:-1]]
    by = found.set_index(["period", "year"])
    for year in net.years:
        assert by.loc[("annual", year), "edges"] == net.window(year, year).links().size
        assert by.loc[("cumulative", year), "edges"] == net.until(year).links().size
    assert not found.loc[found["period"].ne("annual"), "lapsed"].any()  # the links of those who stay, stay
    assert not found.loc[found["period"].eq("cumulative"), "leaving"].any()


def history() -> ValueNetwork:
    """One firm that stays, one that comes in 2021, one that leaves in 2022, and partners."""
    ties = [
        ("stays", "p", 2020), ("leaves", "p", 2020), ("stays", "leaves", 2020),
        ("stays", "p", 2021), ("comes", "p", 2021), ("stays", "q", 2021), ("p", "stays", 2021),
        ("stays", "comes", 2022), ("stays", "p", 2022),
    ]  # fmt: skip
    nodes = pd.DataFrame(
        {
            "id": ["stays", "comes", "leaves", "p", "q"],
            "kind": ["sample"] * 3 + ["partner"] * 2,
            "left_year": ["", "", "2022", "", ""],
            "founded": ["2000", "2019", "2001", "", ""],
        }
    )
    return from_frames(pd.DataFrame(ties, columns=["source", "target", "year"]), nodes)


def test_parts_by_hand():
    found = decomposition(history()).set_index(["period", "year"])[[*PARTS, "edges"]]
    assert found.loc[("annual", 2021)].tolist() == [2, 1, 0, -2, 4]  # comes->p, stays->q; p->stays; two lapse
    assert found.loc[("annual", 2022)].tolist() == [0, 1, 0, -3, 2]
    assert found.loc[("cumulative", 2022)].tolist() == [0, 1, 0, 0, 7]
    assert found.loc[("standing", 2022)].tolist() == [0, 1, -2, 0, 5]
    undirected = decomposition(history(), convention=growth.GEPHI.undirected()).set_index(["period", "year"])
    assert undirected.loc[("cumulative", 2021), list(PARTS)].tolist() == [2, 0, 0, 0]  # p->stays was there


def test_new_sample_nodes_are_told_from_new_partners():
    found = decomposition(history()).set_index(["period", "year"])
    assert found.loc[("cumulative", 2021), ["entering_sample", "entering_partner"]].tolist() == [1, 1]
    bare = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "year": [2020]}))
    assert decomposition(bare)[["entering_sample", "entering_partner"]].isna().all(axis=None)


def test_a_panel_holds_the_firms_that_were_there_and_stayed():
    fixed = panel(history(), 2020)
    assert fixed.kinds[fixed.kinds.eq("sample")].index.tolist() == ["stays"]
    assert fixed.kinds["comes"] == "partner"
    assert len(fixed.edges) == 7
    founded = panel(history(), 2019, present="founded")
    assert sorted(founded.kinds[founded.kinds.eq("sample")].index) == ["comes", "stays"]


def test_a_panel_has_the_same_firms_in_every_year(shipped):
    fixed = panel(shipped, 2016)
    parts = decomposition(fixed, periods=["cumulative"]).set_index("year")
    assert not parts.loc[2017:, "entering_sample"].any()
    assert (parts[list(PARTS)].sum(axis=1) == parts["edges_change"]).all()
    stayed = shipped.until(2016).nodes.index.intersection(shipped.kinds.index[shipped.kinds.eq("sample")])
    assert fixed.kinds.eq("sample").sum() == len(stayed)


def test_what_cannot_be_done_is_refused():
    net = history()
    with pytest.raises(EmptyNetworkError, match="the data cover 2020 to 2022"):
        panel(net, 1999)
    with pytest.raises(SchemaError, match="name no kinds"):
        panel(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})), 2020)
    bare = from_frames(
        pd.DataFrame({"source": ["a"], "target": ["b"]}), pd.DataFrame({"id": ["a"], "kind": ["sample"]})
    )
    with pytest.raises(SchemaError, match="no column founded"):
        panel(bare, 2020, present="founded")
    with pytest.raises(SchemaError, match="no year column"):
        panel(bare, 2020)
    with pytest.raises(SchemaError, match="no year column"):
        decomposition(bare)
    with pytest.raises(ClusternetError, match="accepted: annual"):
        decomposition(net, periods=["monthly"])
