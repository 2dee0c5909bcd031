"""What figures state: sentences on their numbers, and silence where the numbers say nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd

from clusternet.notes import stated
from clusternet.notes.headlines import Counted
from clusternet.words.text import NOTHING, Text

RELATIONS = Text("条关系", "relations")


def flows(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["source", "target", "flow"])
    return table.assign(type=["intra" if a == b else "inter" for a, b, _ in rows])


def of_flows(table: pd.DataFrame, places: int) -> Text:
    base = Counted(float(table["flow"].sum()), RELATIONS)
    within = Text("省内", "within a province")
    return stated.flows(table, base, places=places, kind="place", intra=within)


def test_flows_are_said_with_shares_of_the_base():
    table = flows(("北京市", "北京市", 5), ("北京市", "广东省", 3), ("广东省", "上海市", 2))
    said = of_flows(table, 3)
    assert said.zh == (
        "北京市供给最多，占80.0%；最大的跨地流向为北京市→广东省，占30.0%；省内流动占50.0%（10条关系）。"
    )
    assert "Beijing to Guangdong (30.0%)" in said.en


def test_even_flows_and_two_places_are_not_worth_a_sentence():
    even = flows(("北京市", "上海市", 1), ("上海市", "广东省", 1), ("广东省", "北京市", 1))
    assert of_flows(even, 3) == NOTHING
    assert of_flows(flows(("北京市", "上海市", 3)), 2) == NOTHING
    assert of_flows(flows(("北京市", "北京市", 3)), 3) == NOTHING


def test_a_balance_needs_one_place_at_each_end():
    table = pd.DataFrame({"unit": ["北京市", "上海市", "广东省"], "x": [9.0, 1.0, 0.0], "y": [3.0, 5.0, 2.0]})
    said = stated.balance(table, kind="place", units=Text("省份", "provinces"), unit=RELATIONS)
    assert said.zh == "3个省份中有1个供给多于接受；北京市净供给最多（6条关系），上海市净接受最多（4条关系）。"
    tied = table.assign(x=[9.0, 9.0, 0.0], y=[3.0, 3.0, 12.0])
    assert stated.balance(tied, kind="place", units=Text("", ""), unit=RELATIONS) == NOTHING


def test_scores_are_said_with_the_interval_of_the_rank():
    table = pd.DataFrame({"unit": ["A", "B", "C"], "score": [0.9, 0.5, 0.1]})
    assert stated.scored(table, kind="").en == "A scores highest of 3 (0.9)."
    sure = table.assign(rank_low=[1, 1, 3], rank_high=[2, 2, 3])
    assert stated.scored(sure, kind="").en == "A scores highest of 3 (0.9), rank interval 1–2."
    alone = stated.scored(sure.assign(rank_high=sure["rank_low"]), kind="")
    assert alone.en == "A scores highest of 3 (0.9) whatever is varied."
    assert stated.scored(table.assign(score=[0.9, 0.9, 0.1]), kind="") == NOTHING


def test_indicators_lean_to_one_unit_or_to_neither():
    table = pd.DataFrame({"leans_to": ["中国", "美国", "中国", "both", ""]})
    assert stated.leaning(table, ("中国", "美国")).zh == "4项指标中中国领先2项，美国领先1项，1项相当。"
    even = pd.DataFrame({"leans_to": ["中国", "美国"]})
    assert stated.leaning(even, ("中国", "美国")).en == (
        "China and United States lead in equally many indicators (1)."
    )
    assert stated.leaning(pd.DataFrame({"leans_to": ["both", ""]}), ("中国", "美国")) == NOTHING


def test_pairs_and_fields_that_are_equal_say_nothing():
    pairs = pd.DataFrame({"a": ["5G", "5G"], "b": ["物联网", "芯片"], "count": [4, 2]})
    assert stated.together(pairs, 9, kind="").zh == "5G与物联网共现最多：9条记录中有4条同时提及二者。"
    assert stated.together(pairs.assign(count=3), 9, kind="") == NOTHING
    fields = pd.DataFrame({"unit": ["a", "b", "c"], "x": [0.5, 0.25, None]})
    assert stated.nearest(fields, Text("甲", "A"), kind="") == NOTHING
    fields = fields.assign(x=[0.5, 0.25, 0.1])
    assert "a is the most related" in stated.nearest(fields, Text("甲", "A"), kind="").en


def test_the_clearest_odds_are_stated_and_none_whose_interval_holds_1():
    rows = [
        ("log_degree", 2.0, 1.5, 2.7, 4.6),
        ("same_place", 0.5, 0.4, 0.6, -6.0),
        ("same_category", 9, 1, 80, 2),
    ]
    table = pd.DataFrame(rows, columns=["term", "odds", "low", "high", "z"]).assign(choices=1200)
    found = SimpleNamespace(table=table)
    assert stated.chosen(found).en == (
        "The clearest odds ratio of being chosen is that of same place: 0.5 (95% interval 0.4 to 0.6; "
        "1,200 choices)."
    )
    assert stated.chosen(found).zh.startswith("“同一地区”")
    assert stated.chosen(SimpleNamespace(table=table[table["z"].eq(2)])) == NOTHING


def test_leaders_are_stated_where_most_is_missing():
    row = {"metric": "top_degree", "missing": "partners", "low": 0.5, "high": 0.9}
    table = pd.DataFrame([row | {"removed_share": share, "mean": 1 - share} for share in (0.2, 0.005)])
    assert stated.standing(table).zh == (
        "缺失20%的关系节点时，按度居前的节点平均有80%仍居前列（2.5%—97.5%分位50%—90%）。"
    )
    assert "With 0.50% of partners missing" in stated.standing(table[1:]).en
    assert stated.standing(table.assign(mean=float("nan"))) == NOTHING
