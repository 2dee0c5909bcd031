"""Clean delimited text, read at once: no quotation mark, and the same number of fields in every line."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SMALLEST = 1 << 16
"""Bytes of text from which on it pays."""

_BLOCK = 1 << 24


def read(
    data: bytes, body: int, columns: list[str], delimiter: str
) -> tuple[pd.DataFrame, NDArray[np.int64]] | None:
    """Return the rows of a text as cells, and the number of each row's line from ``body`` on, counted from 0.

    Parameters
    ----------
    data
        The file as UTF-8, without a byte order mark.
    body
        Offset of the first row.
    columns
        Distinct names.
    delimiter
        One character.

    Returns
    -------
    tuple or None
        The columns are coded (:mod:`clusternet.schema.coding`). None where the text is not clean: then it
        has to be read line by line.
    """
    import pyarrow
    import pyarrow.csv

    end = len(data.rstrip(b"\r\n"))
    if end <= body or not _is_clean(data, body, end, delimiter):
        return None
    try:
        table = pyarrow.csv.read_csv(
            pyarrow.BufferReader(pyarrow.py_buffer(data).slice(body, end - body)),
            read_options=pyarrow.csv.ReadOptions(column_names=columns, block_size=_BLOCK),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, escape_char=False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pyarrow.string()), strings_can_be_null=False
            ),
        )
    except pyarrow.ArrowException:
        return None
    cells: dict[str, pd.Categorical] = {}
    blank = np.ones(table.num_rows, dtype=bool)
    for name in columns:
        column = table.column(0).dictionary_encode().combine_chunks()
        table = table.remove_column(0)  # one column at a time is held twice
        codes = column.indices.to_numpy()
        distinct = column.dictionary.to_numpy(zero_copy_only=False)
        if blank.any():
            blank &= (distinct == "")[codes]
        cells[name] = pd.Categorical.from_codes(codes, categories=pd.Index(distinct, dtype=object))
    frame = pd.DataFrame(cells, copy=False)
    line = np.arange(len(frame), dtype=np.int64)
    if blank.any():
        frame, line = frame[~blank].reset_index(drop=True), line[~blank]
    return (frame, line) if len(frame) else None


def _is_clean(data: bytes, body: int, end: int, delimiter: str) -> bool:
    return (
        len(delimiter) == 1
        and delimiter.isascii()
        and delimiter != " "
        and data.find(b'"', body) < 0
        and data.find(b"\0", body) < 0
        and data.count(b"\r", body, end) == data.count(b"\r\n", body, end)
    )
