from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.errors import ClusternetError
from clusternet.structure.agreement import agreement


def shared_by_chance(one: list[int], two: list[int]) -> float:
    """Mean mutual information over every order of the second partition."""
    return float(np.mean([mutual(one, list(order)) for order in permutations(two)]))


def mutual(one: list[int], two: list[int]) -> float:
    n = len(one)
    joint = {
        pair: sum(each == pair for each in zip(one, two, strict=True)) / n
        for pair in zip(one, two, strict=True)
    }
    return sum(p * np.log(p / (one.count(a) * two.count(b) / n**2)) for (a, b), p in joint.items())


def entropy(one: list[int]) -> float:
    return mutual(one, one)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=6))
def test_adjusted_information_is_less_what_every_order_gives_on_average(pairs):
    one, two = ([pair[side] for pair in pairs] for side in (0, 1))
    found = agreement([np.array(one), np.array(two)])
    chance, most = shared_by_chance(one, two), (entropy(one) + entropy(two)) / 2
    if most - chance > 1e-9:
        assert found.ami[0, 1] == pytest.approx((mutual(one, two) - chance) / (most - chance), abs=1e-9)
    if most > 1e-9:
        assert found.nmi[0, 1] == pytest.approx(mutual(one, two) / most, abs=1e-9)


def test_numbers_of_communities_do_not_matter():
    one = np.array([0, 0, 1, 1, 2])
    found = agreement([one, 7 - one])
    for index in ("nmi", "ari", "ami"):
        assert found.pairs(index).tolist() == [1.0]


def test_partitions_of_other_nodes_are_refused():
    with pytest.raises(ClusternetError, match=r"\[2, 3\] nodes"):
        agreement([np.array([0, 1]), np.array([0, 1, 1])])
    with pytest.raises(ClusternetError, match="at least one"):
        agreement([])
