"""Labels keep their order and do not overlap."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.plot.sheet.spacing import fitting, spread

LABELS = st.lists(st.tuples(st.floats(-5, 25), st.floats(0.1, 3)), min_size=1, max_size=12)


@given(LABELS)
def test_labels_are_disjoint_in_order_and_inside(labels):
    wanted = sorted(place for place, _ in labels)
    sizes = np.array([size for _, size in labels])
    placed = spread(wanted, sizes, 0, 40)
    low, high = placed - sizes / 2, placed + sizes / 2
    assert (low[1:] >= high[:-1] - 1e-9).all()
    assert low[0] >= -1e-9
    assert high[-1] <= 40 + 1e-9


@given(LABELS)
def test_labels_that_have_room_stay_where_they_are(labels):
    wanted = 10.0 * np.arange(len(labels)) + 5
    assert spread(wanted, [size for _, size in labels], 0, 130) == pytest.approx(wanted)


def test_too_many_labels_are_refused_or_left_out():
    with pytest.raises(ValueError, match="room of 3"):
        spread([1, 1], [2, 2], 0, 3)
    assert fitting([2, 2], [1, 9], 3) == [1]
    assert spread([], [], 0, 1).tolist() == []
