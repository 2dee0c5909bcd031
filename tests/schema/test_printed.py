from __future__ import annotations

import numpy as np
import pytest

from clusternet.schema.printed import holds_ranks


@pytest.mark.parametrize(
    "values", [[1, 2, 3, 4], [4, 1, 3, 2], [1, 2, 2, 4], [1, 2.5, 2.5, 4], [1, 2, 2, 3], [1, np.nan, 2, 3]]
)
def test_a_column_of_ranks_is_known_by_its_values(values):
    assert holds_ranks("Place", np.array(values, dtype=float))
    assert not holds_ranks("Overall score", np.array(values, dtype=float))


@pytest.mark.parametrize("values", [[0, 1, 2], [1, 2, 4], [2, 3, 4], [1, 2], [0.1, 0.2, 0.3]])
def test_other_numbers_are_no_ranks_unless_the_header_says_so(values):
    assert not holds_ranks("Points", np.array(values, dtype=float))
    assert holds_ranks("World rank", np.array(values, dtype=float))
