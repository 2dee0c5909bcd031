"""Windows of years that stand side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import ClusternetError
from clusternet.kernels.families import adjusted
from clusternet.network.value_network import from_frames
from clusternet.space.windows import apart, fits, side_by_side

PLACES = ("北京市", "上海市", "广东省", "浙江省", "四川省", "湖北省")


def trade():
    rng = np.random.default_rng(0)
    rows = [
        (f"{a}{i % 3}", f"{b}{i % 4}", a, b, 2019 + i % 4)
        for a in PLACES for b in PLACES if a != b for i in range(int(rng.integers(6, 30)))
    ]  # fmt: skip
    return from_frames(
        pd.DataFrame(rows, columns=["source", "target", "source_province", "target_province", "year"])
    )


def test_windows_that_overlap_or_stand_alone_are_refused():
    assert apart([(2021, 2022), (2019, 2020)]) == [(2019, 2020), (2021, 2022)]
    for windows, said in (([(2019, 2020), (2020, 2022)], "overlap"), ([(2019, 2022)], "one window")):
        with pytest.raises(ClusternetError, match=said) as error:
            apart(windows)
        assert "时段" in error.value.zh


def test_one_family_of_tests_term_by_term():
    windows = [(2019, 2020), (2021, 2022)]
    table = side_by_side(windows, fits(trade(), windows, within="leave"))
    assert table["window"].tolist()[:2] == ["2019:2020", "2021:2022"]
    assert table["term"].tolist()[0] == table["term"].tolist()[1] == "log_distance"
    holm, q = adjusted(table["p"])
    np.testing.assert_allclose(table["p_holm"], holm)
    np.testing.assert_allclose(table["q"], q)


def test_a_window_without_flows_is_named():
    with pytest.raises(ClusternetError, match="2001:2002: no relation") as error:
        fits(trade(), [(2001, 2002), (2019, 2022)])
    assert error.value.zh.startswith("时段 2001:2002：")
