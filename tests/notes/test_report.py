from __future__ import annotations

from clusternet.notes import report as notes
from clusternet.notes.data import within_note
from clusternet.words.text import Text


def test_what_is_missing_is_named_with_its_reason():
    line = notes.missing(Text("流向地图", "Flow map"), Text("没有坐标", "no position"))
    assert line == ("流向地图：没有坐标。", "Flow map: no position.")


def test_seeds_of_every_kind_are_told():
    said = notes.seeds_note(3, 10, 2500, 199)
    assert said.zh == "社区 3–12；布局、自助法（2,500次）、重抽样（199次）3"
    assert said.en == "communities 3 to 12; layout, bootstrap (2,500) and resampling (199) 3"


def test_synthetic_numbers_within_tolerance_are_counted():
    assert within_note(7, 9) == ("在容差内：7 / 9。", "Within tolerance: 7 / 9.")
