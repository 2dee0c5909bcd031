from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls.compared import compare
from clusternet.nulls.ensemble import ensemble
from clusternet.nulls.frame import frame, sampled


def framed(seed: int = 0, n: int = 60, m: int = 300) -> ValueNetwork:
    """Ties of a sample of a third of the nodes with anyone, and a self-loop."""
    rng = np.random.default_rng(seed)
    source, target = rng.integers(0, n, (2, 3 * m))
    kept = ((source < n // 3) | (target < n // 3)) & (source != target)
    source, target = np.append(source[kept][:m], 3), np.append(target[kept][:m], 3)
    ids = [f"v{number:02d}" for number in range(n)]
    edges = pd.DataFrame({"source": [ids[a] for a in source], "target": [ids[b] for b in target]})
    kinds = ["sample" if number < n // 3 else "partner" for number in range(n)]
    return from_frames(edges, pd.DataFrame({"id": ids, "kind": kinds}))


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_nulls_are_networks_on_the_same_nodes_within_the_frame(null):
    net = framed()
    nulls = ensemble(net, null=null, replicates=4, seed=3)
    assert frame(net).outside == 0
    assert len(nulls) == 4
    label = sampled(net)
    for each in nulls:
        assert each.nodes is net.nodes
        links = each.links()
        assert links.size == len(each.edges)
        assert links.loops.sum() == 1
        proper = links.without_loops()
        assert (label[proper.source] | label[proper.target]).all()
        if null == "swap":
            np.testing.assert_array_equal(links.out_degree, net.links().out_degree)
            np.testing.assert_array_equal(links.in_degree, net.links().in_degree)


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_nulls_depend_on_seed_and_number_alone(null, monkeypatch):
    net = framed()
    found = {}
    for threads in ("1", "3"):
        monkeypatch.setenv("CLUSTERNET_THREADS", threads)
        nulls = ensemble(net, null=null, replicates=6, seed=3)
        found[threads] = nulls.map(lambda each: each.links().target.tobytes())
    assert found["1"] == found["3"]
    assert len(set(found["1"])) == 6
    fewer = ensemble(net, null=null, replicates=2, seed=3)
    assert [each.links().target.tobytes() for each in fewer] == found["1"][:2]
    other = ensemble(net, null=null, replicates=1, seed=4)
    assert other.network(0).links().target.tobytes() != found["1"][0]


def test_nonsense_is_refused(village):
    for options, said in (
        ({"null": "erdos"}, "accepted: swap, dcm"),
        ({"replicates": 0}, "replicates 0"),
        ({"seed": -1}, "seed -1"),
    ):
        with pytest.raises(ClusternetError, match=said):
            ensemble(village, **options)


def test_an_error_in_the_work_comes_out(village):
    with pytest.raises(ZeroDivisionError):
        ensemble(village, replicates=5).map(lambda net: 1 / (len(net.edges) - len(net.edges)))


def test_progress_ends_at_one(village):
    told = []
    ensemble(village, replicates=5).map(len_of, progress=lambda share, _: told.append(share))
    assert told == [0.2, 0.4, 0.6, 0.8, 1.0]


def test_an_interrupt_does_not_wait_for_the_nulls_at_work(village, monkeypatch):
    monkeypatch.setenv("CLUSTERNET_THREADS", "2")
    made = []

    def work(number: int) -> int:
        made.append(number)
        time.sleep(1.5 if number else 0)
        return number

    def stop(*_: float) -> None:
        raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        ensemble(village, replicates=10**9).over(work, progress=stop)
    assert time.monotonic() - begun < 1
    assert len(made) < 5


def len_of(net: ValueNetwork) -> int:
    return len(net.edges)


def sampled_firms(partners: int = 0, seed: int = 4) -> ValueNetwork:
    """Ties of twelve sample firms with one another and with forty partners, and so many between partners."""
    rng = np.random.default_rng(seed)
    firms, others = [f"s{number}" for number in range(12)], [f"p{number}" for number in range(40)]
    pairs = {
        (str(a), str(b)) for a, b in zip(rng.choice(firms, 150), rng.choice(firms + others, 150), strict=True)
    }
    pairs |= {(str(b), str(a)) for a, b in zip(rng.choice(firms, 80), rng.choice(others, 80), strict=True)}
    pairs |= {(f"p{number}", f"p{number + 1}") for number in range(partners)}
    edges = pd.DataFrame(sorted(pairs), columns=["source", "target"])
    kinds = ["sample"] * len(firms) + ["partner"] * len(others)
    return from_frames(edges, pd.DataFrame({"id": firms + others, "kind": kinds}))


def between_kinds(net: ValueNetwork, source, target) -> list[int]:
    label = sampled(net).astype(int)
    apart = source != target
    return np.bincount(2 * label[source[apart]] + label[target[apart]], minlength=4).tolist()


@pytest.mark.parametrize("partners", [0, 1, 6, 30])
def test_nulls_have_as_many_links_from_kind_to_kind(partners):
    net = sampled_firms(partners)
    assert frame(net).outside == partners
    links = net.links()
    own = between_kinds(net, links.source, links.target)
    assert own[0] == partners
    met = set()
    for number in range(20):
        drawn = ensemble(net, seed=1).links(number)
        assert between_kinds(net, drawn.source, drawn.target) == own
        assert drawn.in_degree.tolist() == links.in_degree.tolist()
        assert drawn.out_degree.tolist() == links.out_degree.tolist()
        met |= {
            each for each in zip(drawn.source.tolist(), drawn.target.tolist(), strict=True) if min(each) > 11
        }
    assert not partners or len(met) > 15  # they are not the same pairs of partner nodes
    assert between_kinds(net, *ensemble(net, seed=1, framed=False).graphs.null(0)) != own
    drawn = [ensemble(net, null="dcm", seed=1).links(number) for number in range(200)]
    inside = [between_kinds(net, each.source, each.target)[0] for each in drawn]
    assert np.mean(inside) == pytest.approx(partners, abs=4 * np.sqrt(partners / 200))


def test_a_firm_that_leaves_keeps_its_old_ties_in_the_frame():
    net = sampled_firms(0)
    edges = net.edges.assign(year=2020)[["source", "target", "year"]]
    nodes = net.nodes.reset_index()[["id", "kind"]]
    left = from_frames(edges, nodes.assign(left_year=nodes["id"].eq("s0").map({True: 2022, False: None})))
    later = pd.DataFrame({"source": ["s1"], "target": ["p0"], "year": [2022]})
    after = from_frames(pd.concat([edges, later]), left.nodes.reset_index()[["id", "kind", "left_year"]])
    assert not sampled(after)[after.nodes.index.get_loc("s0")]
    assert frame(after).outside == 0
    for number in range(5):
        drawn = ensemble(after, seed=1).links(number)
        ever = after.nodes["kind"].eq("sample").to_numpy()
        assert (ever[drawn.source] | ever[drawn.target]).all()
        assert drawn.out_degree.tolist() == after.links().out_degree.tolist()


@pytest.mark.parametrize("null", ["swap", "dcm"])
def test_undirected_nulls_keep_the_degrees(null):
    rng = np.random.default_rng(3)
    pairs = np.unique(np.sort(rng.integers(0, 40, (200, 2)), axis=1), axis=0)
    ends = {
        name: [f"v{number:02d}" for number in end]
        for name, end in zip(("source", "target"), pairs.T, strict=True)
    }
    net = from_frames(pd.DataFrame(ends), directed=False)
    links = net.links()
    total = np.zeros(links.n)
    for each in ensemble(net, null=null, replicates=200, seed=2):
        drawn = each.links()
        assert not drawn.directed
        assert (drawn.source <= drawn.target).all()
        assert drawn.loops.sum() == links.loops.sum()
        assert null == "dcm" or drawn.degree.tolist() == links.degree.tolist()
        total += drawn.degree
    assert np.abs(total / 200 - links.degree).max() < 1.2


def test_one_tie_between_partners_does_not_turn_a_finding_over():
    def triangles(net: ValueNetwork) -> float:
        links = net.links()
        either = np.zeros((links.n, links.n))
        either[links.source, links.target] = either[links.target, links.source] = 1
        np.fill_diagonal(either, 0)
        return float(np.trace(either @ either @ either))

    found = []
    for partners in (0, 1):
        net = sampled_firms(partners)
        found.append(compare(triangles(net), ensemble(net, replicates=500, seed=2).map(triangles)))
    assert found[1].null_mean == pytest.approx(found[0].null_mean, rel=0.02)
    assert found[1].z == pytest.approx(found[0].z, abs=0.5)
