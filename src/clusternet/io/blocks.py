"""The ``[[edges]]`` and ``[[nodes]]`` of a ``dataset.toml``: one file or sheet each, or several alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clusternet.errors import SchemaError
from clusternet.io.formats.tables import EXCEL_SUFFIXES, Shape, suffix_of
from clusternet.io.formats.workbooks import sheets
from clusternet.io.splitting import OnePlace
from clusternet.io.toml import Table
from clusternet.schema import columns as schema
from clusternet.schema.conform import Written
from clusternet.schema.totals import sums_up_others
from clusternet.words.text import Text
from clusternet.words.vocabulary import DIRECTIONS

EVERY = "*"
"""As ``sheet``: every sheet that can be seen, sums up no others and is named by no other table."""
_SHEETS = Text(f'互不相同的工作表，或单独的 "{EVERY}"', f'sheets that differ, or "{EVERY}" alone')
_UNNAMED = Text("有其他表未列出的工作表的工作簿", "a workbook with sheets that no other table names")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Memberships read as edges: within a group, from every source member to every target member.

    ``group``, ``member`` and ``role`` are headers; ``source`` and ``target`` are values of the role.
    """

    group: str
    member: str
    role: str
    source: str
    target: str


@dataclass(frozen=True)
class Source:
    """One file or sheet of edges or nodes.

    Attributes
    ----------
    file
        Path below the root of the data set.
    shape
        How the table lies in the file.
    columns
        Column name -> header.
    set
        Column name -> value for every row, or for the blank cells of a column that has a header.
    split
        Column name -> characters, or words, that separate several names in one cell.
    product
        Every name of one column that is split goes with every name of the others.
    whole
        Names that are not split, whatever stands in them.
    fill
        Columns whose blank cells take the value above.
    blank
        Columns in which nothing means that there is none: such rows are passed over.
    strip
        Column name -> words cut from the end of a name; those with a colon, from its beginning.
    missing
        Header -> values that mean "not known"; ``*`` stands for every column.
    pairs
        Read the table as memberships.
    kind
        For a node table: the kind of every node in it.
    add
        For a node table: whether its rows are nodes; else they only describe those that stand elsewhere.
    one_place
        Of several names in a cell with one place beside them, which have it: ``each``, ``first``, ``none``;
        if blank, as the data show.
    matrix
        For an edge table: rows are sources and columns targets, and cells say how much.
    shared
        Columns that settings under ``[defaults]`` name; a table without them is no fault.
    written
        For an edge table: its decimal sign, and which year of a range counts.
    """

    file: Path
    shape: Shape = field(default_factory=Shape)
    columns: Mapping[str, str] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    product: bool = False
    whole: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    strip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Pairs | None = None
    kind: str | None = None
    add: bool = True
    one_place: OnePlace = ""
    matrix: bool = False
    shared: frozenset[str] = frozenset()
    written: Written = field(default_factory=Written)


_TABLE_KEYS = ("file", "sheet", "header_row", "header", "encoding", "delimiter", "comment", "columns")
_SHARED_KEYS = ("set", "split", "fill", "strip", "missing")
EDGE_DEFAULTS = (
    *_SHARED_KEYS,
    "splits",
    "whole",
    "blank",
    "one_place",
    "directions",
    "decimal",
    "years",
    "totals",
)
EDGE_KEYS = (*_TABLE_KEYS, *EDGE_DEFAULTS, "pairs", "matrix")
NODE_KEYS = (*_TABLE_KEYS, *_SHARED_KEYS, "kind", "add")
TOP_KEYS = (
    *("title", "synthetic", "directed", "mixed", "poles", "places", "language", "title_en", "kingdom"),
    *("terms", "report"),
    *("defaults", "edges", "nodes", "aliases", "parents", "vocabulary", "crosswalk"),
)
HOMES = {"": TOP_KEYS, "[[edges]]": EDGE_KEYS, "[[nodes]]": NODE_KEYS}
"""Where in a dataset.toml which keys belong; blank at its top."""
PAIR_KEYS = ("group", "member", "role", "source", "target")


def sources(content: Table, key: str, root: Path) -> list[Source]:
    """Return the tables of ``[[edges]]`` or ``[[nodes]]``, one for each sheet.

    Parameters
    ----------
    content
        The whole descriptor, for ``[defaults]`` and the sheets that its other tables name.
    key
        ``edges`` or ``nodes``.
    root
        Folder the files lie in.
    """
    defaults = content.inner("defaults")
    defaults.known(EDGE_DEFAULTS, HOMES)
    found: list[Source] = []
    for table in content.tables(key):
        table.known(EDGE_KEYS if key == "edges" else NODE_KEYS, HOMES)
        whole, shared = _with_defaults(table, defaults, EDGE_DEFAULTS if key == "edges" else ())
        source = _source(whole, root, shared, edges=key == "edges")
        names = _sheets(table, source.file, content)
        found += [replace(source, shape=replace(source.shape, sheet=name)) for name in names]
    return found


def _with_defaults(table: Table, defaults: Table, keys: Collection[str]) -> tuple[Table, frozenset[str]]:
    """Return a table with the settings it shares, and the columns that these alone name."""
    content: dict[str, Any] = dict(table.content)
    shared: set[str] = set()
    for key in (key for key in keys if key in defaults):
        value, own = defaults.content[key], content.get(key)
        if isinstance(value, Mapping) and (own is None or isinstance(own, Mapping)):
            own = own or {}
            taken = content.get("columns", {}) if key == "set" else {}
            content[key] = {name: each for name, each in value.items() if name not in taken} | dict(own)
            shared |= set(value) - set(own)
        elif own is None:
            content[key] = value
            shared |= set(value) if key == "fill" else set()
    return Table(table.file, content, table.place), frozenset(shared)


def _sheets(table: Table, file: Path, content: Table) -> tuple[str, ...]:
    """Return the sheets of a table, blank for the first."""
    names = table.texts("sheet", single=True) or ("",)
    if len(names) > 1 and (EVERY in names or len(set(names)) < len(names)):
        raise table.wrong("sheet", _SHEETS)
    if names != (EVERY,):
        return names
    if suffix_of(file) not in EXCEL_SUFFIXES:
        return ("",)
    every = [each for key in ("edges", "nodes") for each in content.tables(key)]
    beside = [each for each in every if each.content.get("file") == table.content.get("file")]
    taken = {name for each in beside for name in each.texts("sheet", single=True)}
    seen = [tab.name for tab in sheets(file) if not tab.hidden and tab.name not in taken]
    kept = tuple(name for name in seen if not sums_up_others(name))
    if not kept:
        raise table.wrong("sheet", _UNNAMED)
    return kept


def _source(table: Table, root: Path, shared: frozenset[str], *, edges: bool) -> Source:
    columns = table.mapping("columns", '{ source = "供给方" }')
    table.inner("columns").known(schema.edge_names() if edges else schema.node_names())
    strip = table.inner("strip", '{ partner = ["领投"] }')
    return Source(
        file=file_of(table, root),
        shape=shape_of(table),
        columns=columns,
        set=table.mapping("set", '{ relation = "technology" }'),
        split=table.marks("split", '{ partner = "、" }'),
        product=table.choice("splits", ("pairs", "product")) == "product",
        fill=table.texts("fill"),
        blank=table.texts("blank"),
        strip={name: strip.texts(name) for name in strip.content},
        missing=_missing(table),
        pairs=_pairs(table),
        matrix=table.flag("matrix"),
        kind=table.text("kind") or None,
        add=table.flag("add", default=True),
        whole=table.texts("whole"),
        one_place=table.choice("one_place", ("each", "first", "none"), ""),
        shared=shared,
        written=Written(
            table.choice("decimal", (".", ",")) or None,
            table.choice("years", ("first", "last")) or None,
            table.choice("totals", ("keep", "drop")),
            _directions(table),
        ),
    )


def _directions(table: Table) -> dict[str, str]:
    """Return the words of a column of directions that are the user's own, with what they mean."""
    found = table.mapping("directions", '{ "合作" = "both" }')
    for word, meaning in found.items():
        if meaning not in DIRECTIONS:
            wanted = ", ".join(DIRECTIONS)
            shown = f'{{ "{word}" = "both" }}'
            said = Text(f"表，如 {shown}；可用：{wanted}", f"a table such as {shown}; accepted: {wanted}")
            raise table.wrong("directions", said)
    return found


def file_of(table: Table, root: Path) -> Path:
    """Return the file of a table, which must lie below the root."""
    table.needs("file")
    return below(table, "file", root)


def below(table: Table, key: str, root: Path) -> Path:
    """Return the file that a key names, which must lie below the root."""
    inside = Path(table.text(key))
    try:
        leads_out = not (root / inside).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        raise table.wrong(key, Text(f"文件的路径（{error}）", f"the path of a file ({error})")) from error
    if leads_out or inside.is_absolute() or ".." in inside.parts:
        raise SchemaError.of(
            "outside_root", file=table.file, place=table.place, key=key, text=table.text(key)
        )
    return root / inside


def shape_of(table: Table) -> Shape:
    """Return how a table lies in its file; of several sheets none is named."""
    row = table.whole("header_row", 1, low=1)
    return Shape(
        header_row=row if table.flag("header", default=True) else 0,
        sheet=next(iter(table.texts("sheet", single=True)), ""),
        encoding=table.text("encoding"),
        delimiter=table.character("delimiter"),
        comment=table.text("comment"),
    )


def _missing(table: Table) -> dict[str, tuple[str, ...]]:
    if isinstance(table.content.get("missing"), Mapping):
        found = table.inner("missing", '{ city = ["未知"] }')
        return {name: found.texts(name) for name in found.content}
    return {"*": table.texts("missing")}


def _pairs(table: Table) -> Pairs | None:
    if "pairs" not in table:
        return None
    value = table.mapping("pairs", '{ group = "项目" }')
    if set(value) != set(PAIR_KEYS):
        keys = ", ".join(PAIR_KEYS)
        raise table.wrong("pairs", Text(f"{keys} 各项", f"the keys {keys}"))
    return Pairs(**value)
