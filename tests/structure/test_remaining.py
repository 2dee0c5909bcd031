"""What is left of ranks and of structure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.structure.remaining import Judge

TIES = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("e", "a")]
NET = from_frames(
    pd.DataFrame(TIES, columns=["source", "target"]),
    pd.DataFrame({"id": list("abcde"), "province": ["北京市", "北京市", "广东省", "广东省", "北京市"]}),
)


def test_what_is_left_by_hand():
    links = NET.links()
    judge = Judge.of(NET, links, ("degree",), 2)
    assert links.degree.tolist() == [4, 2, 2, 1, 1]
    whole = judge.left(links, np.zeros(5, dtype=bool), 0).values
    assert (whole["links"], whole["top_degree"]) == (5.0, 1.0)
    assert whole["rank_degree"] == pytest.approx(1)
    assert whole["intra_share"] == pytest.approx(2 / 5)
    assert whole["hhi"] == pytest.approx((2 / 5) ** 2 + (3 / 5) ** 2)
    without = judge.left(links, (links.source == 0) | (links.target == 0), 0)  # b and c are left
    assert without.values["links"] == 1
    assert without.values["top_degree"] == 0.5
    assert without.order[:2].tolist() == [1, 2]


def test_leaders_stand_where_they_are_among_the_first():
    links = NET.links()
    judge = Judge.of(NET, links, ("degree",), 2)
    found = [
        judge.left(links, gone, 0)
        for gone in (np.zeros(5, dtype=bool), (links.source == 0) | (links.target == 0))
    ]
    table = judge.leaders(NET, found).set_index("id")
    assert table["value"].to_dict() == {"a": 4.0, "b": 2.0}
    assert table["stays"].to_dict() == {"a": 0.5, "b": 1.0}
    assert table.loc["b", ["rank_low", "rank_high"]].tolist() == [1, 2]
