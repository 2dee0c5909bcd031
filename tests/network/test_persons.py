from __future__ import annotations

import pandas as pd
import pytest

from clusternet.network.persons import named_like, persons, suspected, without_names
from clusternet.network.value_network import from_frames


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("李明", True),
        ("诸葛亮", True),
        ("王小明教授", True),
        ("Dr. Mary O'Neil", True),
        ("Jean-Luc P. Moreau", True),
        ("华为云计算", False),
        ("王府井集团", False),
        ("n12", False),
        ("IBM", False),
        ("Kyoto University", False),
        ("张江高科技园区管委会", False),
    ],
)
def test_names_of_persons_are_told_from_those_of_organisations(name, person):
    assert named_like(name) is person


def network():
    ties = pd.DataFrame(
        [
            ("李明", "甲公司", "human_capital"),
            ("王强", "甲公司", "human_capital"),
            ("王强", "乙大学", "technology"),
            ("华兴", "乙大学", "human_capital"),
            ("n7", "乙大学", "technology"),
        ],
        columns=["source", "target", "relation"],
    )
    nodes = pd.DataFrame(
        {
            "id": ["李明", "甲公司", "王强", "乙大学", "华兴", "n7"],
            "name": [None, None, None, None, None, "Ada Lovelace"],
            "category": [None, None, None, None, "investor", "person"],
        }
    )
    return from_frames(ties, nodes)


def test_a_technology_tie_or_a_category_speaks_against_a_person():
    net = network()
    assert net.nodes.index[suspected(net)].tolist() == ["李明"]
    assert net.nodes.index[persons(net)].tolist() == ["李明", "n7"]


def test_persons_lose_ids_and_names_and_keep_their_ties():
    net = network()
    hidden = without_names(net, "zh")
    assert hidden.nodes.index.tolist() == ["个人 1", "甲公司", "王强", "乙大学", "华兴", "个人 2"]
    assert [list(end) for end in hidden.ends] == [list(end) for end in net.ends]
    assert hidden.edges["source"].astype(str).tolist() == ["个人 1", "王强", "王强", "华兴", "个人 2"]
    assert persons(hidden).tolist() == persons(net).tolist()
    assert "Ada" not in hidden.nodes.to_csv() + hidden.edges.to_csv()
    plain = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    assert without_names(plain, "zh") is plain
