from __future__ import annotations

import pandas as pd

from clusternet.checks.matching import changed_rows


def ties(*rows: tuple[str, str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["source", "target", "year", "technology"])


def test_rows_are_gone_new_or_changed():
    old = ties(("a", "b", 2020, "5G"), ("a", "c", 2020, "5G"), ("b", "c", 2021, "AI"))
    new = ties(("b", "c", 2021, "AI"), ("a", "b", 2020, "6G"), ("c", "d", 2022, "AI"))
    found = changed_rows(old, new)
    assert (found.gone, found.new, found.changed) == ([1], [2], [(0, 1)])


def test_of_equal_rows_one_may_go():
    row = ("a", "b", 2020, "5G")
    found = changed_rows(ties(row, row, row), ties(row, row))
    assert (len(found.gone), found.new, found.changed) == (1, [], [])


def test_another_year_is_the_same_tie_changed():
    found = changed_rows(ties(("a", "b", 2020, "5G")), ties(("a", "b", 2021, "5G")))
    assert found.changed == [(0, 0)]


def test_columns_of_one_release_alone_change_nothing():
    old = ties(("a", "b", 2020, "5G"))
    found = changed_rows(old, old.assign(note="x"))
    assert (found.gone, found.new, found.changed) == ([], [], [])
