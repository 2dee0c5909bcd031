"""Clean delimited text, read at once: no quotation mark, and the same number of fields in every line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SMALLEST = 1 << 16
"""Bytes of text from which on it pays."""

_BLOCK = 1 << 22

_LARGE = 1 << 16
"""Distinct texts from which on the columns of a table are coded in one list."""


def parse(data: bytes, body: int, columns: list[str], delimiter: str) -> Any:
    """Return the rows of a text as an arrow table whose columns are dictionaries.

    Parameters
    ----------
    data
        The file as UTF-8.
    body
        Offset of the first row.
    columns
        Distinct names.
    delimiter
        One character.

    Returns
    -------
    pyarrow.Table or None
        None where the text is not clean, or not UTF-8: then it has to be read line by line.
    """
    import pyarrow
    import pyarrow.csv

    end = len(data)
    while end > body and data[end - 1] in b"\r\n":
        end -= 1
    if end <= body or not _is_clean(data, body, end, delimiter):
        return None
    text = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    try:
        return pyarrow.csv.open_csv(  # a block at a time: all of the cells are never held as texts
            pyarrow.BufferReader(pyarrow.py_buffer(data).slice(body, end - body)),
            read_options=pyarrow.csv.ReadOptions(column_names=columns, block_size=_BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, escape_char=False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(columns, text), strings_can_be_null=False
            ),
        ).read_all()
    except pyarrow.ArrowException:
        return None


def rows(table: Any) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Return the rows of a table that was parsed, and the number of each row's line, counted from 0.

    Parameters
    ----------
    table
        From :func:`parse`; it is left empty.

    Returns
    -------
    frame : DataFrame
        The columns are coded (:mod:`clusternet.schema.coding`). Blank lines are left out.
    line : ndarray of int64, shape (rows,)
    """
    import pyarrow

    names, columns = table.column_names, []
    for _ in names:
        columns.append(table.column(0).unify_dictionaries().combine_chunks())
        table = table.remove_column(0)  # one column at a time is held twice
    large = [place for place, column in enumerate(columns) if len(column.dictionary) > _LARGE]
    if large:  # such as the two ends: the texts of both are made once
        joined = pyarrow.chunked_array([columns[place] for place in large]).unify_dictionaries()
        for place, column in zip(large, joined.chunks, strict=True):
            columns[place] = column
    pyarrow.default_memory_pool().release_unused()
    lists: dict[int, pd.CategoricalDtype] = {}
    cells: list[pd.Categorical] = []
    blank = np.ones(len(columns[0]), dtype=bool)
    for place, column in enumerate(columns):
        key = large[0] if place in large else place
        if key not in lists:
            distinct = column.dictionary.to_numpy(zero_copy_only=False)
            lists[key] = pd.CategoricalDtype(pd.Index(distinct, dtype=object))
        codes = column.indices.to_numpy()
        if blank.any():
            blank &= np.asarray(lists[key].categories == "")[codes]
        cells.append(pd.Categorical.from_codes(codes, dtype=lists[key]))
    frame = pd.DataFrame(dict(zip(names, cells, strict=True)), copy=False)
    line = np.arange(len(frame), dtype=np.int64)
    if blank.any():
        frame, line = frame[~blank].reset_index(drop=True), line[~blank]
    return frame, line


def _is_clean(data: bytes, body: int, end: int, delimiter: str) -> bool:
    return (
        len(delimiter) == 1
        and delimiter.isascii()
        and delimiter != " "
        and data.find(b'"', body) < 0
        and data.find(b"\0", body) < 0
        and data.count(b"\r", body, end) == data.count(b"\r\n", body, end)
    )
