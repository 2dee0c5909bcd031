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


def framed(source: np.ndarray, target: np.ndarray, kind, directed: bool = True) -> dict:
    """Options of a frame in which every node is of one kind."""
    kind = np.asarray(kind)
    return {"kinds": (kind[source], kind[target]), "directed": directed}


def once(arcs: set[tuple[int, int]], directed: bool) -> set[tuple[int, int]]:
    return arcs if directed else {(min(arc), max(arc)) for arc in arcs}


@pytest.mark.parametrize("kernels", ["", "pure"])
@settings(max_examples=60, deadline=None)
@given(graphs, st.integers(0, 2**64 - 1), st.booleans())
def test_degrees_frame_loops_and_simplicity_are_kept(kernels, graph, seed, directed):
    n, arcs, kind = graph
    arcs = once(arcs, directed)
    source, target = arrays(arcs)

    def kept(one, two):
        out, into, blocks, *rest = oracles.fixed(n, one, two, kind)
        if not directed:
            out, into, blocks = np.add(out, into).tolist(), [], blocks[0, 1] + blocks[1, 0]
        return out, into, blocks, *rest

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLUSTERNET_KERNELS", kernels)
        for sweeps in (0, 1, 5):
            found = rewire.rewired(
                source, target, n, **framed(source, target, kind, directed), sweeps=sweeps, seed=seed
            )
            assert kept(*found) == kept(source, target)
            assert (np.diff(found[0] * n + found[1]) > 0).all()
            assert directed or (found[0] <= found[1]).all()
            if not sweeps:
                assert set(zip(*(each.tolist() for each in found), strict=True)) == arcs


@settings(max_examples=80, deadline=None)
@given(graphs, st.integers(0, 2**64 - 1), st.booleans(), st.booleans())
def test_python_and_the_compiled_kernel_make_the_same_graphs(graph, seed, directed, leavers):
    if engine.compiled() is None:
        pytest.skip("no compiled kernels")
    n, arcs, kind = graph
    source, target = arrays(once(arcs, directed))
    options = framed(source, target, kind, directed)
    if leavers:  # every link has kinds of its own
        options["kinds"] = tuple(np.random.default_rng(seed).integers(0, 2, (2, source.size)))
    made = []
    for kernels in ("", "pure"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CLUSTERNET_KERNELS", kernels)
            nulls = rewire.nulls(source, target, n, replicates=3, sweeps=3, seed=seed, **options)
            made.append([np.stack(each).tolist() for each in nulls])
    assert made[0] == made[1]


def test_the_same_graphs_whatever_the_level_the_threads_and_the_number_asked_for(monkeypatch):
    rng = np.random.default_rng(1)
    source, target = arrays({(int(a), int(b)) for a, b in rng.integers(0, 300, (2000, 2))})
    options = framed(source, target, rng.integers(0, 2, 300))
    seen = set()
    extension = engine.compiled()
    for level in ["pure"] if extension is None else [*extension.levels(), "pure"]:
        for threads in ("1", "2", "5"):
            monkeypatch.setenv("CLUSTERNET_KERNELS", level)
            monkeypatch.setenv("CLUSTERNET_THREADS", threads)
            made = list(rewire.nulls(source, target, 300, replicates=3, sweeps=2, seed=7, **options))
            seen.add(b"".join(end.tobytes() for null in made for end in null))
    assert len(seen) == 1
    one = rewire.rewired(source, target, 300, sweeps=2, seed=7, **options)
    assert all(np.array_equal(*ends) for ends in zip(one, made[0], strict=True))
    assert not np.array_equal(made[0][1], made[1][1])
    assert not np.array_equal(rewire.rewired(source, target, 300, sweeps=2, seed=8, **options)[1], made[0][1])


TRIANGLE = [(0, 1), (1, 2), (2, 0)]
MIXED = [(0, 1), (1, 2), (2, 0), (0, 3), (3, 1), (4, 0)]
FRAMED = [(2, 0), (0, 1), (1, 3)]  # partners 2 and 3: 2->0->1->3 or 2->1->0->3, and no swap between
SAMPLED = [(0, 1), (1, 2), (0, 3), (1, 4), (3, 2), (4, 0), (2, 5)]
BOTH_WAYS = [(0, 3), (1, 4), (2, 5), (3, 1), (4, 2), (0, 4)]
APART = [(0, 1), (0, 2), (1, 2), (2, 0), (2, 3), (3, 0)]  # no step within the frame leads to the other graph
RING = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]
MATCHED = [(0, 1), (2, 3), (4, 5), (0, 2)]
HALF = [0, 0, 0, 1, 1, 1]
CASES = [
    (TRIANGLE, [0, 0, 0], (), True),
    (MIXED, [0] * 5, (), True),
    (FRAMED, [0, 0, 1, 1], (), True),
    (SAMPLED, HALF, (), True),
    (BOTH_WAYS, HALF, (), True),
    (APART, [0, 0, 1, 1], (), True),
    ([*SAMPLED, (3, 4)], HALF, (), True),
    (BOTH_WAYS, [0, 0, 1, 1, 1, 1], (), True),
    (SAMPLED, HALF, [(1, 0), (2, 1)], True),  # ends of other kinds
    (MIXED, [0, 1, 0, 1, 0], [(0, 0), (3, 1), (5, 0)], True),
    (RING, [0] * 5, (), False),
    (MATCHED, [0, 0, 0, 1, 1, 1], (), False),
    ([*MATCHED, (1, 4)], [0, 1, 0, 1, 1, 0], (), False),
    ([*MATCHED, (1, 4)], [0, 1, 0, 1, 1, 0], [(0, 0), (2, 1)], False),
]


def p_of(arcs, kind, turned, directed, per_state: int, sweeps: int = 3) -> float:
    """Return the p of as many nulls as are wanted for each state; every state must be met."""
    pairs = [[kind[a], kind[b]] for a, b in arcs]
    for link, end in turned:  # a tie that was recorded when its end was of the other kind
        pairs[link][end] ^= 1
    source, target = (np.array(end, dtype=np.int64) for end in zip(*arcs, strict=True))
    wanted = oracles.realisations(arcs, [tuple(each) for each in pairs], directed)
    made = Counter(
        frozenset(zip(*(end.tolist() for end in null), strict=True))
        for null in rewire.nulls(
            source,
            target,
            len(kind),
            replicates=per_state * wanted.total(),
            kinds=tuple(np.array(pairs).T),
            directed=directed,
            sweeps=sweeps,
            seed=5,
        )
    )
    assert set(made) == set(wanted)
    expected = np.array(list(wanted.values())) * per_state
    if len(wanted) == 1:
        return 1.0
    return float(stats.chisquare([made[each] for each in wanted], expected).pvalue)


@pytest.mark.parametrize(("arcs", "kind", "turned", "directed"), CASES)
def test_every_realisation_is_equally_likely(arcs, kind, turned, directed):
    per_state = 20 if engine.compiled() is None else 120  # the same graphs by either kernel
    assert p_of(arcs, kind, turned, directed, per_state) > 0.001


@settings(max_examples=40, deadline=None)
@given(
    st.integers(3, 5).flatmap(
        lambda n: st.tuples(
            st.sets(
                st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda arc: arc[0] != arc[1]),
                min_size=2,
                max_size=6,
            ),
            st.lists(st.integers(0, 1), min_size=n, max_size=n),
            st.sets(st.tuples(st.integers(0, 1), st.integers(0, 1)), max_size=2),
            st.booleans(),
        )
    )
)
def test_every_realisation_is_reached(graph):
    """Whatever the kinds, also where a tie was recorded when its end was of another kind."""
    arcs, kind, turned, directed = graph
    arcs = sorted(once(arcs, directed))
    if engine.compiled() is not None and len(arcs) > 1:
        assert p_of(arcs, kind, turned, directed, 40) > 1e-6


def test_steps_within_the_frame_do_not_suffice(monkeypatch):
    """The two graphs of one frame, between which there is no way that keeps it."""
    assert p_of(APART, [0, 0, 1, 1], (), True, 60) > 0.001
    monkeypatch.setattr(rewire, "_gates", lambda *_: (np.empty(0, dtype=np.int64), 0))
    with pytest.raises(AssertionError):
        p_of(APART, [0, 0, 1, 1], (), True, 60)


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
        ({"n": 2, "kinds": (one[:1], one[:1])}, "shape"),
        ({"n": 3, "kinds": (one, one + 1)}, "3 kinds"),
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
            graph = rewire.Rewiring(source, target, 200, sweeps=40, seed=1, **framed(source, target, kind))
            made.append(graph.lattice(ring))
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
    none = np.empty(0, dtype=np.int64)

    def graph(ends, gates=none, home=0):
        return extension.Rewiring(3, np.array(ends), gates, home, True)

    for ends, options, said in (
        ([0, 2, 2], {}, "two ends"),
        ([0, 6], {}, "no node"),
        ([0, 1], {}, "itself"),
        ([0, 2, 1, 3], {}, "twice"),
        ([2, 4, 0, 2], {}, "rows"),
        ([0, 2], {"home": 1}, "home"),
    ):
        with pytest.raises(ValueError, match=said):
            graph(ends, **options)
    one, far = np.array([0]), np.array([0, 1, 3])
    for ring, steps, said in ((none, -1, "at least 0"), (one, 1, "ring"), (far, 1, "node")):
        with pytest.raises(ValueError, match=said):
            graph([0, 2]).run(ring, steps, 0, 0, 1, 1)
