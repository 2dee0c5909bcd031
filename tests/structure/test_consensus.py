from __future__ import annotations

from dataclasses import replace

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


def test_resolutions_are_on_the_scale_of_the_weights():
    plain, net = scan(cliques(), seeds=2), cliques()
    heavy = scan(replace(net, edges=net.edges.assign(weight=250.0)), seeds=2)
    assert (heavy["resolution"] / 250).tolist() == pytest.approx(plain["resolution"].tolist())
    same = ["communities", "largest_share", "ari_next", "plateau"]
    pd.testing.assert_frame_equal(heavy[same], plain[same])
    assert heavy["plateau"].notna().any()


def test_trivial_partitions_are_no_plateaus():
    star = from_frames(pd.DataFrame({"source": ["a"] * 6 + ["x"], "target": [*"bcdefg", "y"]}))
    low = scan(star, resolutions=np.array([0.01, 0.02, 0.03]), seeds=2)
    assert low["communities"].tolist() == [2, 2, 2]  # all that hangs together
    assert low["ari_next"].tolist()[:2] == [1, 1]
    assert low["plateau"].isna().all()
    high = scan(star, resolutions=np.array([2.0, 3.0, 4.0]), seeds=2)
    assert high["alone"].eq(1).all()
    assert high["plateau"].isna().all()
