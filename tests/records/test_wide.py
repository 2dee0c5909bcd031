from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.value_network import from_frames
from clusternet.records import specialisation


def frame(rows: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=list("abcdefgh")[: len(rows)], columns=list("uvwxyz")[: len(rows[0])])


def test_values_that_make_no_sense():
    for rows, match in (
        ([[-1, 2]], "not 0 or above"),
        ([[np.nan, 1]], "nan"),
        ([[0, 0]], "every value is 0"),
    ):
        with pytest.raises(ClusternetError, match=match):
            specialisation.measure(frame(rows))
    with pytest.raises(ClusternetError, match="a stands twice"):
        specialisation.measure(pd.DataFrame({"x": [1, 2]}, index=["a", "a"]))


def test_of_a_network():
    ties = pd.DataFrame(
        {
            "source": ["s", "s", "t", "u"],
            "target": ["t", "t", "s", "s"],
            "technology": ["5G", "AI; 5G", "AI", "AI"],
        }
    )
    nodes = pd.DataFrame({"id": ["s", "t", "u"], "province": ["北京市", "广东省", "国外"]})
    found = specialisation.of_network(from_frames(ties, nodes))
    values = found.table
    assert values.loc["北京市"].to_dict() == {"5G": 2, "AI": 1}
    assert values.loc["广东省"].to_dict() == {"5G": 0, "AI": 1}
    assert found.outside == 1
    received = specialisation.of_network(from_frames(ties, nodes), "target_province")
    assert received.table.to_numpy().sum() == 5
