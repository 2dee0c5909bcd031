from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracles
from clusternet.kernels import cores as kernel
from clusternet.kernels import engine

pytestmark = pytest.mark.kernels

graphs = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        st.just(n), st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60)
    )
)


@pytest.mark.parametrize("kernels", ["", "pure"])
@settings(max_examples=80, deadline=None)
@given(graphs)
def test_cores_are_what_is_left_when_the_weak_are_taken_away(kernels, graph):
    n, arcs = graph
    pairs = np.array(sorted(arcs), dtype=np.int64).reshape(-1, 2)
    ends = pairs[:, 0].copy(), pairs[:, 1].copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLUSTERNET_KERNELS", kernels)
        assert kernel.cores(n, *ends).tolist() == oracles.cores(n, *ends)


def test_the_extension_checks_its_arrays():
    extension = engine.compiled()
    if extension is None:
        pytest.skip("no compiled kernels")
    with pytest.raises(ValueError, match="target"):
        extension.cores(2, np.array([0]), np.array([2]))
    with pytest.raises(ValueError, match="size"):
        extension.cores(2, np.array([0]), np.array([1, 0]))
