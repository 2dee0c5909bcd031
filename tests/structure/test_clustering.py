from __future__ import annotations

import pandas as pd
import pytest

from clusternet.conventions import GEPHI, IGRAPH, NETWORKX
from clusternet.errors import UndefinedError
from clusternet.network.value_network import from_frames
from clusternet.structure import clustering

pytestmark = pytest.mark.kernels


def links(*ties: str, convention=GEPHI):
    frame = pd.DataFrame([tie.split(">") for tie in ties], columns=["source", "target"])
    return from_frames(frame).links(convention)


def test_a_mutual_pair_among_the_neighbours_is_two_links():
    found = clustering.per_node(links("a>b", "a>c", "b>c", "c>b"), GEPHI)
    assert found.tolist() == [1, 0.5, 0.5]


def test_a_self_loop_makes_a_node_its_own_neighbour():
    found = clustering.per_node(links("a>a", "a>b", "a>c", "b>c"), GEPHI)
    assert found[0] == pytest.approx((1 + 2) / (3 * 2))
    assert found[1] == 0.5


def test_bases_of_the_average():
    ties = ("a>b", "b>c", "c>a", "c>d")
    view = GEPHI.undirected()
    assert clustering.average(links(*ties, convention=view), view) == pytest.approx((1 + 1 + 1 / 3) / 3)
    everyone = NETWORKX.undirected()
    assert clustering.average(links(*ties, convention=everyone), everyone) == pytest.approx((7 / 3) / 4)
    assert clustering.average(links(*ties), IGRAPH) == pytest.approx((7 / 3) / 3)


def test_nothing_to_average():
    view = GEPHI.undirected()
    with pytest.raises(UndefinedError, match="two neighbours"):
        clustering.average(links("a>b", convention=view), view)
