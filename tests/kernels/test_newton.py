from __future__ import annotations

import numpy as np
import pytest

from clusternet.kernels.newton import Likelihood

pytestmark = pytest.mark.kernels


def test_every_kind_of_every_type_has_its_links():
    """Nodes with links in both kinds: a pair has one link at most, whatever its kinds."""
    rng = np.random.default_rng(3)
    size = np.array([3, 2, 4, 2, 5])
    pairs = np.outer(size, size) - np.diag(size)
    held = rng.random((5, 2, 5, 2)) * 0.2  # chances from type and kind to type and kind
    links = held * pairs[:, None, :, None]
    out, into = links.sum(axis=(2, 3)), links.sum(axis=(0, 1))
    tail = head = np.argwhere(np.ones((5, 2)))
    model = Likelihood(pairs, tail, head, np.ones((2, 2), dtype=bool))
    inside = links[:, 1, :, 1].sum()
    found = model.solve(out.ravel(), into.ravel(), inside, np.tile(np.repeat(size, 2), 2))
    expected = found.reshape(5, 2, 5, 2) * pairs[:, None, :, None]
    np.testing.assert_allclose(expected.sum(axis=(2, 3)), out, atol=1e-4)
    np.testing.assert_allclose(expected.sum(axis=(0, 1)), into, atol=1e-4)
    assert expected[:, 1, :, 1].sum() == pytest.approx(inside, abs=1e-4)
    assert (found.reshape(5, 2, 5, 2).sum(axis=(1, 3)) <= 1).all()
    odds = found.reshape(5, 2, 5, 2) / (1 - found.reshape(5, 2, 5, 2).sum(axis=(1, 3)))[:, None, :, None]
    odd = odds[0, 0, :, 0] / odds[1, 0, :, 0]  # x y z: the ratio of two rows is the same in every column
    assert odd == pytest.approx(odd[0])
    assert odds[0, 0, :, 1] / odds[1, 0, :, 1] == pytest.approx(odd[0])


def test_kinds_that_are_not_linked_stay_so():
    pairs = np.array([[2, 4], [4, 2]])
    joined = np.array([[True, True], [True, False]])
    ends = np.array([[0, 0], [1, 1]])
    found = Likelihood(pairs, ends, ends, joined).solve(
        np.array([3, 2]), np.array([3, 2]), 0, np.array([2, 2, 2, 2])
    )
    assert found[1, 1] == 0
    np.testing.assert_allclose((found * pairs).sum(axis=1), [3, 2], atol=1e-4)
