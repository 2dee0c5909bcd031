from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from clusternet.kernels import engine, large, paths
from clusternet.network.links import merge
from clusternet.network.value_network import from_frames
from clusternet.structure import definitions, metrics
from strategies import graphs

pytestmark = pytest.mark.kernels


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_diameter_is_that_of_all_pairs(links):
    assert large.diameter(*links.rows) == paths.lengths(*links.rows).diameter


@pytest.mark.skipif(engine.level() == "pure", reason="all pairs are looked at")
@pytest.mark.parametrize("pivots", [0, 1, 2, 8])
def test_the_diameter_of_many_parts(pivots):
    """Chains that leave and enter cycles of all sizes; however few the pivots."""
    from clusternet.kernels import compiled

    for seed in range(60):
        rng = np.random.default_rng(seed)
        n = 300
        source, target = rng.integers(0, n, (2, int(rng.integers(50, 400))))
        chain = rng.permutation(n)[: int(rng.integers(2, 120))]
        source, target = np.append(source, chain[:-1]), np.append(target, chain[1:])
        links = merge(n, source, target, np.ones(source.size))
        wanted = paths.lengths(*links.rows).diameter
        found, searched = compiled.diameter(*links.rows, pivots, 1, compiled.levels()[-1])
        assert found == wanted
        assert searched <= n + pivots


def test_the_interval_holds_the_value_as_often_as_it_says():
    rng = np.random.default_rng(0)
    links = merge(800, *rng.integers(0, 800, (2, 1900)), np.ones(1900))
    whole = paths.lengths(*links.rows)
    share = whole.pairs / (800 * 799)
    held = [0, 0]
    for seed in range(12):
        found = large.sample(*links.rows, seed=seed)
        held[0] += found.average.low <= whole.average <= found.average.high
        held[1] += found.reachable.low <= share <= found.reachable.high
        assert found.origins == 16 * (800 // 16)
    assert min(held) >= 11  # every node is drawn once, so the intervals are wider than they need be


def test_the_sample_is_the_same_for_a_seed(monkeypatch):
    rng = np.random.default_rng(1)
    links = merge(9000, *rng.integers(0, 9000, (2, 20000)), np.ones(20000))
    monkeypatch.setenv("CLUSTERNET_THREADS", "1")
    one = large.sample(*links.rows, seed=4)
    monkeypatch.setenv("CLUSTERNET_THREADS", "2")
    assert large.sample(*links.rows, seed=4) == one
    assert large.sample(*links.rows, seed=5) != one
    assert one.average.value == pytest.approx(paths.lengths(*links.rows).average, rel=0.01)
    if engine.level() != "pure":
        monkeypatch.setenv("CLUSTERNET_KERNELS", "pure")
        assert large.sample(*links.rows, seed=4) == one


def test_nothing_to_sample():
    found = large.sample(np.zeros(41, dtype=np.int64), np.empty(0, dtype=np.int64))
    assert np.isnan(found.average.value)
    assert found.reachable.value == 0


def test_large_networks_say_what_was_estimated(monkeypatch):
    rng = np.random.default_rng(2)
    ends = rng.integers(0, 800, (2, 2400)).astype(str)
    net = from_frames(pd.DataFrame({"source": ends[0], "target": ends[1]}))
    columns = ("diameter", "radius", "average_path_length", "reachable_share")
    whole = metrics.structure(net, columns=columns)
    assert not whole.notes
    monkeypatch.setattr(definitions, "LARGE", 1000)
    found = metrics.structure(net, columns=columns)
    assert found.diameter == whole.diameter
    assert found.radius == whole.radius
    assert found.average_path_length == pytest.approx(whole.average_path_length, rel=0.05)
    assert found.reachable_share == pytest.approx(whole.reachable_share, rel=0.05)
    assert set(found.notes) == {"average_path_length", "reachable_share"}
    assert "95 % interval" in str(found.notes["average_path_length"])
    said: list[str] = []
    assert metrics.structure(net, columns=columns, exact=True, progress=said.append) == whole
    table = metrics.by_year(net, columns=columns, exact=True)
    assert table["average_path_length"].tolist() == [whole.average_path_length]
