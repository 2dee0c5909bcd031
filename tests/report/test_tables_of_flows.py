from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.report.layout import Layout
from clusternet.report.tables_of_flows import table_of_flows, table_of_margins


@pytest.fixture(scope="module")
def net():
    ties = {"source": list("aabcx"), "target": list("bcccb"), "relation": "technology"}
    places = ["北京市", "深圳市", "深圳市", "国外"]
    nodes = pd.DataFrame(
        {"id": list("abcx"), "city": places, "province": ["北京市", "广东省", "广东省", "国外"]}
    )
    return from_frames(pd.DataFrame(ties), nodes)


def test_the_largest_flows_come_first_with_their_kind_and_base(net):
    found = table_of_flows(Layout(net), "province")
    assert found.title.startswith("表8")
    assert found.texts() == [
        ["北京市-广东省", "50.00%", "跨省技术流动"],
        ["广东省-广东省", "50.00%", "省内技术流动"],
    ]
    assert "4" in found.notes[0]
    english = table_of_flows(Layout(net, language="en"), "city")
    assert [row[0] for row in english.texts()] == ["Beijing – Shenzhen", "Shenzhen – Shenzhen"]
    assert english.texts()[1][2] == "within a city"


def test_the_two_sides_of_margins_are_ranked_apart(net):
    found = table_of_margins(Layout(net), "province")
    assert found.spans == (("技术赋能", 3), ("技术输入", 3))
    assert found.texts() == [
        ["1", "北京市", "50.00%", "1", "广东省", "100.00%"],
        ["2", "广东省", "50.00%", "2", "北京市", "0.00%"],
    ]


def test_without_places_the_table_says_why():
    bare = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    for made, level in ((table_of_flows, "city"), (table_of_margins, "province")):
        found = made(Layout(bare), level)
        assert (found.rows, "省份或城市" in found.notes[0]) == ([], True)
