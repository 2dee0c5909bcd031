from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.kernels import components
from clusternet.network.links import Links
from strategies import graphs

pytestmark = pytest.mark.kernels


@given(graphs())
def test_weak_parts_are_those_of_networkx(links: Links) -> None:
    graph = networkx.Graph(zip(links.source.tolist(), links.target.tolist(), strict=True))
    graph.add_nodes_from(range(links.n))
    found = components.weak(links.n, links.source, links.target)
    parts = [sorted(part) for part in networkx.connected_components(graph)]
    assert sorted(np.flatnonzero(found == part).tolist() for part in np.unique(found)) == sorted(parts)


@given(graphs(), st.booleans())
def test_sizes_are_those_of_networkx(links: Links, both_ways: bool) -> None:
    graph = networkx.DiGraph(zip(links.source.tolist(), links.target.tolist(), strict=True))
    graph.add_nodes_from(range(links.n))
    strong = both_ways and links.directed
    parts = (networkx.strongly_connected_components if strong else networkx.weakly_connected_components)(
        graph
    )
    assert sorted(components.sizes(*links.rows, strong=strong).tolist()) == sorted(map(len, parts))
