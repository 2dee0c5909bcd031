"""Random inputs for the property tests."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

from clusternet.network import ValueNetwork, from_frames


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
