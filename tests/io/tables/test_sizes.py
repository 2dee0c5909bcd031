"""Words of size in cells and headers."""

from __future__ import annotations

import pytest

from clusternet.io.tables.sizes import measured, size_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1935 GB/s", (1935, "GB/s")),
        ("0.78 TFLOPS/W", (0.78, "TFLOPS/W")),
        ("1,100家", (1100, "家")),
        ("−3.5%", (-3.5, "%")),
        ("约 78000", None),
        ("12-15", None),
        ("10～20 家", None),
        ("3.5/4", None),
        ("5-axis", (5, "-axis")),
        ("", None),
        ("安培 Ampere", None),
    ],
)
def test_measured_cells(text, found):
    assert measured(text) == found


@pytest.mark.parametrize(
    ("header", "size"),
    [
        ("人口（万人）", 10_000), ("人口(万)", 10_000), ("人口/百万人", 10**6),
        ("常住人口（单位：千人）", 1000),
        ("Population (millions)", 10**6), ("population_thousand", 1000),
        ("Population, in billions", 10**9),
        ("人口", 1), ("人口（人）", 1), ("population", 1), ("万州区人口", 1), ("population (in 2022)", 1),
    ],
)  # fmt: skip
def test_what_one_of_a_column_of_people_stands_for(header, size):
    assert size_of(header) == size
