"""Coded columns hold what the text columns hold, whatever their categories."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from clusternet.schema import coding

texts = st.lists(st.sampled_from(["", "甲", "a", "b", "c"]), max_size=8)


def as_text(cells: list[str]) -> pd.Series:
    return pd.Series(cells, dtype=object)


def as_codes(cells: list[str]) -> pd.Series:
    """The same cells, with categories in another order and one that no row has."""
    return pd.Series(
        pd.Categorical(cells, categories=pd.Index(["unused", "c", "b", "a", "甲", ""], dtype=object))
    )


@given(texts)
def test_coded_and_back(cells: list[str]) -> None:
    for column in (as_text(cells), as_codes(cells)):
        codes, distinct = coding.coded(column)
        assert distinct.dtype == object
        assert [distinct[code] for code in codes] == cells
        assert list(coding.column_of(codes, distinct)) == cells


@given(texts, texts)
def test_columns_in_one_list_of_texts(one: list[str], two: list[str]) -> None:
    (left, right), distinct = coding.together([as_text(one), as_codes(two)])
    assert [distinct[code] for code in left] == one
    assert [distinct[code] for code in right] == two
    assert len(set(distinct)) == len(distinct)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=8))
def test_equal_rows(pairs: list[tuple[str, str]]) -> None:
    one, two = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    wanted = [a == b for a, b in pairs]
    assert coding.equal(as_codes(one), as_text(two)).tolist() == wanted
    assert coding.equal(as_text(one), as_codes(two)).tolist() == wanted


def test_texts_that_become_one_share_a_code_and_missing_cells_stay_missing() -> None:
    column = coding.column_of(np.array([0, 1, -1, 2]), ["a", "b", "a"])
    assert list(column.categories) == ["a", "b"]
    assert column.codes.tolist() == [0, 1, -1, 0]
    missing = pd.Series(column)
    assert coding.together([missing])[0][0].tolist() == [0, 1, -1, 0]
    assert not coding.equal(missing, missing)[2]


@given(st.lists(texts, min_size=1, max_size=3))
def test_stacked_tables_stay_coded(parts: list[list[str]]) -> None:
    tables = [pd.DataFrame({"id": as_codes(part).cat.remove_unused_categories()}) for part in parts]
    together = coding.stacked(tables, ignore_index=True)
    assert together["id"].tolist() == [cell for part in parts for cell in part]
    assert isinstance(together["id"].dtype, pd.CategoricalDtype)
    assert together.index.tolist() == list(range(len(together)))


def test_a_column_that_one_table_has_as_text_or_lacks_becomes_text() -> None:
    coded = pd.DataFrame({"id": as_codes(["a"]), "more": as_codes(["b"])})
    together = coding.stacked([coded, pd.DataFrame({"id": as_text(["c"])})])
    assert together["id"].tolist() == ["a", "c"]
    assert together["more"].isna().tolist() == [False, True]
