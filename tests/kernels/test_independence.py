from __future__ import annotations

import numpy as np
import pytest

from clusternet.kernels.independence import completed


def test_a_table_of_products_without_its_diagonal_is_found_again():
    one, other = np.array([1.0, 2, 3, 4]), np.array([5.0, 1, 2, 3])
    table = np.outer(one, other)
    np.fill_diagonal(table, 0)
    rows, columns, total = completed(
        table.sum(axis=1)[:, None], table.sum(axis=0)[:, None], (np.arange(4), np.arange(4))
    )
    np.testing.assert_allclose((rows * columns.T / total)[0, 1:], table[0, 1:], rtol=1e-6)


def test_margins_of_what_is_there_are_kept_and_nothing_missing_changes_nothing():
    table = np.random.default_rng(0).poisson(20, (6, 5)).astype(float)
    gone = (np.array([0, 3]), np.array([2, 4]))
    table[gone] = 0
    margins = table.sum(axis=1)[:, None], table.sum(axis=0)[:, None]
    rows, columns, total = completed(*margins, gone)
    expected = rows * columns.T / total
    expected[gone] = 0
    assert expected.sum(axis=1) == pytest.approx(table.sum(axis=1), rel=1e-6)
    rows, columns, total = completed(*margins, (np.empty(0, int), np.empty(0, int)))
    assert (rows == margins[0]).all()
    assert (columns == margins[1]).all()
    assert total == table.sum()
