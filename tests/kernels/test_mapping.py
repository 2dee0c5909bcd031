"""VOS mapping: a minimum of its own objective, centred, of mean distance 1."""

from __future__ import annotations

import numpy as np
import pytest

from clusternet.kernels.mapping import vos

pytestmark = pytest.mark.kernels


def pairs(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first, second = np.triu_indices(n, 1)
    similarity = np.random.default_rng(seed).exponential(size=len(first))
    return first, second, similarity


def objective(place: np.ndarray, first: np.ndarray, second: np.ndarray, similarity: np.ndarray) -> float:
    apart = np.linalg.norm(place[first] - place[second], axis=1)
    return float((similarity * (apart / apart.mean()) ** 2).sum())


def test_no_small_step_lowers_the_objective():
    given = pairs(12, 1)
    place = vos(12, *given)
    best = objective(place, *given)
    rng = np.random.default_rng(0)
    # Every pair has a weak similarity besides, so the minimum is that of almost the same objective.
    assert min(objective(place + 1e-2 * rng.standard_normal(place.shape), *given) for _ in range(200)) > best


def test_scale_place_and_seed():
    given = pairs(9, 2)
    place = vos(9, *given)
    apart = np.linalg.norm(place[:, None] - place[None], axis=2)
    assert apart.sum() / 72 == pytest.approx(1)
    assert place.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)
    assert np.array_equal(place, vos(9, *given))


def test_parts_without_a_link_lie_apart():
    first, second = np.array([0, 0, 1, 3, 3, 4]), np.array([1, 2, 2, 4, 5, 5])
    place = vos(6, first, second, np.ones(6))
    inside = np.linalg.norm(place[first] - place[second], axis=1).max()
    between = np.linalg.norm(place[:3, None] - place[None, 3:], axis=2).min()
    assert between > 3 * inside


def test_few_items():
    none = np.empty(0, dtype=np.int64)
    assert vos(0, none, none, np.empty(0)).shape == (0, 2)
    assert vos(1, none, none, np.empty(0)).tolist() == [[0, 0]]
    assert np.linalg.norm(np.diff(vos(2, none, none, np.empty(0)), axis=0)) == pytest.approx(1)
