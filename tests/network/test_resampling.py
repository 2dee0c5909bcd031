from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.network.resampling import Resampling, draws
from clusternet.network.value_network import from_frames


def test_sample_firms_alone_are_drawn(village):
    net = village.until(2020)
    drawn = draws(net, Resampling(50, seed=2))
    firms = net.kinds.eq("sample").to_numpy()
    assert (drawn[:, firms].sum(axis=1) == firms.sum()).all()
    assert np.isnan(drawn[:, ~firms]).all()
    assert (draws(net, Resampling(50, seed=2))[:, firms] == drawn[:, firms]).all()


def test_every_node_is_a_firm_where_the_data_name_no_kinds():
    net = from_frames(pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]}))
    drawn = draws(net, Resampling(400))
    assert drawn.mean(axis=0) == pytest.approx(np.ones(3), abs=0.15)


@pytest.mark.parametrize("wrong", [{"replicates": -1}, {"seed": -1}])
def test_senseless_numbers_are_refused(wrong):
    with pytest.raises(ClusternetError, match="from 0 on"):
        Resampling(**wrong)
