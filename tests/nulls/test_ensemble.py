from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from clusternet.errors import ClusternetError, SchemaError
from clusternet.network.value_network import ValueNetwork, from_frames
from clusternet.nulls.compared import compare
from clusternet.nulls.ensemble import ensemble
from clusternet.nulls.frame import beyond_frame, is_framed, sampled


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
    assert is_framed(net)
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
    undirected = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}), directed=False)
    with pytest.raises(SchemaError, match="undirected"):
        ensemble(undirected)


def test_an_error_in_the_work_comes_out(village):
    with pytest.raises(ZeroDivisionError):
        ensemble(village, replicates=5).map(lambda net: 1 / (len(net.edges) - len(net.edges)))


def test_progress_ends_at_one(village):
    told = []
    ensemble(village, replicates=5).map(len_of, progress=lambda share, _: told.append(share))
    assert told == [0.2, 0.4, 0.6, 0.8, 1.0]


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


@pytest.mark.parametrize("partners", [0, 1, 6])
def test_a_few_ties_between_partners_leave_the_numbers_between_kinds_as_they_are(partners):
    net = sampled_firms(partners)
    assert is_framed(net)
    assert beyond_frame(net).sum() == partners
    links = net.links()
    own = between_kinds(net, links.source, links.target)
    assert own[0] == partners
    for number in range(20):
        drawn = ensemble(net, seed=1).links(number)
        assert between_kinds(net, drawn.source, drawn.target) == own
        assert drawn.in_degree.tolist() == links.in_degree.tolist()
        assert drawn.out_degree.tolist() == links.out_degree.tolist()
        pairs = drawn.source * drawn.n + drawn.target
        assert (np.diff(pairs) > 0).all()  # sorted, none twice
        drawn = ensemble(net, null="dcm", seed=1).links(number)
        assert between_kinds(net, drawn.source, drawn.target)[0] == partners


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
        found.append(compare(triangles(net), ensemble(net, replicates=60, seed=2).map(triangles)))
    assert found[1].null_mean == pytest.approx(found[0].null_mean, rel=0.02)
    assert found[1].z == pytest.approx(found[0].z, abs=0.5)


def test_many_ties_between_partners_are_no_frame():
    net = sampled_firms(30)
    assert not is_framed(net)
    assert not beyond_frame(net).any()
    assert ensemble(net).held[0].size == 0


def test_every_graph_with_the_held_tie_comes_up_as_often_as_another(monkeypatch):
    monkeypatch.setattr("clusternet.nulls.frame.HELD", 0.5)
    ties = {"source": ["a", "a", "b", "p", "q", "p"], "target": ["p", "b", "q", "a", "c", "q"]}
    nodes = pd.DataFrame({"id": list("abcpq"), "kind": ["sample"] * 3 + ["partner"] * 2})
    net = from_frames(pd.DataFrame(ties), nodes)
    links, label = net.links(), sampled(net)
    free = [(a, b) for a in range(links.n) for b in range(links.n) if a != b and (label[a] or label[b])]
    held = [(a, b) for a, b in zip(links.source, links.target, strict=True) if not (label[a] or label[b])]
    states = set()
    for some in itertools.combinations(free, links.size - len(held)):
        ends = np.array([*some, *held]).T
        same = np.bincount(ends[0], minlength=links.n).tolist() == links.out_degree.tolist()
        if same and np.bincount(ends[1], minlength=links.n).tolist() == links.in_degree.tolist():
            states.add(tuple(sorted(zip(*ends.tolist(), strict=True))))
    nulls = ensemble(net, replicates=150 * len(states), seed=3)
    seen = Counter(
        tuple(zip(each.source.tolist(), each.target.tolist(), strict=True))
        for each in map(nulls.links, range(nulls.replicates))
    )
    assert len(states) > 3
    assert set(seen) == states
    assert stats.chisquare(list(seen.values())).pvalue > 0.001
