"""Files to text tables: CSV and TSV (gz too), Excel, Parquet. One reader a suffix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.cells import text_of
from clusternet.conform import TextTable
from clusternet.errors import FormatError
from clusternet.findings import Finding
from clusternet.io import columns, delimited, files, workbooks
from clusternet.io.limits import admit
from clusternet.io.shape import EXCEL_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, HeaderTest, Shape, suffix_of
from clusternet.io.workbooks import sheet_names

if TYPE_CHECKING:
    import pyarrow

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
        readers = [_Texts() for _ in names]
        size = 0
        for batch in file.iter_batches(batch_size=1 << 16):
            size += batch.nbytes
            admit(name, size, "parquet")
            cells = [texts.of(column) for texts, column in zip(readers, batch.columns, strict=True)]
            yield pd.DataFrame(dict(zip(names, cells, strict=True)), dtype=object, copy=False)


class _Texts:
    """One column as text, batch by batch; equal cells are one object."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.dictionary: pyarrow.Array | None = None  # of the batch before: a file mostly has one
        self.texts: NDArray[np.object_] = np.empty(0, dtype=object)

    def of(self, column: pyarrow.Array) -> NDArray[np.object_]:
        """Return the cells of a batch, shape (rows,)."""
        import pyarrow

        if pyarrow.types.is_nested(column.type):  # a list or a record has no dictionary
            return self._written(column)[:-1]
        if not pyarrow.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        if self.dictionary is None or not column.dictionary.equals(self.dictionary):
            self.dictionary, self.texts = column.dictionary, self._written(column.dictionary)
        codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        cells: NDArray[np.object_] = self.texts[codes]
        return cells

    def _written(self, values: pyarrow.Array) -> NDArray[np.object_]:
        """Return the text of each value, and an empty one at the end: a missing cell has the code -1."""
        texts = np.empty(len(values) + 1, dtype=object)
        texts[:-1] = [self.known.setdefault(text, text) for text in map(text_of, values.to_pylist())]
        texts[-1] = ""
        return texts
