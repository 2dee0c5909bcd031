"""Parquet files as coded text: every distinct value is turned into text once, however many rows hold it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.cells import text_of
from clusternet.conform import TextTable
from clusternet.errors import FormatError
from clusternet.io import columns
from clusternet.io.limits import admit

if TYPE_CHECKING:
    import pyarrow

_BATCH = 1 << 20
"""Rows held twice while a column is read."""


def read(path: Path) -> TextTable:
    """Read a Parquet file as text, a column at a time and each a batch at a time.

    Raises
    ------
    FormatError
        If the file is no Parquet, has no rows, or holds more than the limit (:mod:`clusternet.io.limits`).
    """
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            cells = _columns(file, path)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # a broken file ends the library in more ways than it names
        raise FormatError(f"{path.name}: not a readable Parquet file ({error})") from error
    frame = pd.DataFrame(cells, copy=False)
    if frame.empty:
        raise FormatError(f"{path.name}: the file holds columns and no rows")
    return TextTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), path.name)


def _columns(file: pyarrow.parquet.ParquetFile, path: Path) -> dict[str, pd.Categorical]:
    about = file.metadata
    unpacked = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
    admit(path.name, unpacked, "pages")
    admit(path.name, max(path.stat().st_size, about.num_rows * len(file.schema_arrow)), "parquet")
    cells: dict[str, pd.Categorical] = {}
    size = 0
    for place, name in enumerate(columns.distinct(file.schema_arrow.names)):
        column = Column()
        for batch in _batches(file, place):
            column.add(batch)
            admit(path.name, size + column.size, "parquet")
        size += column.size
        cells[name] = column.cells()
    return cells


def _batches(file: pyarrow.parquet.ParquetFile, place: int) -> Any:
    """Yield one column of the file, a batch at a time, by its place: names may repeat."""
    names = file.schema_arrow.names
    if names.count(names[place]) == 1:
        for batch in file.iter_batches(batch_size=_BATCH, columns=[names[place]]):
            yield batch.column(0)
    else:
        for batch in file.iter_batches(batch_size=_BATCH):
            yield batch.column(place)


class Column:
    """One column as codes and texts, which grow batch by batch.

    Attributes
    ----------
    size
        Bytes held so far.
    """

    def __init__(self) -> None:
        import pyarrow

        self.size = 0
        self._codes: list[NDArray[np.int32]] = []
        self._known = _written(pyarrow.array([], pyarrow.string()))  # each text once
        self._last: pyarrow.Array | None = None  # the dictionary of the batch before: a file mostly has one
        self._place = np.array([-1], dtype=np.int32)  # of its values among the known, then of a missing cell

    def add(self, batch: pyarrow.Array) -> None:
        """Take the cells of a batch, in their order."""
        import pyarrow

        if pyarrow.types.is_nested(batch.type):  # a list or a record has no dictionary
            batch = _written(batch)
        if not pyarrow.types.is_dictionary(batch.type):
            batch = batch.dictionary_encode()
        if self._last is None or not batch.dictionary.equals(self._last):
            self._last, self._place = batch.dictionary, self._learn(_written(batch.dictionary))
        codes = batch.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        self._codes.append(self._place[codes])
        self.size += self._codes[-1].nbytes

    def cells(self) -> pd.Categorical:
        """Return the column; a missing cell is an empty text."""
        import pyarrow

        missing = self._learn(pyarrow.array([""], pyarrow.large_string()))[0]
        codes = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.int32)
        self._codes.clear()
        codes[codes < 0] = missing
        texts = self._known.to_numpy(zero_copy_only=False)
        return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype=object))

    def _learn(self, texts: pyarrow.Array) -> NDArray[np.int32]:
        """Return the place of each text among those known, with new ones at their end, and at the end -1."""
        import pyarrow
        import pyarrow.compute as pc

        each = texts.dictionary_encode()  # two values may be one text
        found = pc.index_in(each.dictionary, value_set=self._known)
        new = np.asarray(found.is_null())
        place = np.array(found.fill_null(-1), dtype=np.int32)
        place[new] = len(self._known) + np.arange(new.sum(), dtype=np.int32)
        self.size -= self._known.nbytes
        self._known = pyarrow.concat_arrays([self._known, each.dictionary.filter(pyarrow.array(new))])
        self.size += self._known.nbytes
        return np.append(place[each.indices.to_numpy()], np.int32(-1))


def _written(values: pyarrow.Array) -> pyarrow.Array:
    """Return values as the text a reader sees, a missing one as empty."""
    import pyarrow

    if pyarrow.types.is_string(values.type) or pyarrow.types.is_large_string(values.type):
        return values.cast(pyarrow.large_string()).fill_null("")
    return pyarrow.array(map(text_of, values.to_pylist()), type=pyarrow.large_string())
