from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.about import About
from clusternet.network.value_network import from_frames
from clusternet.space import crossed


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["5G", "物联网"]), max_size=2, unique=True),
            st.lists(st.sampled_from(["智慧城市", "智慧金融"]), max_size=2, unique=True),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_pairs_of_values_and_their_quotients(rows):
    ties = {"source": "a", "target": "b", "technology": ["；".join(row[0]) for row in rows]}
    found = crossed.across(
        from_frames(pd.DataFrame({**ties, "application": ["；".join(row[1]) for row in rows]}))
    )
    wanted: dict[tuple[str, str], int] = {}
    for technologies, fields in rows:
        for pair in ((one, other) for one in technologies for other in fields):
            wanted[pair] = wanted.get(pair, 0) + 1
    assert {(row[0], row[1]): int(row[2]) for row in found.itertuples(index=False)} == wanted
    total = sum(wanted.values())
    for row in found.itertuples(index=False):
        one = sum(count for (name, _), count in wanted.items() if name == row.name)
        other = sum(count for (_, name), count in wanted.items() if name == row.across)
        assert row.lq == pytest.approx((row[2] / one) / (other / total))


def test_across_takes_two_attributes_of_relations():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "industry": ["I65"]}))
    for pair in (("technology", "technology"), ("technology", "province")):
        with pytest.raises(ClusternetError, match="two different ones"):
            crossed.across(net, *pair)
    with pytest.raises(SchemaError, match="technology"):
        crossed.across(net, "technology", "industry")


def test_two_columns_crossed():
    ties = pd.DataFrame(
        {
            "source": ["a", "a", "b", "c"],
            "target": ["b", "b", "c", "a"],
            "technology": ["5G；物联网", "5G", "区块链", ""],
            "weight": [2, 1, 1, 1],
        }
    )
    nodes = pd.DataFrame({"id": list("abc"), "category": ["enterprise", "university", "enterprise"]})
    net = from_frames(ties, nodes)
    both = crossed.crossed(net, "technology", "target_category")
    found = both.table
    university = net.nodes.at["b", "category"]
    assert found[["source", "flow"]].iloc[0].tolist() == ["5G", 2]
    assert found["base_n"].unique().tolist() == [4]
    assert found["share"].sum() == pytest.approx(1)
    assert both.outside == 1
    assert set(found["type"]) == {""}
    first = found[(found["source"] == "5G") & (found["target"] == university)].iloc[0]
    assert first["expected_ratio"] == pytest.approx(2 * 4 / (2 * 3))
    weighted = crossed.crossed(net, "technology", "target_category", count="weight").table
    assert weighted.iloc[0][["source", "flow"]].tolist() == ["5G", 3]
    pairs = crossed.crossed(net, "technology", "target_category", count="pairs").table
    assert pairs["flow"].tolist() == [1, 1, 1]


def test_one_attribute_at_both_ends_has_flows_that_stay():
    ties = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": list("abc"), "category": ["enterprise", "university", "enterprise"]})
    found = crossed.crossed(from_frames(ties, nodes), "source_category", "target_category").table
    assert sorted(found["type"]) == ["inter", "intra"]


def test_crossing_what_is_not_there():
    net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"], "technology": ["5G"]}))
    with pytest.raises(SchemaError, match=r"no column colour; the edges have: .*technology"):
        crossed.crossed(net, "technology", "colour")
    with pytest.raises(ClusternetError, match="one column"):
        crossed.crossed(net, "technology", "technology")


def test_combinations_of_several_values_are_said() -> None:
    ties = {"source": ["a", "b"], "target": ["b", "c"], "technology": ["AI|Cloud", "AI"]}
    net = from_frames(pd.DataFrame({**ties, "application": ["x", "x"]}))
    bases = crossed.across(net)["base"]
    assert set(map(str, bases)) == {"combinations in relations with technology and application"}


@pytest.mark.parametrize("places", ["own", "chinese"])
def test_an_unknown_place_is_no_value(places):
    ties = pd.DataFrame({"source": ["a", "b", "c"], "target": ["d", "d", "d"], "technology": ["5G"] * 3})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "country": ["USA", "USA", ""]})
    net = from_frames(ties, nodes, about=About(places=places))
    found = crossed.crossed(net, "source_country", "technology")
    assert found.table[["source", "flow", "base_n"]].values.tolist() == [["USA", 2, 2]]
    assert found.outside == 1
