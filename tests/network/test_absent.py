from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.space import distribution
from clusternet.structure import powerlaw
from letters import HAN

TIES = pd.DataFrame({"source": ["a"], "target": ["b"]})


@pytest.mark.parametrize(
    ("asked", "en", "zh"),
    [
        (
            lambda net: net.until(2020),
            "no year column; accepted headers: year",
            "没有年份列；可用的列名：year",
        ),
        (lambda net: net.relation("technology"), "no relation column", "没有关系类型列"),
        (lambda net: net.platforms(), "no platform column", "没有平台列"),
        (distribution.by_year, "no year column", "没有年份列"),
        (lambda net: powerlaw.of_kind(net, "sample"), "no kinds of nodes", "未区分样本节点"),
    ],
)
def test_what_is_absent_is_said_in_both_languages(asked, en, zh):
    with pytest.raises(ValueError, match=en) as caught:
        asked(from_frames(TIES))
    assert zh in caught.value.zh
    assert HAN.search(caught.value.zh)


def test_a_column_of_years_without_one_is_no_absent_column():
    with pytest.raises(ValueError, match="holds no year") as caught:
        from_frames(TIES.assign(year=[None])).until(2020)
    assert "年份列中没有年份" in caught.value.zh
