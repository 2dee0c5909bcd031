"""Frames of indicators: cells that hold a number and its measure."""

from __future__ import annotations

import pytest

from clusternet.io.tables.frames import measured


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
