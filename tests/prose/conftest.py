"""A network small enough to count by hand: four firms in three provinces over three years."""

from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.prose.values import Data

EDGES = pd.DataFrame(
    {
        "source": ["甲科技", "甲科技", "乙智能", "甲科技", "丙数据", "乙智能", "甲科技", "丁大学"],
        "target": ["乙智能", "丙数据", "丙数据", "丁大学", "甲科技", "甲科技", "丙数据", "乙智能"],
        "year": [2020, 2020, 2020, 2021, 2021, 2021, 2022, 2022],
        "relation": ["technology"] * 6 + ["investment", "technology"],
        "technology": ["5G", "物联网", "5G", "5G", "物联网", "5G", "", "区块链"],
    }
)
NODES = pd.DataFrame(
    {
        "id": ["甲科技", "乙智能", "丙数据", "丁大学"],
        "kind": ["sample", "sample", "partner", "partner"],
        "category": ["企业", "企业", "企业", "大学"],
        "province": ["北京市", "广东省", "上海市", "北京市"],
        "city": ["北京市", "深圳市", "上海市", "北京市"],
    }
)


@pytest.fixture
def data() -> Data:
    return Data(from_frames(EDGES, NODES))
