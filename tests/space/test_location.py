from __future__ import annotations

from clusternet.places import china
from clusternet.space import location


def test_positions_of_levels():
    spots = location.coordinates(["河北省", "深圳市", "京津冀", "其他地区", "国外", "香港特别行政区"])
    assert list(spots.index) == ["河北省", "深圳市", "京津冀", "其他地区"]
    assert spots.loc["河北省"].round(0).tolist() == [115, 38]
    assert location.coordinates(china.MAINLAND).index.tolist() == list(china.MAINLAND)
    wide, narrow = (location.coordinates(["珠江三角洲"], region_map=name) for name in china.region_maps())
    assert not wide.equals(narrow)
