"""Location quotients, relatedness, density and complexity, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.records import complexity


def frame(rows: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list("abcdefgh")[: len(rows)], columns=list("uvwxyz")[: len(rows[0])])


def test_quotients_are_shares_of_a_unit_over_those_of_all():
    found = complexity.location_quotients(frame([[4, 2, 1], [1, 3, 1], [0, 0, 5]]))
    assert found.loc["a", "u"] == pytest.approx((4 / 7) / (5 / 17))
    assert found.loc["c"].tolist() == pytest.approx([0, 0, 17 / 7])


def test_relatedness_and_density_by_hand():
    present = frame([[1, 1, 0], [1, 0, 0], [1, 1, 1]]).astype(bool)
    related = complexity.relatedness(present)
    assert related.loc["u", "v"] == 2 / 3  # two hold both; three hold u
    assert related.loc["v", "w"] == 1 / 2
    dense = complexity.density(present, related)
    assert dense.loc["b", "w"] == pytest.approx((1 / 3) / (1 / 3 + 1 / 2 + 1))
    assert dense.loc["c"].tolist() == pytest.approx([1, 1, 1])
