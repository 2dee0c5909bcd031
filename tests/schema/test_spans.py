"""Ranges that name units, and those that hold others."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from clusternet.schema import spans


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("0-9", (0, 9)), ("10--19", (10, 19)), ("10～19岁", (10, 19)), ("15 to 24 years", (15, 24)),
        ("10–19歳", (10, 19)), ("60+", (60, inf)), ("65岁及以上", (65, inf)),
        ("65 years and over", (65, inf)),
        ("80세 이상", (80, inf)), ("≥ 100", (100, inf)), ("<15", (-inf, 15)), ("15岁以下", (-inf, 15)),
        ("under 5", (-inf, 5)), ("18岁未满", (-inf, 18)), ("1,000-4,999人", (1000, 4999)),
        ("China", None), ("2018", None), ("9-3", None), ("5G", None), ("3M", None),
    ],
)  # fmt: skip
def test_the_ends_of_a_range(text, ends):
    assert spans.span(text) == ends


def test_few_ranges_among_names_say_nothing():
    assert not spans.covering(["Firm 1-9", "7-11", "3M", "A", "B", "0-100", "1-2"]).any()


def test_a_range_holds_those_of_its_group_alone():
    names, years = ["0-9", "10-19", "20+", "10-14"], ["1950", "1950", "1950", "1960"]
    assert not spans.covering(names, years).any()
    assert spans.covering(names).tolist() == [False, True, False, False]


def test_sums_are_of_the_finest_ranges():
    names = ["0+", "10+", "0-9", "10-19", "20+"]
    wide = spans.covering(names)
    found = spans.sums_up(names, np.array([10.0, 7, 3, 3, 4]), wide=wide)
    assert found.tolist() == [True, True, False, False, False]
    assert not spans.sums_up(names, np.array([11.0, 8, 3, 3, 4]), wide=wide).any()
