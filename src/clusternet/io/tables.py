"""Files to text tables: CSV and TSV (gz too), Excel, Parquet. One reader a suffix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from clusternet.cells import text_of
from clusternet.conform import TextTable
from clusternet.errors import FormatError
from clusternet.findings import Finding
from clusternet.io import columns, delimited, files, workbooks
from clusternet.io.limits import admit
from clusternet.io.shape import EXCEL_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, HeaderTest, Shape, suffix_of
from clusternet.io.workbooks import sheet_names

__all__ = [
    "EXCEL_SUFFIXES",
    "SUFFIXES",
    "TEXT_SUFFIXES",
    "HeaderTest",
    "Shape",
    "read_table",
    "sheet_names",
    "suffix_of",
]


def read_table(
    path: Path, shape: Shape, found: list[Finding], *, is_header: HeaderTest | None = None
) -> TextTable:
    """Read one table as text.

    Parameters
    ----------
    path
        The file.
    shape
        How the table lies in it.
    found
        Findings are added here.
    is_header
        Tells a header from a title: the lines above the first that passes are passed over, unless the shape
        names the line. Where none of the first ten passes, the first is the header.

    Raises
    ------
    FormatError
        If the file is missing, empty, not what its suffix says, or holds more than the limit
        (see :mod:`clusternet.io.limits`).
    """
    name = path.name
    suffix = suffix_of(path)
    files.require(path)
    if suffix in TEXT_SUFFIXES:
        return delimited.read_text(path, suffix, shape, found, is_header)
    if suffix == ".parquet":
        return _read_parquet(path, name)
    if suffix in EXCEL_SUFFIXES:
        return workbooks.read_excel(path, shape, found, is_header)
    raise FormatError(f"{name}: unknown suffix {suffix!r}; accepted: {', '.join(SUFFIXES)}")


def _read_parquet(path: Path, name: str) -> TextTable:
    try:
        batches = list(_batches(path, name))
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # a broken file ends the library in more ways than it names
        raise FormatError(f"{name}: not a readable Parquet file ({error})") from error
    frame = pd.concat(batches, ignore_index=True) if batches else pd.DataFrame()
    if frame.empty:
        raise FormatError(f"{name}: the file holds columns and no rows")
    return TextTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), name)


def _batches(path: Path, name: str) -> Iterator[pd.DataFrame]:
    """Yield the rows as text, a part at a time, as long as they keep within the limit."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        about = file.metadata
        unpacked = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
        admit(name, max(path.stat().st_size, unpacked, about.num_rows * about.num_columns), "parquet")
        names = columns.distinct(file.schema_arrow.names)
        size = 0
        for batch in file.iter_batches(batch_size=1 << 16):
            size += batch.nbytes
            admit(name, size, "parquet")
            cells = [[text_of(cell) for cell in column.to_pylist()] for column in batch.columns]
            yield pd.DataFrame(dict(zip(names, cells, strict=True)), dtype=object)
