"""Orders of packed numbers."""

import numpy as np
import pytest

from clusternet.kernels.ordering import distinct, is_sorted, stable_order


@pytest.mark.parametrize("most", [1, 5, 10**6, 2**62], ids=["same", "few", "many", "too wide to pack"])
@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_the_order_is_that_of_a_stable_argsort(most, size):
    keys = np.random.default_rng(size).integers(0, most, size)
    assert stable_order(keys).tolist() == np.argsort(keys, kind="stable").tolist()


def test_negative_numbers_are_ordered_too():
    assert stable_order(np.array([3, -1, 3, -1])).tolist() == [1, 3, 0, 2]


@pytest.mark.parametrize("size", [0, 1, 2, 1000])
def test_what_occurs_is_what_numpy_finds(size):
    keys = np.random.default_rng(size).integers(-40, 40, size)
    before = keys.copy()
    assert distinct(keys).tolist() == np.unique(keys).tolist()
    assert (keys == before).all()


def test_equal_neighbours_are_in_order():
    assert is_sorted(np.array([1, 1, 2]))
    assert not is_sorted(np.array([1, 2, 1]))
    assert is_sorted(np.empty(0, dtype=np.int64))
