from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.structure.community import Partition, Search, detect
from clusternet.structure.consensus import cores, scan


def cliques(number: int = 6, size: int = 5) -> ValueNetwork:
    """Cliques in a ring, joined by single ties."""
    ties = [(f"{c}.{i}", f"{c}.{j}") for c in range(number) for i in range(size) for j in range(i)]
    ties += [(f"{c}.0", f"{(c + 1) % number}.1") for c in range(number)]
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]))


def test_cores_are_what_all_runs_have_in_common():
    runs = tuple(np.array(run) for run in ([0, 0, 0, 1, 1], [3, 3, 1, 1, 1], [0, 0, 2, 2, 2]))
    found = cores(Partition(runs[0], 0.0, 0.0, 0.0, "louvain", 3, runs))
    assert found.membership.tolist() == [0, 0, 2, 1, 1]
    assert found.communities == 3


def test_cores_of_cliques_are_the_cliques():
    net = cliques()
    found = cores(detect(net, search=Search(seeds=20)))
    names = pd.Series(net.nodes.index.str[0].to_numpy())
    for core in range(found.communities):
        assert names[found.membership == core].nunique() == 1 or found.communities < 6


def test_a_scan_finds_the_plateau_of_the_cliques():
    found = scan(cliques(), seeds=3)
    assert len(found) == 16
    assert found["resolution"].is_monotonic_increasing
    at = found[found["communities"].eq(6)]
    assert len(at) >= 3
    assert at["plateau"].nunique() == 1
    assert at["ari"].eq(1).all()
    assert found["alone"].between(0, 1).all()
    again = scan(cliques(), seeds=3)
    pd.testing.assert_frame_equal(found, again)


def test_no_resolution_limit():
    many = scan(cliques(number=60, size=4), resolutions=np.array([0.3]), seeds=1)
    assert many["communities"].tolist() == [60]
    assert np.isnan(many["ari"]).all()


def test_what_is_not_accepted_is_refused():
    with pytest.raises(ClusternetError, match="densities above 0"):
        scan(cliques(), resolutions=np.array([0.0]))
    with pytest.raises(ClusternetError, match="0 links"):
        scan(from_frames(pd.DataFrame({"source": ["a"], "target": ["a"]})))
