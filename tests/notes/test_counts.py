from __future__ import annotations

import pandas as pd
import pytest

from clusternet.notes import counts as notes
from clusternet.words.labels import units


def test_counts_say_what_was_added_up_and_left_out():
    table = pd.DataFrame({"unit": ["a", "a", "b"], "year": [2020, 2020, 2020], "count": [1.0, 2.0, None]})
    added, lacking, kinds = notes.counts_notes(table, ["篇", "件"])
    assert added.zh == "有 1 行与前行对象、年份相同，已相加。"
    assert "a unit and year" in added.en
    assert (lacking.zh[:2], lacking.en[:2]) == ("1 ", "1 ")
    assert "篇、件" in kinds.zh
    assert "篇, 件" in kinds.en
    assert notes.counts_notes(table.tail(1).assign(count=1.0), []) == []


@pytest.mark.parametrize(
    ("cut", "zh", "en"), [("mean", "未加权均值", "mean"), ("median", "中位数", "median")]
)
def test_quadrants_say_where_their_lines_stand(cut, zh, en):
    frame = pd.DataFrame({"cut_x": [1.5, 1.5], "cut_y": [20.0, 20.0]})
    lines, left = notes.quadrants_notes(frame, ["引用", "影响"], cut, left=3, units=units("province"))
    assert zh in lines.zh
    assert en in lines.en
    assert "所列 2 个省份的" in lines.zh
    assert "the 2 provinces listed" in lines.en
    assert "引用 1.5，影响 20" in lines.zh
    assert left.zh.startswith("3 行")
    assert left.en.startswith("3 rows")


def test_leader_and_rest_are_called_by_what_they_are():
    heads = notes.leaders_labels("country", 5)
    assert [heads[name].zh for name in ("leader", "rest", "lacking")] == [
        "首位国家和地区",
        "第2—5位合计",
        "缺数的国家和地区",
    ]
    assert heads["common_units"].en == "Countries and regions counted in both years"
    some = pd.DataFrame({"lacking": [1]})
    assert notes.leaders_notes(some, 5, units("province"))[1].zh.startswith("有些省份缺某些年份的数量")
