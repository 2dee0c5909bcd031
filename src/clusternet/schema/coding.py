"""Columns of text as integer codes: what is done with a text is done once, however many rows hold it.

A coded column is a ``Categorical`` of text. Its categories are the texts it may hold, each once, and some of
them may stand in no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[Any]


def coded(column: pd.Series) -> tuple[Codes, NDArray[np.object_]]:
    """Return the code of every cell, shape (rows,), and the texts that the codes stand for.

    >>> codes, texts = coded(pd.Series(["甲", "乙", "甲"], dtype=object))
    >>> codes.tolist(), texts.tolist()
    ([0, 1, 0], ['甲', '乙'])
    """
    if is_coded(column):
        return column.cat.codes.to_numpy(), column.cat.categories.to_numpy(dtype=object)
    codes, texts = pd.factorize(column)
    return codes, np.asarray(texts, dtype=object)


def column_of(codes: Codes, texts: Sequence[str] | NDArray[np.object_]) -> pd.Categorical:
    """Return the coded column that holds ``texts[code]`` in every row; texts may repeat.

    >>> list(column_of(np.array([0, 1, 2]), ["a", "b", "a"]))
    ['a', 'b', 'a']
    """
    place, distinct = pd.factorize(np.asarray(texts, dtype=object))
    if len(distinct) < len(place):
        codes = np.append(place, -1)[codes]  # a missing cell has the code -1
    return pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype=object))


def constant(text: str, rows: int) -> pd.Categorical:
    """Return the coded column that holds one text in every row."""
    return column_of(np.zeros(rows, dtype=np.int8), [text])


def together(columns: Sequence[pd.Series]) -> tuple[list[Codes], NDArray[np.object_]]:
    """Return the codes of several columns in one list of texts, and the texts; -1 where a cell is missing.

    >>> (one, two), texts = together([pd.Series(["a", "b"]), pd.Series(["b", "c"])])
    >>> one.tolist(), two.tolist(), texts.tolist()
    ([0, 1], [1, 2], ['a', 'b', 'c'])
    """
    own = [coded(column) for column in columns]
    lists = {list_of(column): texts for column, (_, texts) in zip(columns, own, strict=True)}
    filled = [texts for texts in lists.values() if len(texts)]
    if len(filled) == 1:
        return [codes for codes, _ in own], filled[0]
    places, texts = _distinct(np.concatenate(list(lists.values())))
    ends = np.cumsum([len(each) for each in lists.values()])[:-1]
    place_of = {
        key: np.append(place, -1).astype(np.int32)
        for key, place in zip(lists, np.split(places, ends), strict=True)
    }
    return [place_of[list_of(column)][codes] for column, (codes, _) in zip(columns, own, strict=True)], texts


def shared(columns: Sequence[pd.Series]) -> list[pd.Categorical]:
    """Return columns coded in one list of texts, so that equal codes are equal texts.

    >>> one, two = shared([pd.Series(["a", "b"]), pd.Series(["b", "c"])])
    >>> one.categories is two.categories, two.codes.tolist()
    (True, [1, 2])
    """
    if len({list_of(column) for column in columns}) == 1 and is_coded(columns[0]):
        return [column.array for column in columns]
    codes, texts = together(columns)
    kept = pd.CategoricalDtype(pd.Index(texts, dtype=object))
    return [pd.Categorical.from_codes(each, dtype=kept) for each in codes]


def list_of(column: pd.Series) -> int:
    """Return what tells the list of texts of a column from others; columns may share one."""
    return id(column.cat.categories if is_coded(column) else column)


def _distinct(texts: NDArray[np.object_]) -> tuple[Codes, NDArray[np.object_]]:
    """Return the place of each text among the distinct ones, and those, in the order they are met."""
    import pyarrow

    try:
        each = pyarrow.array(texts, pyarrow.large_string()).dictionary_encode()
    except (UnicodeEncodeError, pyarrow.ArrowException):  # half of a surrogate pair
        places, distinct = pd.factorize(texts)
        return places, np.asarray(distinct, dtype=object)
    places = each.indices.to_numpy(zero_copy_only=False)
    first = np.empty(len(each.dictionary), dtype=np.int64)
    first[places[::-1]] = np.arange(len(places) - 1, -1, -1)
    return places, texts[first]


def equal(one: pd.Series, other: pd.Series) -> NDArray[np.bool_]:
    """Mark the rows in which two columns hold the same text, shape (rows,)."""
    (left, right), _ = together([one, other])
    return np.asarray((left == right) & (left >= 0), dtype=bool)


def stacked(tables: Sequence[pd.DataFrame], *, ignore_index: bool = False) -> pd.DataFrame:
    """Return tables one below the other; a column that is coded in all of them stays so.

    >>> tables = [pd.DataFrame({"id": pd.Categorical([text])}) for text in "ab"]
    >>> stacked(tables)["id"].cat.categories.tolist()
    ['a', 'b']
    """
    if len(tables) == 1:
        return tables[0].reset_index(drop=True) if ignore_index else tables[0]
    recoded: list[dict[str, pd.Categorical]] = [{} for _ in tables]
    for name in map(str, tables[0]):
        if all(name in table and is_coded(table[name]) for table in tables):
            for columns, each in zip(recoded, shared([table[name] for table in tables]), strict=True):
                columns[name] = each
    parts = [table.assign(**columns) for table, columns in zip(tables, recoded, strict=True)]
    return pd.concat(parts, ignore_index=ignore_index)


def is_coded(column: pd.Series) -> bool:
    """Tell a coded column from one of objects."""
    return isinstance(column.dtype, pd.CategoricalDtype)
