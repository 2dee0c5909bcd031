"""Random inputs for the property tests."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from clusternet.network.links import Links, merge
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.words.bases import Base, having


@st.composite
def networks(draw: st.DrawFn) -> ValueNetwork:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(2014, 2018)),
            min_size=1,
            max_size=30,
        )
    )
    return from_frames(pd.DataFrame(rows, columns=["source", "target", "year"]))


@st.composite
def flow_tables(draw: st.DrawFn, *, square: bool = True) -> pd.DataFrame:
    """All flows between places, as the flow figures take them."""
    names = st.sampled_from(
        ["北京市", "广东省", "上海市", "内蒙古自治区", "Seoul", "a long name of a place", "其他"]
    )
    rows = draw(st.lists(st.tuples(names, names, st.integers(1, 10**6)), min_size=1, max_size=30))
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    table = table.groupby(["source", "target"])["flow"].sum().reset_index()
    table["base_n"] = table["flow"].sum()
    intra = table["source"].eq(table["target"]).map({True: "intra", False: "inter"})
    return table.assign(type=intra if square else "", base=Base("relations", (having("both ends given"),)))


@st.composite
def graphs(draw: st.DrawFn, largest: int = 40) -> Links:
    n = draw(st.integers(1, largest))
    ties = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n))
    source, target = (
        np.array(ends, dtype=np.int64) for ends in (zip(*ties, strict=True) if ties else ((), ()))
    )
    links = merge(n, source, target, np.ones(len(ties)))
    return links if draw(st.booleans()) else links.undirected("sum")
