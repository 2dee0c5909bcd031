from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.network.value_network import from_frames
from clusternet.space import distribution


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["5G", "物联网", "区块链"]), max_size=3), min_size=1, max_size=20))
def test_every_value_counts_once(cells):
    frame = pd.DataFrame({"source": "a", "target": "b", "technology": ["；".join(cell) for cell in cells]})
    found = distribution.shares(from_frames(frame))
    wanted = pd.Series([value for cell in cells for value in cell], dtype=object).value_counts()
    assert found.set_index("name")["count"].to_dict() == wanted.to_dict()
    if len(found):
        assert found["share"].sum() == pytest.approx(1)
        assert found["base_n"].iat[0] == wanted.sum()


def industries(*codes: str):
    return from_frames(pd.DataFrame({"source": "a", "target": "b", "industry": list(codes)}))


def test_sectors_go_by_division_not_by_letter():
    net = industries("A01", "A05", "B11", "C39", "C43", "I65", "6510", "?")
    found = distribution.shares(net, "industry", nesting="sector").set_index("name")["count"]
    assert found.to_dict() == {"第一产业": 1, "第二产业": 1, "第三产业": 5, "?": 1}


def test_names_of_industries_are_not_cut_at_the_mark_inside_them():
    cells = [
        "计算机、通信和其他电子设备制造业",
        "农业、计算机、通信和其他电子设备制造业",
        "39;电力、热力、燃气及水生产和供应业",
    ]
    ties = pd.DataFrame({"source": list("abc"), "target": list("bca"), "industry": cells})
    found = distribution.shares(from_frames(ties), "industry").set_index("name")["count"]
    assert found.to_dict() == {
        "计算机、通信和其他电子设备制造业": 3,
        "农业": 1,
        "电力、热力、燃气及水生产和供应业": 1,
    }
