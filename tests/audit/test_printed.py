"""Printed numbers and headers are read as people mean them."""

from __future__ import annotations

import time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.audit import audit
from clusternet.audit.meaning import heading, is_total, is_unit
from clusternet.audit.printed import Interval, exactly, parse, total


@pytest.mark.parametrize(
    ("text", "value", "half", "kind"),
    [
        ("1,082.7", "1082.7", "0.05", "number"),
        ("768,643", "768643", "0", "count"),
        ("1 234", "1234", "0", "count"),
        ("31.56%", "31.56", "0.005", "share"),
        ("３１．５６％", "31.56", "0.005", "share"),
        ("3.9‰", "0.39", "0.005", "share"),
        ("1.3万", "13000", "500", "number"),
        ("1.2亿", "120000000", "5000000", "number"),
        ("约36000", "36000", "500", "count"),
        ("1234¹", "1234", "0", "count"),
        ("1234[2]", "1234", "0", "count"),
        ("56.7*", "56.7", "0.05", "number"),
        ("-0.5", "-0.5", "0.05", "number"),
        ("(12.5)", "-12.5", "0.05", "number"),
        ("$4,300", "4300", "0", "count"),
        ("1.5e-4", "0.00015", "0.000005", "number"),
        ("76%", "76", "0.5", "share"),
    ],
)
def test_numbers(text, value, half, kind):
    found = parse(text)
    assert found is not None
    assert (found.value, found.half, found.kind) == (Fraction(value), Fraction(half), kind)


@pytest.mark.parametrize(
    "text", ["", "—", "-", "n/a", "未披露", "…", "5G", "1,23", "80GB", "2020-2022", "北京市", "1.2.3"]
)
def test_what_is_no_number(text):
    assert parse(text) is None


def test_less_than_one_is_anything_up_to_one():
    found = parse("<1")
    assert found is not None
    assert found.interval == Interval(Fraction(0), Fraction(1))


@given(value=st.decimals(-(10**6), 10**6, allow_nan=False), places=st.integers(0, 6))
def test_the_interval_holds_what_was_rounded(value, places):
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    found = parse(f"{rounded:f}%")
    assert found is not None
    assert found.interval.low <= Fraction(value) <= found.interval.high


@given(st.lists(st.tuples(st.fractions(), st.fractions(0, 10)), min_size=2, max_size=5), st.randoms())
def test_interval_arithmetic_holds_every_value(parts, rng):
    intervals = [Interval(middle - half, middle + half) for middle, half in parts]
    chosen = [each.low + (each.high - each.low) * Fraction(rng.randint(0, 10), 10) for each in intervals]

    def holds(interval, value):
        return interval.low <= value <= interval.high

    assert holds(total(intervals), sum(chosen))
    assert holds(intervals[0] - intervals[1], chosen[0] - chosen[1])
    assert holds(intervals[0] * intervals[1], chosen[0] * chosen[1])
    quotient = intervals[0].over(intervals[1])
    assert quotient is None or holds(quotient, chosen[0] / chosen[1])
    assert exactly(3).over(Interval(Fraction(-1), Fraction(1))) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        *(("排名", "rank"), ("Rank", "rank"), ("年份", "year"), ("样本量", "base"), ("n", "base")),
        *(("单位", "unit"),),
        *(("占比（%）", "share"), ("share_pct", "share"), ("比重", "share"), ("市场份额", "share")),
        *(("年均增长率", "growth"), ("CAGR", "growth"), ("同比增长(%)", "growth")),
        *(("连入度", "in_degree"), ("out_degree", "out_degree"), ("度数中心度", "degree")),
        *(("节点总数", "nodes"), ("总边数", "edges"), ("Average degree", "average_degree")),
        *(("图密度", "density"), ("Degree", "degree")),
        *(("样本节点总数", "sample"), ("relation_nodes", "partner"), ("综合指数", "index")),
        *(("AI论文影响力值 Z", "index"),),
        *(("papers_per_million", "rate"), ("人均GDP", "rate"), ("资料来源", "ignore"), ("备注", "ignore")),
        *(("图", "block"),),
        *(("论文数量", ""), ("国家 / 地区名称", ""), ("2022", "")),
    ],
)  # fmt: skip
def test_roles_of_headers(text, role):
    assert heading(text).role == role


def test_units_and_years_of_headers():
    assert heading("市场规模（亿元）").scale == 10**8
    assert heading("china_musd").scale == 10**6
    assert heading("2022年规模").year == 2022
    assert heading("专利数量/每百万人口").per == 10**6
    assert is_unit("万篇")
    assert not is_unit("美国")
    assert is_total("合 计")
    assert not is_total("合计算法公司")


@pytest.mark.parametrize("text", ["about" + " " * 5000 + "x", "1" + " " * 5000 + "x", "~ " * 2000])
def test_blanks_in_a_cell_are_passed_in_linear_time(text: str) -> None:
    begun = time.process_time()
    assert parse(text) is None
    far = parse("about" + " " * 5000 + "12" + " " * 5000 + "%")
    assert far is not None
    assert (far.value, far.kind) == (Fraction(12), "share")
    assert time.process_time() - begun < 2  # years, where four patterns share the blanks


def test_per_mille_enters_relations_with_its_own_rounding(tmp_path):
    held = [(120, 9100), (310, 25000), (88, 7700), (450, 41000), (230, 19000), (510, 50200), (333, 21100)]
    rows = [f"p{at},{born},{people},{1000 * born / people:.1f}‰" for at, (born, people) in enumerate(held)]
    rows += ["q,410,33333,12.3‰", "r,300,20000,18.1‰"]
    (tmp_path / "t.csv").write_text("\n".join(["place,births,people,rate", *rows]), encoding="utf-8")
    assert audit(tmp_path)[["line", "severity"]].values.tolist() == [[10, "medium"]]


@pytest.mark.parametrize("text", ["9" * 5000, "1e101", "0." + "0" * 100 + "1", "1.5e-200%", "9" * 101 + "亿"])
def test_a_number_that_no_measure_reaches_is_none(text: str) -> None:
    assert parse(text) is None
    assert parse("9" * 60) is not None


def test_a_table_of_absurd_numbers_is_looked_at(tmp_path: Path) -> None:
    rows = [
        ("name", "2018", "2019"),
        ("a", "1e308", "9" * 400),
        ("b", "9" * 5000, "4"),
        ("total", "1e309", "5"),
    ]
    (tmp_path / "t.csv").write_text("\n".join(map(",".join, rows)))
    assert audit(tmp_path / "t.csv").empty
