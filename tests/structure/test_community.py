from __future__ import annotations

import itertools
import random

import igraph
import networkx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.conventions import GEPHI, IGRAPH
from clusternet.errors import ClusternetError
from clusternet.network.value_network import from_frames
from clusternet.structure.agreement import agreement
from clusternet.structure.community import Search, by_size, detect, modularity
from strategies import networks

pytestmark = pytest.mark.kernels


@settings(max_examples=80, deadline=None)
@given(networks(), st.integers(0, 3), st.floats(0.3, 3))
def test_quality_of_a_given_partition(net, shift, resolution):
    membership = (np.arange(len(net.nodes)) + shift) // 2
    groups = [set(np.flatnonzero(membership == label).tolist()) for label in set(membership.tolist())]
    for convention in (GEPHI, IGRAPH):
        links = net.links(convention.undirected())
        if not convention.loops_in_modularity:
            links = links.without_loops()
        if not links.size:
            continue
        graph = networkx.Graph()
        graph.add_nodes_from(range(links.n))
        graph.add_weighted_edges_from(
            zip(links.source.tolist(), links.target.tolist(), links.weight, strict=True)
        )
        wanted = resolution * networkx.community.modularity(graph, groups, resolution=1 / resolution)
        assert modularity(net, membership, convention=convention, resolution=resolution) == pytest.approx(
            wanted
        )


def two_rings():
    ties = [(f"{ring}{i}", f"{ring}{(i + 1) % 5}") for ring in "ab" for i in range(5)] + [("a0", "b0")]
    return from_frames(pd.DataFrame(ties, columns=["source", "target"]))


@pytest.mark.parametrize("algorithm", ["louvain", "leiden"])
def test_two_rings(algorithm):
    found = detect(two_rings(), search=Search(algorithm))
    assert (found.communities, found.algorithm, found.seeds) == (2, algorithm, 10)
    assert found.modularity == pytest.approx(10 / 11 - 0.5)
    assert found.minimum <= found.median <= found.modularity


def test_resolution_is_gephis():
    counts = [detect(two_rings(), search=Search(resolution=r)).communities for r in (0.3, 1.0, 4.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 2 >= counts[-1]


def test_same_seed_same_result_and_global_generators_untouched(village):
    random.seed(7)
    expected = random.random()
    random.seed(7)
    first = detect(two_rings(), search=Search(seeds=3, seed=11))
    assert random.random() == expected
    again = detect(two_rings(), search=Search(seeds=3, seed=11))
    assert first.membership.tolist() == again.membership.tolist()
    assert igraph.Graph.Ring(4).ecount() == 4


def test_no_links():
    net = from_frames(pd.DataFrame({"source": ["x"], "target": ["x"]}))
    found = detect(net)
    assert found.communities == 1
    assert np.isnan(found.modularity)


def test_numbered_by_size():
    assert by_size(np.array([5, 2, 2, 9, 9])).tolist() == [2, 0, 0, 1, 1]
    assert by_size(np.array([], dtype=int)).tolist() == []


@pytest.mark.parametrize("wrong", [{"seeds": 0}, {"resolution": 0.0}, {"resolution": float("nan")}])
def test_senseless_searches_are_refused(wrong):
    with pytest.raises(ClusternetError):
        Search(**wrong)


def same(first, second, index):
    return getattr(agreement([np.array(first), np.array(second)]), index)[0, 1]


def test_published_agreements():
    """The examples of scikit-learn's adjusted_rand_score and normalized_mutual_info_score."""
    assert same([0, 0, 1, 1], [1, 1, 0, 0], "ari") == same([0, 0, 1, 1], [1, 1, 0, 0], "nmi") == 1
    assert same([0, 0, 1, 2], [0, 0, 1, 1], "ari") == pytest.approx(0.57, abs=0.002)
    assert same([0, 0, 0, 0], [0, 1, 2, 3], "ari") == same([0, 0, 0, 0], [0, 1, 2, 3], "nmi") == 0
    assert same([0, 0, 1, 1], [0, 1, 0, 1], "ari") == -0.5
    assert same([0, 0, 0], [5, 5, 5], "nmi") == same([0, 1, 2], [2, 1, 0], "ari") == 1
    assert same([7], [3], "ari") == same([7], [3], "nmi") == 1


def test_mutual_information_is_adjusted_by_every_order_of_the_members():
    one, two = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 2])

    def shared(first, second):
        joint = np.histogram2d(first, second, bins=3)[0] / first.size
        apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
        return (joint[joint > 0] * np.log((joint / apart)[joint > 0])).sum()

    chance = np.mean([shared(one, np.array(order)) for order in itertools.permutations(two.tolist())])
    most = (shared(one, one) + shared(two, two)) / 2
    assert same(one, two, "ami") == pytest.approx((shared(one, two) - chance) / (most - chance))


def test_partitions_drawn_at_random_do_not_agree():
    rng = np.random.default_rng(3)
    drawn = rng.integers(0, 40, (2, 400))
    assert same(*drawn, "nmi") > 0.3  # of chance alone
    assert abs(same(*drawn, "ami")) < 0.02
    assert same(drawn[0], drawn[0] + 7, "ami") == pytest.approx(1)
    assert same([0, 0, 1, 1], [5, 5, 5, 5], "ami") == 0
    assert agreement([np.array([], dtype=int)] * 2).pairs("ami").tolist() == [1]


@st.composite
def several_partitions(draw):
    n = draw(st.integers(2, 12))
    return draw(st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=1, max_size=4))


@settings(max_examples=150, deadline=None)
@given(several_partitions())
def test_agreement_is_igraphs(partitions):
    found = agreement([np.array(each) for each in partitions])
    assert np.diag(found.nmi) == pytest.approx(1)
    assert np.diag(found.ari) == pytest.approx(1)
    for i, first in enumerate(partitions):
        for j, second in enumerate(partitions):
            nmi, ari = (igraph.compare_communities(first, second, method=m) for m in ("nmi", "adjusted_rand"))
            assert found.nmi[i, j] == pytest.approx(nmi, abs=1e-9)
            if not np.isnan(ari):
                assert found.ari[i, j] == pytest.approx(ari, abs=1e-9)
    assert found.pairs("nmi").size == len(partitions) * (len(partitions) - 1) // 2


def test_partitions_must_be_of_the_same_nodes():
    for partitions in ([], [np.zeros(2), np.zeros(3)]):
        with pytest.raises(ClusternetError, match="at least one, all of the same nodes"):
            agreement(partitions)


def test_every_run_is_kept():
    found = detect(two_rings(), search=Search(seeds=4))
    assert len(found.runs) == 4
    assert any(by_size(run).tolist() == found.membership.tolist() for run in found.runs)


def test_numbers_of_communities_may_be_any():
    few, far = np.array([5, 5, 7, 4, 7, 7]), np.array([50, 50, 10**15, -9, 10**15, 10**15])
    assert by_size(few).tolist() == by_size(far).tolist() == [1, 1, 0, 2, 0, 0]
