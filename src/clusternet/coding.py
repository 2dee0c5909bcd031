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
    places, texts = pd.factorize(np.concatenate([texts for _, texts in own]))
    starts = np.cumsum([0, *(len(texts) for _, texts in own)])
    codes = [
        np.append(places[start : start + len(mine)], -1).astype(np.int32)[each]
        for start, (each, mine) in zip(starts, own, strict=False)
    ]
    return codes, np.asarray(texts, dtype=object)


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
            codes, texts = together([table[name] for table in tables])
            kept = pd.Index(texts, dtype=object)
            for columns, each in zip(recoded, codes, strict=True):
                columns[name] = pd.Categorical.from_codes(each, categories=kept)
    parts = [table.assign(**columns) for table, columns in zip(tables, recoded, strict=True)]
    return pd.concat(parts, ignore_index=ignore_index)


def is_coded(column: pd.Series) -> bool:
    """Tell a coded column from one of objects."""
    return isinstance(column.dtype, pd.CategoricalDtype)
