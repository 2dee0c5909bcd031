from __future__ import annotations

import pandas as pd

from clusternet.notes import series_figures as notes
from clusternet.words.bases import Base, based
from clusternet.words.text import Text


def test_a_trend_says_what_a_year_is_and_where_it_breaks():
    assert [line.en for line in notes.trend_notes([2019])] == [
        "Each year is cumulative; every axis starts at 0.",
        "Dashed: data collection changed in 2019.",
    ]
    assert notes.trend_notes()[0].zh == "各年为截至当年的累计网络；纵轴从 0 起。"


def test_bars_name_what_is_counted_by_what():
    assert notes.bars_title("technology", edges=True) == ("关系的技术类别分布", "Relations by technology")
    assert notes.bars_title("city", edges=False) == ("节点的城市分布", "Nodes by city")
    assert notes.bars_title("industry", edges=True, nesting="sector", technology=True) == (
        "技术合作关系在三次产业的分布",
        "Technology relations by sector",
    )
    assert notes.bars_title("industry", edges=True, within="tertiary") == (
        "关系在第三产业的分布",
        "Relations within the tertiary sector by industry",
    )
    sample = notes.bars_title("region", edges=False, kind="sample")
    assert sample == ("样本节点的都市圈分布", "Sample nodes by region")


def test_bars_say_which_relations_but_never_of_nodes():
    kind = Text("（技术关系）", " (technology relations)")
    frame = pd.DataFrame({"count": [1000, 234]})
    relations = notes.bars_note(based(frame, Base("relations"), 1234), kind=kind)
    assert relations.zh.startswith("基数：全部关系（技术关系），共 1,234。")
    assert relations.en.startswith("Base: relations (technology relations), 1,234 in all.")
    nodes = notes.bars_note(based(frame, Base("nodes"), 1234), kind=kind)
    assert nodes.zh.startswith("基数：全部节点，共 1,234。")
    assert nodes.en.startswith("Base: all nodes, 1,234 in all.")
    several = notes.bars_note(based(frame, Base("relations", each="mentions"), 1234))
    assert several.zh.endswith("；一格多值时每个值各计一次。")
    assert several.en.endswith("; a cell of several values counts once for each.")


def test_units_left_out_are_counted():
    table = pd.DataFrame({"unit": list("abc"), "x": [1.0, -1.0, None], "y": [1.0, 1.0, 1.0]})
    plain, log = notes.units_note(table, log=False), notes.units_note(table, log=True)
    assert plain.zh == "共 2 个对象，空间不足处不标名。另有 1 个因缺少数值未画。"
    assert notes.units_note(table, log=False, units="city").en.startswith("2 cities;")
    assert plain.en.endswith(" 1 more have no number and are left out.")
    assert log.zh.endswith("另有 2 个因缺少数值或为负值未画。")
    assert log.en.endswith(" 2 more have no number or one below 0 and are left out.")


def test_an_exchange_is_called_by_what_is_known_to_flow():
    assert notes.exchange_title(technology=True) == ("技术赋能与技术输入", "Enabling against input")
    assert [head.zh for head in notes.exchange_heads(technology=False, unit=Text("条关系", "relations"))] == [
        "流出（条关系）",
        "流入（条关系）",
    ]
    assert notes.exchange_fields(technology=False)["low-high"] == (
        "低流出、高流入",
        "outflow low, inflow high",
    )
    heads = notes.exchange_heads(technology=True, unit=Text("条关系", "relations"))
    assert [head.en for head in heads] == ["Enabling (relations)", "Input (relations)"]


def test_the_scale_and_the_lines_of_a_quadrant_are_said():
    table = pd.DataFrame({"unit": list("abcd"), "x": [1, 2, 3, 400], "y": [1, 2, 3, 4]})
    assert notes.quadrant_note(table, cut=None, log=None).zh.startswith(
        "横轴为对数刻度；虚线为中位数。共 4 个"
    )
    assert notes.quadrant_note(table, cut=None, log=False).en.startswith(
        "Lines at the unweighted mean. 4 units"
    )
