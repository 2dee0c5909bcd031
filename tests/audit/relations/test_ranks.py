"""Ranks by the numbers they follow."""

from __future__ import annotations

import numpy as np

from clusternet.audit.relations.lattice import Lattice
from clusternet.audit.relations.ranks import rankings


def _lattice(*columns):
    values = np.array(columns, float).T
    half = np.zeros_like(values)
    cells = np.arange(values.size).reshape(values.shape)
    names = tuple("abcdef"[: values.shape[1]])
    return Lattice(values, half, half, cells, names, len(names), "columns")


def test_a_rank_that_was_exchanged_is_found_and_ties_may_stand_in_any_order():
    scores = [90.0, 80.0, 80.0, 70.0, 60.0, 50.0, 40.0, 30.0, 20.0, 10.0]
    assert [each.misplaced for each in rankings(_lattice([1, 3, 2, 4, 5, 6, 7, 8, 9, 10], scores))] == [()]
    (found,) = rankings(_lattice([1, 2, 3, 4, 6, 5, 7, 8, 9, 10], scores))
    assert (found.of, found.descending, found.misplaced) == (1, True, ((4, 5), (5, 6)))


def test_a_column_that_follows_no_other_ranks_nothing():
    draw = np.random.default_rng(1)
    assert list(rankings(_lattice(range(1, 13), draw.normal(size=12)))) == []
