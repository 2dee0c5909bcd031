from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import oracles
from clusternet.errors import ClusternetError
from clusternet.kernels import engine, rewire

pytestmark = pytest.mark.kernels

graphs = st.integers(2, 9).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=30),
        st.lists(st.integers(0, 1), min_size=n, max_size=n),
    )
)


def arrays(arcs: set[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(sorted(arcs), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


@pytest.mark.parametrize("kernels", ["", "pure"])
@settings(max_examples=60, deadline=None)
@given(graphs, st.integers(0, 2**64 - 1))
def test_degrees_frame_loops_and_simplicity_are_kept(kernels, graph, seed):
    n, arcs, kind = graph
    source, target = arrays(arcs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLUSTERNET_KERNELS", kernels)
        for sweeps in (0, 1, 5):
            found = rewire.rewired(source, target, n, kind=np.array(kind), sweeps=sweeps, seed=seed)
            assert oracles.fixed(n, *found, kind)[2] <= oracles.fixed(n, source, target, kind)[2]
            for place in (0, 1, 3, 4):
                assert oracles.fixed(n, *found, kind)[place] == oracles.fixed(n, source, target, kind)[place]
            assert (np.diff(found[0] * n + found[1]) > 0).all()
            if not sweeps:
                assert set(zip(*(each.tolist() for each in found), strict=True)) == arcs


@settings(max_examples=60, deadline=None)
@given(graphs, st.integers(0, 2**64 - 1))
def test_python_and_the_compiled_kernel_make_the_same_graphs(graph, seed):
    if engine.compiled() is None:
        pytest.skip("no compiled kernels")
    n, arcs, kind = graph
    source, target = arrays(arcs)
    made = []
    for kernels in ("", "pure"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CLUSTERNET_KERNELS", kernels)
            nulls = rewire.nulls(source, target, n, replicates=3, kind=np.array(kind), sweeps=3, seed=seed)
            made.append([np.stack(each).tolist() for each in nulls])
    assert made[0] == made[1]


def test_the_same_graphs_whatever_the_level_the_threads_and_the_number_asked_for(monkeypatch):
    rng = np.random.default_rng(1)
    source, target = arrays({(int(a), int(b)) for a, b in rng.integers(0, 300, (2000, 2))})
    kind = rng.integers(0, 2, 300)
    seen = set()
    extension = engine.compiled()
    for level in ["pure"] if extension is None else [*extension.levels(), "pure"]:
        for threads in ("1", "2", "5"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            made = list(rewire.nulls(source, target, 300, replicates=3, kind=kind, sweeps=2, seed=7))
            seen.add(b"".join(end.tobytes() for null in made for end in null))
    assert len(seen) == 1
    one = rewire.rewired(source, target, 300, kind=kind, sweeps=2, seed=7)
    assert all(np.array_equal(*ends) for ends in zip(one, made[0], strict=True))
    assert not np.array_equal(made[0][1], made[1][1])
    assert not np.array_equal(rewire.rewired(source, target, 300, kind=kind, sweeps=2, seed=8)[1], made[0][1])


TRIANGLE = [(0, 1), (1, 2), (2, 0)]
MIXED = [(0, 1), (1, 2), (2, 0), (0, 3), (3, 1), (4, 0)]
FRAMED = [(2, 0), (0, 1), (1, 3)]  # partners 2 and 3: 2->0->1->3 or 2->1->0->3, and no swap between
SAMPLED = [(0, 1), (1, 2), (0, 3), (1, 4), (3, 2), (4, 0), (2, 5)]
BOTH_WAYS = [(0, 3), (1, 4), (2, 5), (3, 1), (4, 2), (0, 4)]


@pytest.mark.parametrize(
    ("arcs", "kind"),
    [
        (TRIANGLE, [0, 0, 0]),
        (MIXED, [0] * 5),
        (FRAMED, [0, 0, 1, 1]),
        (SAMPLED, [0, 0, 0, 1, 1, 1]),
        (BOTH_WAYS, [0, 0, 0, 1, 1, 1]),
    ],
)
@pytest.mark.parametrize("kernels", ["", "pure"])
def test_every_realisation_is_equally_likely(monkeypatch, kernels, arcs, kind):
    monkeypatch.setenv("CLUSTERNET_KERNELS", kernels)
    source, target = arrays(set(arcs))
    wanted = oracles.realisations(len(kind), source, target, kind)
    replicates = (20 if kernels == "pure" else 200) * len(wanted)
    made = Counter(
        frozenset(zip(*(end.tolist() for end in null), strict=True))
        for null in rewire.nulls(
            source, target, len(kind), replicates=replicates, kind=np.array(kind), sweeps=3, seed=4
        )
    )
    assert set(made) == wanted
    assert len(wanted) > 1
    assert stats.chisquare([made[each] for each in wanted]).pvalue > 0.001


@settings(max_examples=40, deadline=None)
@given(
    st.integers(3, 5).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.sets(
                st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda arc: arc[0] != arc[1]),
                min_size=2,
                max_size=9,
            ),
            st.lists(st.integers(0, 1), min_size=n, max_size=n),
        )
    )
)
def test_every_realisation_is_reached(graph):
    """Swaps and turned walks join all graphs with the same degrees and frame."""
    n, arcs, kind = graph
    source, target = arrays(arcs)
    wanted = oracles.realisations(n, source, target, kind)
    if len(wanted) > 40 or engine.compiled() is None:
        return
    nulls = rewire.nulls(
        source, target, n, replicates=60 * len(wanted), kind=np.array(kind), sweeps=3, seed=2
    )
    assert {frozenset(zip(*(end.tolist() for end in null), strict=True)) for null in nulls} == wanted


def test_overlap_falls_to_that_of_independent_graphs():
    rng = np.random.default_rng(3)
    source, target = arrays({(int(a), int(b)) for a, b in rng.integers(0, 400, (3000, 2)) if a != b})
    shares = [
        rewire.overlap(source, target, rewire.rewired(source, target, 400, sweeps=sweeps), 400)
        for sweeps in (0, 1, 10)
    ]
    assert shares[0] == 1
    assert 0.1 < shares[1] < 0.6
    assert shares[2] < 0.04  # about the density, 0.019
    assert rewire.overlap(source, target, (source[:0], target[:0]), 400) == 0
    assert np.isnan(rewire.overlap(source[:0], target[:0], (source, target), 400))


@pytest.mark.parametrize("kernels", ["", "pure"])
@pytest.mark.parametrize(
    ("n", "arcs"), [(0, []), (1, [(0, 0)]), (3, []), (2, [(0, 1)]), (2, [(0, 1), (1, 0)])]
)
def test_graphs_with_nothing_to_rewire(monkeypatch, kernels, n, arcs):
    monkeypatch.setenv("CLUSTERNET_KERNELS", kernels)
    source, target = arrays(set(arcs))
    found = rewire.rewired(source, target, n)
    assert [each.tolist() for each in found] == [source.tolist(), target.tolist()]


def test_what_cannot_be_rewired_is_refused():
    one, two = np.array([0, 1]), np.array([1, 0])
    for options, said in (
        ({"n": 1}, "outside the nodes 0 to 0"),
        ({"n": 2, "sweeps": -1}, "sweeps -1"),
        ({"n": 2, "seed": -1}, "seed -1"),
        ({"n": 2, "kind": np.array([0])}, "shape"),
        ({"n": 3, "kind": np.array([0, 1, 2])}, "3 kinds"),
    ):
        with pytest.raises(ClusternetError, match=said):
            rewire.rewired(one, two, **options)
    with pytest.raises(ClusternetError, match="twice"):
        rewire.rewired(np.array([0, 0]), np.array([1, 1]), 2)


def test_a_lattice_keeps_degrees_and_frame_and_shortens_links():
    rng = np.random.default_rng(5)
    source, target = arrays({(int(a), int(b)) for a, b in rng.integers(0, 200, (1500, 2))})
    kind = (rng.random(200) < 0.3).astype(np.int64)
    kept = ~((kind[source] == 1) & (kind[target] == 1))
    source, target = source[kept], target[kept]
    ring = rng.permutation(200)
    made = []
    for kernels in ("", "pure"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CLUSTERNET_KERNELS", kernels)
            made.append(rewire.Rewiring(source, target, 200, kind=kind, sweeps=40, seed=1).lattice(ring))
    np.testing.assert_array_equal(made[0], made[1])
    assert oracles.fixed(200, *made[0], kind.tolist()) == oracles.fixed(200, source, target, kind.tolist())

    def length(one: np.ndarray, two: np.ndarray) -> int:
        way = np.abs(ring[one] - ring[two])
        return int(np.minimum(way, 200 - way).sum())

    assert length(*made[0]) < 0.3 * length(source, target)
    with pytest.raises(ClusternetError, match="0 to 199"):
        rewire.Rewiring(source, target, 200).lattice(ring + 1)


def test_progress_counts_to_one():
    told = []
    list(
        rewire.nulls(
            np.array([0, 1]), np.array([1, 2]), 3, replicates=4, progress=lambda *at: told.append(at[0])
        )
    )
    assert told == [0.25, 0.5, 0.75, 1.0]


def test_the_extension_checks_its_arrays():
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    one, two = np.array([0, 1]), np.array([1, 2])
    kind = np.zeros(3, dtype=np.int64)
    for source, target, kinds, steps, said in (
        (one, two + 1, kind, 1, "target"),
        (one, one, kind, 1, "itself"),
        (np.array([0, 0]), np.array([1, 1]), kind, 1, "twice"),
        (one, two[:1], kind, 1, "size"),
        (one, two, kind[:2], 1, "kind"),
        (one, two, kind + 2, 1, "0 or 1"),
        (one, two, kind, -1, "at least 0"),
    ):
        with pytest.raises(ValueError, match=said):
            extension.rewire(3, source, target, kinds, steps, 0, 0, 1, 1, one[:0])
