from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracles
from clusternet.errors import SchemaError
from clusternet.network.links import Links
from clusternet.network.value_network import from_frames
from clusternet.structure import brokerage
from strategies import graphs


@settings(max_examples=200, deadline=None)
@given(graphs(10), st.randoms(use_true_random=False))
def test_every_path_one_by_one(links, random):
    group = np.array([random.randint(-1, 3) for _ in range(links.n)])
    assert brokerage.roles(links, group).tolist() == oracles.brokerage(links, group.tolist()).tolist()


@settings(max_examples=60, deadline=None)
@given(graphs(10), st.randoms(use_true_random=False))
def test_turning_all_links_swaps_gatekeepers_and_representatives(links, random):
    group = np.array([random.randint(0, 2) for _ in range(links.n)])
    turned = Links(links.n, links.target, links.source, links.weight, links.directed)
    swapped = brokerage.roles(turned, group)[:, [0, 1, 3, 2, 4]]
    assert brokerage.roles(links, group).tolist() == swapped.tolist()


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("ABB", "gatekeeper"),
        ("AAB", "representative"),
        ("ABC", "liaison"),
    ],
)
def test_roles_by_the_groups_along_a_path(groups, role):
    path = Links(3, np.array([0, 1]), np.array([1, 2]), np.ones(2))
    found = brokerage.roles(path, np.array(["ABC".index(letter) for letter in groups]))
    assert dict(zip(brokerage.ROLES, found[1].tolist(), strict=True)) == dict.fromkeys(brokerage.ROLES, 0) | {
        role: 1
    }
    closed = Links(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.ones(3))
    assert brokerage.roles(closed, np.zeros(3, dtype=np.int64)).sum() == 0
    back = Links(2, np.array([0, 1]), np.array([1, 0]), np.ones(2))
    assert brokerage.roles(back, np.array([0, 1])).sum() == 0


def test_places_are_the_groups_and_unknown_ones_are_left_out():
    places = {"a": "北京市", "v": "广东省", "b": "广东省", "x": "美国", "u": ""}
    nodes = pd.DataFrame({"id": list(places), "province": list(places.values())})
    ties = [("a", "v"), ("v", "b"), ("x", "v"), ("v", "u"), ("u", "b")]
    found = brokerage.between_places(from_frames(pd.DataFrame(ties, columns=["source", "target"]), nodes))
    assert found.loc["v"].to_dict() == {
        "coordinator": 0, "itinerant": 0, "gatekeeper": 2, "representative": 0, "liaison": 0, "total": 2
    }  # fmt: skip
    assert found.loc["u"].isna().all()
    with pytest.raises(SchemaError, match="no column province or city"):
        brokerage.between_places(from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]})))


def test_a_place_with_one_firm_coordinates_nothing(shipped):
    found = brokerage.between_places(shipped.until(2016), level="region")
    known = found.dropna()
    assert (known["total"] == known[list(brokerage.ROLES)].sum(axis=1)).all()
    assert known["total"].max() > 1000
