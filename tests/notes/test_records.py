from __future__ import annotations

import pandas as pd
import pytest

from clusternet.notes import records as notes
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


def test_a_comparison_names_places_in_the_language():
    assert notes.comparison_title(["中国", "美国"]) == (
        "比较 · 中国 / 美国",
        "Comparison · China / United States",
    )
    labels = notes.comparison_labels(["中国", "美国"], leaders=False)
    assert (labels["a"].en, labels["share_b"].zh) == ("China", "美国占比")
    best = notes.comparison_labels(["中国"], leaders=True)["ratio_中国"]
    assert (best.zh, best.en) == ("中国/最优", "China / best")


def test_a_comparison_says_how_rows_lean_and_what_was_converted():
    frame = pd.DataFrame({"leans_to": ["中国"]})
    options = {"threshold": 0.5, "rates": {"": 7.0}, "allow": ["period"]}
    said = notes.comparison_notes(frame, ["中国", "美国"], leaders=False, **options)
    assert [line.zh[:2] for line in said] == ["优势", "计量", "时期"]
    assert "ln(China/United States)" in said[0].en
    assert "*=7" in said[1].en
    assert len(notes.comparison_notes(frame, ["中国"], leaders=True, **options)) == 1


def test_specialisation_says_what_was_counted():
    values = pd.DataFrame([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    counted = notes.specialisation_notes(values, 1.0, kinds=(units("city"), units("skill")))[0]
    assert counted.zh.startswith("3个城市，2个对象，合计 21。")
    assert counted.en.startswith("3 cities, 2 units, 21 in all.")
    assert notes.opportunities_note(4, 1.0, entered=True) == ("全部领域，共4个。", "All fields: 4.")
    assert "<1" in notes.opportunities_note(4, 1.0, entered=False).zh
