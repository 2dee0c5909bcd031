from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.value_network import from_frames
from clusternet.notes.flow_figures import CHORD, SANKEY, Flows, column_name
from clusternet.space.flows import largest, matrix
from clusternet.space.folded import ranked
from clusternet.space.mapped import mapped


@pytest.fixture(scope="module")
def found():
    cities = ["北京市", "上海市", "广州市", "成都市", "香港", None]
    nodes = pd.DataFrame({"id": list("abcdef"), "city": cities})
    edges = pd.DataFrame(
        [("a", "b"), ("a", "c"), ("b", "c"), ("c", "c"), ("d", "a"), ("a", "e"), ("f", "b")],
        columns=["source", "target"],
    )
    return matrix(from_frames(edges, nodes), level="province")


def test_titles_say_what_flows():
    assert Flows("province").title(SANKEY) == (
        "省际技术流向桑基图",
        "Technology flows between provinces: Sankey diagram",
    )
    plain = Flows("city", technology=False).title(CHORD)
    assert plain == ("城市间流向弦图", "Flows between cities: chord diagram")
    pair = Flows("province", of=("technology", "source_category")).title(SANKEY)
    assert pair.zh == "技术 × 来源机构类型桑基图"
    assert pair.en == "Technology × Category of the source: Sankey diagram"


def test_a_column_of_ones_own_keeps_its_name():
    assert column_name("skill") == ("skill", "Skill")
    assert column_name("target_skill_level") == ("去向skill_level", "Skill level of the target")


def test_the_base_says_what_stays(found):
    flows = Flows("province")
    base = flows.ranked_base(ranked(largest(found, 0), places=2))
    assert base.zh == "基数：两端都在31个省区市内的关系 5；单位：条关系；省内 20.0%"
    assert base.en.startswith(
        "Base: relations with both ends in the 31 mainland provinces, 5; unit: relations"
    )
    assert base.en.endswith("; 20.0% within provinces")
    regions = Flows("region", regions="plan").base(found.base_name, 5, None)
    assert regions.zh.endswith("；都市圈划分 plan")
    assert regions.en.endswith("; regions: plan")


def test_what_is_folded_and_what_is_left_out_are_counted(found):
    folded = ranked(largest(found, 0), places=2)
    lines = Flows("province").notes(folded, outside=2, own=False)
    rest = next(line for line in lines if line.zh.startswith("其他"))
    assert rest.zh.startswith("其他：合并 2 个地区，赋能占比 ")
    assert rest.en.startswith("Other: 2 places; enabling share ")
    assert lines[-1].zh == "未计入：一端在港澳台、国外或未知的 2 条关系"
    assert lines[-1].en == "Not in the base: 2 relations with an end outside the mainland or unknown"
    own = Flows("province").notes(folded, outside=2, own=True)[-1]
    assert own.en == "Not in the base: 2 relations with an end unknown"
    assert len(Flows("province").notes(ranked(largest(found, 0), places=0), outside=0, own=False)) == 1


def test_a_map_says_what_is_not_on_it(found):
    table = largest(found, 0)
    lines = Flows("province").map_notes(found, mapped(table, top=3), stays=1, own=False, outlines=None)
    said = "\n".join(line.zh for line in lines), "\n".join(line.en for line in lines)
    assert "弧线：最大的 3 组跨省流向（共 4 组）" in said[0]
    assert "Arcs: the 3 largest of 4 flows between provinces" in said[1]
    assert "地点：省份取省会；等积投影" in said[0]
    assert "Places: provinces at their capitals; equal-area projection" in said[1]
    assert "港澳台 1" in said[0]
    assert "Hong Kong, Macao and Taiwan 1" in said[1]
    given = Flows("province").positions(own=True)
    assert given == [
        ("地点：用户给出的坐标；等积投影", "Places: at the coordinates given; equal-area projection")
    ]
    assert Flows("province").map_title(schematic=True).en == "Technology flows between provinces (schematic)"
