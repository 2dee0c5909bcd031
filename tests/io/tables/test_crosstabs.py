"""Tables of units and fields: long, wide, or counted from records."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from clusternet.errors import SchemaError
from clusternet.io.tables.crosstabs import Plan, crosstab
from clusternet.io.tables.sheet import Sheet
from clusternet.records import specialisation
from clusternet.schema.conform import TextTable
from clusternet.words.text import Text


def records(**columns: list[str]) -> Sheet:
    frame = pd.DataFrame(columns, dtype=object)
    return Sheet(TextTable(frame, np.arange(2, len(frame) + 2), "t.csv"))


def values(table: Sheet, plan: Plan | None = None) -> dict[tuple[str, str], float]:
    found = crosstab(table, plan or Plan())
    return specialisation.wide(found.units, found.fields, found.values).stack().to_dict()


def test_tables_long_wide_and_counted():
    wanted = {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3, ("b", "y"): 0}
    assert values(records(unit=["a", "a", "b"], field=["x", "y", "x"], value=["1", "2", "3"])) == wanted
    assert values(records(地区=["a", "b"], x=["1", "3"], y=["2", "—"], 备注=["k", "l"])) == wanted
    assert (
        values(records(rank=["1", "2"], 地区=["a", "b"], x=["1", "3"], y=["2", ""]), Plan(columns=("x", "y")))
        == wanted
    )
    assert values(records(f=["x", "y"], a=["1", "2"], b=["3", "0"]), Plan(transpose=True)) == wanted
    counted = values(records(who=["a", "a; b"], what=["x; y", "x"]), Plan(unit="who", field="what"))
    assert counted == {("a", "x"): 2, ("a", "y"): 1, ("b", "x"): 1, ("b", "y"): 0}
    third = records(topic=["x", "y", "x"], country=["a", "a", "b"], share_pct=["1", "2", "3"])
    assert values(third) == wanted
    year = records(field=["x", "y", "x"], unit=["a", "a", "b"], year=["2015", "2015", "2016"])
    assert values(year)[("a", "x")] == 1
    found = crosstab(records(地区=["a", "b"], x=["NA", "1"], y=["2", "2"], 备注=["k", "l"]), Plan())
    assert (found.zeros, found.unread) == (1, ("备注",))


def test_a_cell_without_a_value_drops_no_column():
    wanted = {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3, ("b", "y"): 0}
    for text in ("..", "n.a.", "未披露", "……", "null", "—"):
        found = crosstab(records(地区=["a", "b"], x=["1", "3"], y=["2", text]), Plan())
        assert specialisation.wide(found.units, found.fields, found.values).stack().to_dict() == wanted
        assert (found.zeros, found.unread) == (1, ())


def test_tables_that_cannot_be_read():
    for table, plan, match in (
        (records(a=["x"], b=["many"]), Plan(), "no column of numbers"),
        (records(a=["x"], b=["-3"]), Plan(columns=("b",)), "line 2, column b: '-3' is no number"),
        (records(a=["x", "x"], b=["1", "2"]), Plan(), "x stands twice"),
        (records(a=["x", ""], b=["1", "2"]), Plan(), "line 3: no name in the column a"),
        (records(a=["x"], b=["1"]), Plan(columns=("c",)), "no column c"),
        (records(a=["x"], b=["1"]), Plan(field="b"), "name it with --unit"),
        (records(unit=[""], field=["f"]), Plan(), "no row has both"),
    ):
        with pytest.raises(SchemaError, match=match):
            crosstab(table, plan)


def test_sums_are_neither_units_nor_fields():
    wide = records(地区=["甲", "乙", "合计"], x=["1", "3", "4"], y=["2", "5", "7"], 合计=["3", "8", "11"])
    wanted = {("甲", "x"): 1, ("甲", "y"): 2, ("乙", "x"): 3, ("乙", "y"): 5}
    assert values(wide) == wanted
    assert len(wide.remarks) == 2
    assert values(wide, Plan(columns=("x", "合计"))) == {
        ("甲", "x"): 1,
        ("甲", "合计"): 3,
        ("乙", "x"): 3,
        ("乙", "合计"): 8,
    }
    long = records(
        unit=["甲", "甲", "甲", "乙", "乙", "乙"],
        field=["x", "y", "Total"] * 2,
        value=["1", "2", "3", "3", "5", "8"],
    )
    assert values(long) == wanted


def test_spellings_of_a_country_are_added_up_in_long_and_wide_tables():
    wanted = {("美国", "x"): 4, ("美国", "y"): 6, ("德国", "x"): 5, ("德国", "y"): 7}
    wide = records(国家=["美国", "USA", "德国"], x=["1", "3", "5"], y=["2", "4", "7"])
    assert values(wide) == wanted
    assert wide.remarks == [Text("t.csv，国家 列：USA 即 美国", "t.csv, column 国家: USA is 美国")]
    with pytest.raises(SchemaError, match="美国 stands twice"):
        values(records(国家=["美国", "美国"], x=["1", "3"]))
