from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Resampling
from clusternet.network.value_network import from_frames
from clusternet.structure.sensitivity import sensitivity, table, unseen
from made import market

NET = market()
LINKS = NET.links()


def test_so_many_links_are_left_as_are_not_missing():
    found = table(NET, resampling=Resampling(4), shares=[0.05, 0.2]).set_index(["metric", "removed_share"])
    for share in (0.05, 0.2):
        row = found.loc[("links", share)]
        assert row["low"] == row["high"] == LINKS.size - np.ceil(share * LINKS.size)
    assert found.loc[("rank_degree", 0.05), "mean"] > found.loc[("rank_degree", 0.2), "mean"]
    assert found.loc[["rank_degree", "top_degree"], "whole"].tolist() == pytest.approx([1, 1, 1, 1])
    assert {"modularity", "gini", "alpha", "intra_share", "hhi"} <= set(found.index.get_level_values(0))


def test_the_same_seed_gives_the_same_bytes_and_shares_go_by_one_order():
    one, other = (sensitivity(NET, resampling=Resampling(3), shares=[0.1, 0.2]) for _ in range(2))
    pd.testing.assert_frame_equal(one.table, other.table)
    pd.testing.assert_frame_equal(one.leaders, other.leaders)
    alone = table(NET, resampling=Resampling(3), shares=[0.2])
    both = one.table[one.table["removed_share"].eq(0.2)].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, both)


def test_half_of_the_partners_are_half_of_their_ties():
    found = table(NET, missing="partners", resampling=Resampling(3), shares=[0.5]).set_index("metric")
    assert found.loc["links", "mean"] < 0.75 * LINKS.size


def test_unseen_ties_of_partners_double_their_degrees_on_average():
    found = unseen(market(ties=4000), share=0.5, resampling=Resampling(99)).table.set_index("metric")
    assert found.loc["partners_in_top", "mean"] > found.loc["partners_in_top", "whole"]
    little = unseen(market(ties=4000), share=0.01, resampling=Resampling(20)).table.set_index("metric")
    assert little.loc["rank_degree", "mean"] > max(0.97, found.loc["rank_degree", "mean"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"shares": [0.0]}, "between 0 and 1"),
        ({"by": "chance"}, "accepted: ties, partners; random, degree, recorder, year"),
        ({"missing": "partners", "by": "year"}, "by random or degree, not by year"),
        ({"resampling": Resampling(1)}, "from 1, from 2"),
        ({"measures": ["fame"]}, "fame"),
    ],
)
def test_what_is_not_accepted_is_refused(options, said):
    with pytest.raises(ClusternetError, match=said):
        sensitivity(NET, **options)


def test_data_that_lack_what_is_asked_for_are_refused():
    plain = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    for options, said in (({"by": "year"}, "no year"), ({"missing": "partners"}, "no partner nodes")):
        with pytest.raises(ClusternetError, match=said):
            sensitivity(plain, **options)
    with pytest.raises(ClusternetError, match="nobody's ties are unseen"):
        unseen(plain)


def test_shares_take_as_many_ties_as_are_nearest_and_never_none_or_all():
    net = from_frames(pd.DataFrame({"source": ["h"] * 10, "target": list("abcdefghij")[:10]}))
    found = table(net, shares=[0.1, 0.24, 0.26], measures=["degree"], resampling=Resampling(3))
    left = found[found["metric"].eq("links")]
    whole = int(left["whole"].iloc[0])
    assert left["mean"].tolist() == [whole - round(share * whole) for share in (0.1, 0.24, 0.26)]
    for share, takes in ((0.01, "none"), (1e-7, "none"), (0.999, "all")):
        with pytest.raises(ClusternetError, match=f"takes {takes} of these") as error:
            table(net, shares=[share], measures=["degree"], resampling=Resampling(3))
        assert "比例" in error.value.zh
