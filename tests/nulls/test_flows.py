from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.nulls import nullmodel
from clusternet.space.located import base_within
from made import scattered

FLOWS = [
    "source", "target", "observed", "expected", "sd", "ratio", "z", "p", "p_holm", "q", "null", "replicates",
    "seed", "base", "base_n",
]  # fmt: skip


def test_flows_name_their_base_even_where_there_are_none():
    net = from_frames(
        pd.DataFrame({"source": ["a", "b"], "target": ["b", "a"]}),
        pd.DataFrame({"id": ["a", "b"], "province": ["国外", "香港特别行政区"]}),
    )
    assert nullmodel.flows(net).empty
    assert str(base_within(net, "province", "pairs")) == "pairs with both ends in the 31 mainland provinces"
    assert str(base_within(net, "country", "pairs")) == "pairs with both ends given"


def test_both_nulls_expect_the_same_flows():
    net = scattered(5, m=900)
    exact = nullmodel.flows(net).set_index(["source", "target"])
    drawn = nullmodel.flows(net, null="swap", replicates=60).set_index(["source", "target"])
    assert list(nullmodel.flows(net)) == FLOWS
    assert exact["observed"].sum() == drawn["observed"].sum() == 900
    np.testing.assert_allclose(exact["expected"], drawn["expected"].reindex(exact.index), rtol=0.1)
    assert exact["expected"].sum() == pytest.approx(900, abs=1e-3)
    assert drawn["p"].between(1 / 61, 1).all()
    assert exact["p"].isna().all()
    assert (np.abs(exact["z"]) < 4).all()
