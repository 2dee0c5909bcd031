from __future__ import annotations

import pandas as pd

from clusternet.notes import space as notes
from clusternet.notes.caption import Selection
from clusternet.words.bases import Base, based, having
from clusternet.words.text import Text

INSIDE = Base("relations", (having("both ends in the 31 mainland provinces"),))


def test_flows_name_their_level_and_base():
    (line,) = notes.flows_notes("city", INSIDE, 1234.0, Selection())
    assert line.zh == "层级：城市；基数：两端都在31个省区市内的关系 1,234。"
    assert line.en == "Level: city. Base: relations with both ends in the 31 mainland provinces, 1,234."


def test_groups_leave_places_as_they_are():
    assert notes.kept_places(Selection()) == []
    (line,) = notes.kept_places(Selection(rolled_up=True))
    assert "地点仍是各成员自己的" in line.zh
    assert "places stay the members' own" in line.en


def test_types_have_names_of_the_level_in_chinese_alone():
    assert notes.flow_types("province", "zh") == {"区域内": "省内", "跨区域": "跨省"}
    assert notes.flow_types("province", "en") == {}
    assert notes.flow_types("country", "zh") == {}
    assert notes.flow_types("region", "zh")["跨区域"] == "跨都市圈"
    assert notes.flow_types("region", "zh", own=Text("大区", "region"))["跨区域"] == "跨大区"


def test_places_with_names_of_the_data_are_zones():
    columns = notes.flow_columns("province", ["广东省"], own=False, technology=True)
    assert (columns["广东省"].en, columns["source"].holds) == ("Guangdong", "place")
    assert notes.flow_columns("province", [], own=True, technology=True)["source"].holds == "zone"
    assert notes.flow_columns("country", [], own=True, technology=True)["source"].holds == "place"


def test_what_is_no_technology_flows_out_and_in():
    columns = notes.flow_columns("province", [], own=False, technology=False)
    assert (columns["enable"].zh, columns["input"].en) == ("流出", "Inflow")
    assert notes.flows_title(technology=False).en == "Flows from origin to destination"
    assert notes.flows_title(technology=True).zh == "技术流向（技术赋能地—技术输入地）"


def test_a_distribution_names_its_base_if_it_has_rows():
    frame = based(pd.DataFrame({"name": ["a"]}), Base("nodes"), 1)
    assert notes.distribution_notes(frame, Selection()) == [("基数：全部节点 1。", "Base: all nodes, 1.")]
    assert notes.distribution_notes(frame.head(0), Selection()) == []
    frame = based(pd.DataFrame({"name": ["5G"]}), Base("relations", (having("technology"),)), 1)
    assert notes.distribution_notes(frame, Selection(), outside=1)[1] == (
        "未计入：没有技术类别的 1 条关系。",
        "Not in the base: 1 relation without a technology.",
    )


def test_poles_are_named_in_both_languages_or_said_to_be_none():
    named, apart = notes.poles_notes(["北京市", "广东省"], Base("relations"))
    assert named.zh == "极：北京市、广东省。基数：全部关系。"
    assert named.en == "Poles: Beijing, Guangdong. Base: relations."
    assert "两回事" in apart.zh
    assert apart.en.endswith("are separate measures.")
    none, _ = notes.poles_notes([], None)
    assert none.zh.startswith("极：未指定（--poles）。")
    assert none.en.startswith("Poles: none named (--poles).")


def test_intervals_are_mentioned_where_there_are_some():
    assert notes.intervals_notes(0, 1) == []
    (line,) = notes.intervals_notes(999, 7)
    assert "999 次，种子 7" in line.zh
    assert "about the population the firms come from" in line.en
    assert "999 times, seed 7" in line.en
    (line,) = notes.change_notes(30)
    assert "不少于 30 条" in line.zh
    assert "at least 30 relations" in line.en


def test_an_interval_stands_in_the_cell_of_its_value():
    frame = pd.DataFrame(
        {"year": [2020, 2021], "hhi": [0.25, 0.5], "hhi_low": [0.2, None], "hhi_high": [0.3, None]}
    )
    folded = notes.polarisation_readable(frame.assign(replicates=9, seed=0), "en")
    assert list(folded) == ["year", "hhi"]
    assert folded["hhi"].tolist() == ["0.250 (0.200–0.300)", "0.500"]


def test_flows_say_what_is_not_in_their_base():
    _, rest = notes.flows_notes("province", INSIDE, 2.0, Selection(), outside=98)
    assert rest.zh == "未计入：一端在港澳台、国外或未知的 98 条关系。"
    assert rest.en == "Not in the base: 98 with an end outside the mainland or unknown."
    (own,) = notes.not_in_base(3.5, Text("权重", "weight"), own=True)
    assert own == Text("未计入：一端未知的 3.5 权重", "Not in the base: 3.5 weight with an end unknown")
    assert notes.not_in_base(0) == []
