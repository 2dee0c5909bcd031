"""A ``dataset.toml`` as a form: what each of its tables says, and changes that leave the rest as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusternet.errors import ClusternetError, SchemaError
from clusternet.io import dataset, toml
from clusternet.io.atomic import whole_file
from clusternet.io.blocks import Source, sources
from clusternet.io.formats import graphs
from clusternet.io.formats.tables import read_table, suffix_of
from clusternet.schema import columns as schema
from clusternet.schema import recognition
from clusternet.words.text import Text, said_by

__all__ = ["Change", "Described", "change", "describe"]


@dataclass(frozen=True)
class Described:
    """One ``[[edges]]`` or ``[[nodes]]`` of a descriptor.

    Attributes
    ----------
    key
        ``edges`` or ``nodes``.
    number
        Which of them, from 0.
    file, sheets
        Below the folder; no sheet is the first.
    columns
        Column name -> header: by the descriptor, else as recognised.
    headers
        Of the file, of its first sheet.
    set
        Column name -> value for every row.
    lacking
        Why the file cannot be read, if it cannot.
    """

    key: str
    number: int
    file: str
    sheets: tuple[str, ...]
    columns: Mapping[str, str]
    headers: tuple[str, ...]
    set: Mapping[str, str]
    lacking: Text | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every column name that the table may use."""
        return schema.edge_names() if self.key == "edges" else schema.node_names()

    def column_of(self, header: str) -> str:
        """Return the column that a header, as a finding names it, is read as; the header if it is none."""
        for name, own in self.columns.items():
            if header in (own, f"{own} ({name})"):
                return name
        return header


@dataclass(frozen=True)
class Change:
    """One setting of one table.

    Attributes
    ----------
    key, number
        As of :class:`Described`.
    setting
        Where it stands: ``("columns", "year")``, ``("totals",)``.
    value
        The new value; None takes the setting out. Several are added to the list that is there.
    """

    key: str
    number: int
    setting: tuple[str, ...]
    value: str | tuple[str, ...] | None


def describe(path: str | Path) -> list[Described]:
    """Return what a descriptor says of its tables, and the headers it may choose from.

    Parameters
    ----------
    path
        A ``dataset.toml``.

    Returns
    -------
    list of Described
        Edges first.

    Raises
    ------
    FormatError, SchemaError
        If it is no descriptor.

    Examples
    --------
    >>> from clusternet.io import shipped
    >>> edges, nodes = describe(shipped() / "dataset.toml")
    >>> edges.file, edges.columns["source"], nodes.key
    ('edges.csv', '来源', 'nodes')
    """
    path = Path(path)
    content = toml.read(path)
    found = []
    for key in ("edges", "nodes"):
        for number, table in enumerate(content.tables(key)):
            one = toml.Table(
                table.file, {key: [table.content], "defaults": content.content.get("defaults", {})}
            )
            source = sources(one, key, path.parent)[0]
            found.append(_described(key, number, table, source, path.parent))
    return found


def _described(key: str, number: int, table: toml.Table, source: Source, root: Path) -> Described:
    lacking: Text | None = None
    headers: tuple[str, ...] = ()
    if suffix_of(source.file) not in graphs.SUFFIXES:
        try:
            headers = tuple(map(str, read_table(source.file, source.shape, []).frame.columns))
        except ClusternetError as error:
            lacking = said_by(error)
    recognise = recognition.edge_columns if key == "edges" else recognition.node_columns
    known = {} if source.pairs or source.matrix else recognise(headers, dict(source.columns))
    accepted = schema.edge_names() if key == "edges" else schema.node_names()
    columns = {name: header for header, name in known.items() if name in accepted} | dict(source.columns)
    return Described(
        key,
        number,
        source.file.relative_to(root).as_posix(),
        table.texts("sheet", single=True),
        columns,
        headers,
        dict(source.set),
        lacking,
    )


def change(path: str | Path, changes: Sequence[Change]) -> None:
    """Change settings of a descriptor; comments and everything else stay as they are.

    Parameters
    ----------
    path
        A ``dataset.toml``.
    changes
        Made in this order, all or none.

    Raises
    ------
    FormatError, SchemaError
        If the descriptor would no longer be one; it is left as it was then.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "dataset.toml")
    ...     _ = file.write_text('[[edges]]  # ties' + chr(10) + 'file = "a.csv"' + chr(10))
    ...     change(file, [Change("edges", 0, ("fill",), ("partner",))])
    ...     change(file, [Change("edges", 0, ("totals",), "drop")])
    ...     print(file.read_text().strip())
    [[edges]]  # ties
    file = "a.csv"
    fill = ["partner"]
    totals = "drop"
    """
    import tomlkit

    path = Path(path)
    toml.read(path)
    content = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    for each in changes:
        tables = content.get(each.key, [])
        tables = [tables] if isinstance(tables, Mapping) else tables
        if not 0 <= each.number < len(tables):
            raise SchemaError.of("no_such_table", file=path, key=each.key, number=each.number)
        _set(tables[each.number], each.setting, each.value)
    with whole_file(path) as new:
        new.write_text(tomlkit.dumps(content), encoding="utf-8", newline="\n")
        dataset.load(new, root=path.parent)


def _set(table: Any, setting: Sequence[str], value: str | tuple[str, ...] | None) -> None:
    import tomlkit

    *outer, last = setting
    for name in outer:
        if name not in table:
            if value is None:
                return
            table[name] = tomlkit.inline_table()
        table = table[name]
    if value is None:
        table.pop(last, None)
    elif isinstance(value, tuple):
        if isinstance(table.get(last), Mapping):  # missing = { "*" = [...] }
            table, last = table[last], "*"
        there = table.get(last, [])
        there = [there] if isinstance(there, str) else list(there)
        table[last] = [*there, *(each for each in value if each not in there)]
    else:
        table[last] = value
