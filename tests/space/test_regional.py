from __future__ import annotations

import pandas as pd
import pytest

from clusternet.errors import SchemaError
from clusternet.network.about import About
from clusternet.network.value_network import from_frames
from clusternet.space import flows, regional

EDGES = pd.DataFrame(
    {
        "source": ["s1", "s1", "u1", "v1", "x1", "s2", "g1", "s3", "s1"],
        "target": ["s2", "u1", "s2", "s1", "s1", "x1", "s2", "x1", "s4"],
        "relation": ["technology", "technology", "human_capital", "investment", "technology", "technology",
                     "technology", "technology", "technology"],
    }
)  # fmt: skip
NODES = pd.DataFrame(
    {
        "id": ["s1", "s2", "s3", "s4", "u1", "v1", "x1", "g1"],
        "kind": ["sample", "sample", "sample", "partner", "partner", "partner", "partner", "partner"],
        "category": ["企业", "企业", "企业", "企业", "大学", "投资者", "国外机构", "政府"],
        "platform": ["yes", "no", "no", "no", "no", "no", "no", "no"],
        "city": ["深圳市", "杭州市", "深圳市", "深圳市", "北京市", "北京市", "", "广州市"],
        "country": ["中国", "中国", "中国", "中国", "中国", "中国", "美国", "中国"],
    }
)


@pytest.fixture(scope="module")
def net():
    return from_frames(EDGES, NODES)


def test_every_column_by_hand(net):
    found = regional.indicators(net).set_index("unit")
    assert list(found) == list(regional.COLUMNS)
    assert found.index.tolist() == ["北京市", "浙江省", "广东省"]
    assert found.loc["广东省"].to_dict() == {
        "firms": 2, "platforms": 1, "academic": 0, "academic_ties": 1, "investors": 0, "investment_ties": 1,
        "foreign_partners": 1, "foreign_ties": 2, "degree": 5 + 1 + 1 + 1, "enable": 5, "input": 2,
        "outside_ties": 5, "government": 1, "government_ties": 0, "talent_ties": 0,
    }  # fmt: skip
    one = ["academic_ties", "government_ties", "foreign_ties", "talent_ties"]
    assert found.loc["浙江省", one].eq(1).all()
    assert found.loc["北京市", ["academic", "investors", "investment_ties", "talent_ties"]].eq(1).all()


def test_cities_leave_out_municipalities_and_the_unknown(net):
    assert regional.indicators(net, level="city")["unit"].tolist() == ["杭州市", "广州市", "深圳市"]
    regions = regional.indicators(net, level="region").set_index("unit")
    assert regions["firms"].sum() == 3


def test_supply_and_receipt_are_the_margins_of_flows(shipped):
    found = regional.indicators(shipped).set_index("unit")
    technology = shipped.relation("technology")
    table = flows.matrix(technology).table
    assert found["enable"].to_dict() == table.sum(axis=1).reindex(found.index).to_dict()
    assert found["input"].to_dict() == table.sum(axis=0).reindex(found.index).to_dict()
    assert found["firms"].sum() == shipped.kinds.eq("sample").sum()
    inside = [table.loc[name, name] for name in found.index]
    assert (found["outside_ties"] + 2 * pd.Series(inside, found.index)).equals(
        found["enable"] + found["input"]
    )


def test_supply_is_of_the_one_relation_type_there_is():
    investment = EDGES.assign(relation="investment")
    found = regional.indicators(from_frames(investment, NODES)).set_index("unit")
    plain = regional.indicators(from_frames(EDGES.drop(columns="relation"), NODES)).set_index("unit")
    assert found.loc["广东省", "enable"] == plain.loc["广东省", "enable"] == 5
    mixed = EDGES.assign(relation=["investment", *["human_capital"] * 8])
    with pytest.raises(SchemaError, match="'technology'; the data have: human_capital, investment"):
        regional.indicators(from_frames(mixed, NODES))


def test_columns_the_data_cannot_give_are_left_out():
    ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"]})
    nodes = pd.DataFrame({"id": ["a", "b", "c"], "province": ["广东", "浙江", "广东"]})
    found = regional.indicators(from_frames(ties, nodes))
    left = ["unit", "foreign_partners", "foreign_ties", "degree", "enable", "input", "outside_ties"]
    assert list(found) == left
    assert found["degree"].tolist() == [2, 2]


def test_places_of_ones_own():
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    nodes = pd.DataFrame({"id": ["a", "b"], "province": ["North", "South"]})
    found = regional.indicators(from_frames(ties, nodes, about=About(places="own")))
    assert found["unit"].tolist() == ["North", "South"]


def test_no_place_at_all():
    ties = pd.DataFrame({"source": ["a"], "target": ["b"]})
    nodes = pd.DataFrame({"id": ["a", "b"], "province": ["", ""], "country": ["美国", "美国"]})
    with pytest.raises(SchemaError, match="no node lies in a province"):
        regional.indicators(from_frames(ties, nodes))
