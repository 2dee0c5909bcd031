"""Parquet files as coded text: every distinct value is turned into text once, however many rows hold it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from clusternet.errors import FormatError
from clusternet.io.formats import columns, pages
from clusternet.io.formats.pages import Leaf
from clusternet.limits import admit
from clusternet.schema.cells import text_of
from clusternet.schema.conform import TextTable

if TYPE_CHECKING:
    import pyarrow

_MANY = 1 << 16
"""Texts of a column from which on it shares them with others."""


def read(path: Path) -> TextTable:
    """Read a Parquet file as text, a column at a time and each a batch at a time.

    Raises
    ------
    FormatError
        If the file is no Parquet, has no rows, or holds more than the limit
        (:mod:`clusternet.limits`).
    """
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            leaves = _admitted(file, path)
        coded = [leaf.path for leaf in leaves if leaf.coded]
        with pyarrow.parquet.ParquetFile(path, read_dictionary=coded) as file:
            cells = _columns(file, path, leaves)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # a broken file ends the library in more ways than it names
        raise FormatError.of("not_parquet", name=path.name, why=error) from error
    frame = pd.DataFrame(cells, copy=False)
    if frame.empty:
        raise FormatError.of("columns_only", name=path.name)
    return TextTable(frame, np.arange(1, len(frame) + 1, dtype=np.int64), path.name)


def _admitted(file: pyarrow.parquet.ParquetFile, path: Path) -> list[Leaf]:
    """Return what the pages hold, if it is not too much."""
    about = file.metadata
    width = len(file.schema_arrow.names)
    columns.check(width, path.name)
    admit(path.name, max(path.stat().st_size, about.num_rows * width), "parquet")
    leaves = pages.leaves(path, about)
    admit(path.name, sum(leaf.size for leaf in leaves), "pages")
    for leaf in leaves:
        if leaf.repeated and leaf.longest > 1:
            admit(f"{path.name}, column {leaf.path}", leaf.values * leaf.longest, "pages")
    return leaves


def _columns(file: pyarrow.parquet.ParquetFile, path: Path, leaves: list[Leaf]) -> dict[str, pd.Categorical]:
    """Read every column; those of many texts share one list of them, as the two ends of edges do."""
    import pyarrow

    read: dict[str, tuple[NDArray[np.int32], Texts]] = {}
    names = Texts()
    size = written = 0
    for place, name in enumerate(columns.distinct(file.schema_arrow.names)):
        column = Column()
        for batch in _batches(file, place, leaves):
            bytes_of = _expanded(batch)
            written += bytes_of
            admit(f"{path.name}, column {name}", written, "named")
            if pyarrow.types.is_nested(batch.type):  # written out before they are coded
                admit(f"{path.name}, column {name}", bytes_of, "texts")
            column.add(batch)
            admit(path.name, size + names.size + column.size, "parquet")
        codes = column.codes()
        size += codes.nbytes
        if column.textual and len(column.texts) >= _MANY:
            read[name] = names.learn(column.texts.known)[codes], names
        else:
            read[name] = codes, column.texts
            size += column.texts.size
    kinds = {id(texts): texts.categories() for _, texts in read.values()}
    return {
        name: pd.Categorical.from_codes(codes, dtype=kinds[id(texts)])
        for name, (codes, texts) in read.items()
    }


def _batches(file: pyarrow.parquet.ParquetFile, place: int, leaves: list[Leaf]) -> Any:
    """Yield one column of the file, a batch at a time, by its place: names may repeat."""
    names = file.schema_arrow.names
    name = names[place]
    alone = names.count(name) == 1
    rows = min(
        leaf.rows_at_once
        for leaf in leaves
        if not alone or leaf.path == name or leaf.path.startswith(f"{name}.")
    )
    for batch in file.iter_batches(batch_size=rows, columns=[name] if alone else None):
        yield batch.column(0 if alone else place)


def _expanded(values: pyarrow.Array) -> int:
    """Return the bytes of values, of their texts as often as they are held."""
    import pyarrow
    import pyarrow.compute as pc

    kind = values.type
    if pyarrow.types.is_dictionary(kind) and _is_binary(kind.value_type):
        lengths = np.asarray(pc.binary_length(values.dictionary).fill_null(0), dtype=np.int64)
        return int(lengths[np.asarray(values.indices.drop_null())].sum())
    if pyarrow.types.is_struct(kind):
        return sum(map(_expanded, values.flatten()))
    if pyarrow.types.is_map(kind):
        return _expanded(values.keys) + _expanded(values.items)
    if (
        pyarrow.types.is_list(kind)
        or pyarrow.types.is_large_list(kind)
        or pyarrow.types.is_fixed_size_list(kind)
    ):
        return _expanded(values.flatten())
    return int(values.nbytes)


class Texts:
    """Distinct texts, which grow.

    Attributes
    ----------
    known
        Each once, in the order they were met.
    """

    def __init__(self) -> None:
        import pyarrow

        self.known = pyarrow.array([], pyarrow.large_string())

    def __len__(self) -> int:
        return len(self.known)

    @property
    def size(self) -> int:
        """Bytes held."""
        return int(self.known.nbytes)

    def learn(self, texts: pyarrow.Array) -> NDArray[np.int32]:
        """Return the place of each text among those known, with new ones at their end, and at the end -1."""
        import pyarrow
        import pyarrow.compute as pc

        each = texts.dictionary_encode()  # two values may be one text
        if len(self.known):
            found = pc.index_in(each.dictionary, value_set=self.known)
            new = np.asarray(found.is_null())
            place = np.array(found.fill_null(-1), dtype=np.int32)
            place[new] = len(self.known) + np.arange(new.sum(), dtype=np.int32)
            self.known = pyarrow.concat_arrays([self.known, each.dictionary.filter(pyarrow.array(new))])
        else:
            place = np.arange(len(each.dictionary), dtype=np.int32)
            self.known = each.dictionary
        return np.append(place[each.indices.to_numpy()], np.int32(-1))

    def categories(self) -> pd.CategoricalDtype:
        """Return the texts as what a coded column may hold."""
        return pd.CategoricalDtype(pd.Index(self.known.to_numpy(zero_copy_only=False), dtype=object))


class Column:
    """One column as codes and texts, which grow batch by batch.

    Attributes
    ----------
    texts
        What its codes stand for.
    textual
        Whether it was written as text.
    """

    def __init__(self) -> None:
        self.texts = Texts()
        self.textual = True
        self._codes: list[NDArray[np.int32]] = []
        self._last: pyarrow.Array | None = None  # the dictionary of the batch before: a file mostly has one
        self._place = np.array([-1], dtype=np.int32)  # of its values among the texts, then of a missing cell

    @property
    def size(self) -> int:
        """Bytes held so far."""
        return self.texts.size + sum(each.nbytes for each in self._codes)

    def add(self, batch: pyarrow.Array) -> None:
        """Take the cells of a batch, in their order."""
        import pyarrow

        if pyarrow.types.is_nested(batch.type):  # a list or a record has no dictionary
            batch = _written(batch)
        if not pyarrow.types.is_dictionary(batch.type):
            batch = batch.dictionary_encode()
        if self._last is None or not batch.dictionary.equals(self._last):
            self.textual &= _is_text(batch.dictionary)
            self._last, self._place = batch.dictionary, self.texts.learn(_written(batch.dictionary))
        codes = batch.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        self._codes.append(self._place[codes])

    def codes(self) -> NDArray[np.int32]:
        """Return the place of every cell's text; a missing cell is an empty text."""
        import pyarrow

        codes = np.concatenate(self._codes) if self._codes else np.empty(0, dtype=np.int32)
        self._codes.clear()
        missing = codes < 0
        if missing.any():
            codes[missing] = self.texts.learn(pyarrow.array([""], pyarrow.large_string()))[0]
        return codes


def _is_binary(kind: pyarrow.DataType) -> bool:
    import pyarrow.types as kinds

    return any(
        test(kind)
        for test in (kinds.is_string, kinds.is_large_string, kinds.is_binary, kinds.is_large_binary)
    )


def _is_text(values: pyarrow.Array) -> bool:
    import pyarrow

    return bool(pyarrow.types.is_string(values.type) or pyarrow.types.is_large_string(values.type))


def _written(values: pyarrow.Array) -> pyarrow.Array:
    """Return values as the text a reader sees, a missing one as empty."""
    import pyarrow

    if _is_text(values):
        return values.cast(pyarrow.large_string()).fill_null("")
    return pyarrow.array(map(text_of, values.to_pylist()), type=pyarrow.large_string())
