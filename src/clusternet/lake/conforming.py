"""The distinct values of a column, conformed by the code that reads every other table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from clusternet.errors import SchemaError
from clusternet.io import curation as curate
from clusternet.io.blocks import Source
from clusternet.io.curation import Curation
from clusternet.io.prepare import prepare
from clusternet.schema import conform, recognition
from clusternet.schema.cells import text_of
from clusternet.schema.columns import FORMS, ORIGIN
from clusternet.schema.findings import Finding
from clusternet.schema.rows import TextTable

if TYPE_CHECKING:
    import pyarrow

BATCH = 1_000_000
"""Ids that are conformed at once; the cells of an id are read one by one, other columns as a whole."""

_ALONE = ("split", "fill", "blank", "pairs", "matrix")
"""Settings that look at more than a cell, or make several rows of one."""
ONE, OTHER = "clusternet-one", "clusternet-other"
"""What stands for the two ends where another column is read."""

_ENDS = dict(zip(FORMS[0] + FORMS[1], (ONE, OTHER) * 2, strict=True))
_FILLED = {**_ENDS, "direction": "enable", "year": "2000", "weight": "1"}
"""What a cell holds where another column is read: nothing that would be reported."""
_IDS = {*_ENDS, "id"}


def check(source: Source) -> None:
    """Refuse a table whose settings no engine but the local one can apply."""
    asked = [name for name in _ALONE if getattr(source, name)] + ["add"] * (not source.add)
    if asked:
        raise SchemaError.of("not_on_lake", name=source.file.name, setting=asked[0])


class Columns:
    """The columns of one table of a lake, and what their distinct values mean.

    Parameters
    ----------
    source
        What the descriptor says of the table.
    headers
        As the table has them.
    edges
        Whether it holds edges; else nodes.
    curation
        The owner's tables of names and words.
    directions
        The owner's words for directions.
    """

    def __init__(
        self,
        source: Source,
        headers: list[str],
        *,
        edges: bool,
        curation: Curation,
        directions: Mapping[str, str],
    ) -> None:
        check(source)
        self.headers, self.edges, self.curation = headers, edges, curation
        words = {**directions, **source.written.directions}
        self.source = replace(source, written=replace(source.written, directions=words))
        blank = self._table(dict.fromkeys(headers, ""), 1)
        table, self.given = prepare(blank, source, [], edges=edges)
        recognise = recognition.edge_columns if edges else recognition.node_columns
        self.names = recognise(map(str, table.frame.columns), self.given)
        self.constant = {name for header, name in self.names.items() if header not in headers}

    @property
    def form(self) -> tuple[str, str]:
        """The columns of the two ends."""
        return recognition.require_ends(set(self.names.values()), self.source.file.name, self.headers)

    def place(self, name: str) -> int | None:
        """Return the place of the header that a column is read from; None if there is none."""
        header = next((header for header, each in self.names.items() if each == name), None)
        header = header if header in self.headers else self.source.columns.get(name, header)
        return self.headers.index(header) if header in self.headers else None

    def conformed(self, name: str, values: pyarrow.Array, found: list[Finding]) -> Iterator[pd.DataFrame]:
        """Yield the distinct values of a column as they are read: their place, and columns of the contract.

        A value whose rows are refused is not there; one that makes two rows is there twice.
        """
        size = BATCH if name in _IDS or name == "name" else len(values)
        for start in range(0, len(values), max(size, 1)):
            texts = [text_of(each) for each in values.slice(start, size).to_pylist()]
            frame = self._read(name, texts, found)
            yield frame.assign(**{ORIGIN[2]: frame[ORIGIN[2]].astype(np.int64) - 1 + start})

    def _table(self, cells: dict[str, object], rows: int) -> TextTable:
        frame = pd.DataFrame(cells, index=range(rows), dtype=object)
        return TextTable(frame, np.arange(1, rows + 1, dtype=np.int64), self.source.file.name)

    def _read(self, name: str, texts: list[str], found: list[Finding]) -> pd.DataFrame:
        """Read values beside placeholders for what else a row needs."""
        place = self.place(name)
        cells: dict[str, object] = {}
        for number, header in enumerate(self.headers):
            column = self.names.get(header, "")
            cells[header] = _FILLED.get(column, "")
            if column == "id":
                cells[header] = [str(row) for row in range(len(texts))]
            if number == place:
                cells[header] = texts
        table, columns = prepare(self._table(cells, len(texts)), self.source, found, edges=self.edges)
        told: list[Finding] = []
        if self.edges:
            kept = [conform.edge_rows(table, columns=columns, found=told, written=self.source.written)]
            curate.apply(self.curation, kept, [], told)
        else:
            kept = [conform.node_rows(table, columns=columns, kind=self.source.kind, found=told)]
            curate.apply(self.curation, [], kept, told)
        header = self.headers[place] if place is not None else name
        found += [each for each in told if each.line is not None and each.column in (name, header)]
        return kept[0] if self.edges else kept[0].rename_axis("id").reset_index()
