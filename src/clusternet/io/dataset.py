"""``dataset.toml``: which files make up a data set, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.errors import SchemaError
from clusternet.io import toml
from clusternet.io.directions import Mixed
from clusternet.io.formats.tables import Shape
from clusternet.io.toml import Table
from clusternet.schema import columns as schema
from clusternet.schema.conform import Written
from clusternet.words.vocabulary import DIRECTIONS

DESCRIPTOR = "dataset.toml"


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
        Column name -> value for every row.
    split
        Column name -> characters that separate several names in one cell.
    product
        Every name of one column that is split goes with every name of the others.
    fill
        Columns whose blank cells take the value above.
    strip
        Column name -> words cut from the end of a name.
    missing
        Header -> values that mean "not known"; ``*`` stands for every column.
    pairs
        Read the table as memberships.
    kind
        For a node table: the kind of every node in it.
    written
        For an edge table: its decimal sign, and which year of a range counts.
    """

    file: Path
    shape: Shape = field(default_factory=Shape)
    columns: Mapping[str, str] = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    product: bool = False
    fill: tuple[str, ...] = ()
    strip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pairs: Pairs | None = None
    kind: str | None = None
    written: Written = field(default_factory=Written)


@dataclass(frozen=True)
class Dataset:
    """The content of a descriptor.

    Attributes
    ----------
    edges, nodes
        Tables.
    aliases, parents
        The owner's tables of names and of groups.
    vocabulary, crosswalk
        Column of the edges -> the file with its words, or with old and new words.
    mixed
        What directed and undirected edges in one data set become: :mod:`clusternet.io.directions`.
    terms
        ``own``: technologies, fields and categories are taken as written.
    title, synthetic, directed, poles, places, language
        See :class:`clusternet.network.about.About`.
    descriptor
        The ``dataset.toml``, where there is one.
    """

    edges: tuple[Source, ...]
    nodes: tuple[Source, ...] = ()
    aliases: Source | None = None
    parents: Source | None = None
    vocabulary: Mapping[str, Path] = field(default_factory=dict)
    crosswalk: Mapping[str, Path] = field(default_factory=dict)
    title: str = ""
    title_en: str = ""
    kingdom: bool = False
    terms: str = ""
    synthetic: bool = False
    directed: bool = True
    mixed: Mixed = ""
    poles: tuple[str, ...] = ()
    places: str = "chinese"
    language: str = ""
    descriptor: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the data set."""
        tables = [*self.edges, *self.nodes, self.aliases, self.parents]
        named = [source.file for source in tables if source is not None]
        files = [*named, *self.vocabulary.values(), *self.crosswalk.values()]
        return tuple(dict.fromkeys(files if self.descriptor is None else [self.descriptor, *files]))


_TOP = (
    *("title", "synthetic", "directed", "mixed", "poles", "places", "language", "title_en", "kingdom"),
    "terms",
    *("edges", "nodes", "aliases", "parents", "vocabulary", "crosswalk"),
)
WORD_COLUMNS = ("technology", "application", "industry", "category")
"""Columns whose words may belong to the data set."""
_NAME_KEYS = ("file", "sheet", "header_row", "encoding", "delimiter")
_TABLE_KEYS = ("file", "sheet", "header_row", "header", "encoding", "delimiter", "comment", "columns")
_EDGE_KEYS = (
    *_TABLE_KEYS,
    "set",
    "split",
    "splits",
    "fill",
    "strip",
    "directions",
    "missing",
    "pairs",
    "decimal",
    "years",
    "totals",
)
_NODE_KEYS = (*_TABLE_KEYS, "missing", "kind")
_PAIRS = ("group", "member", "role", "source", "target")


def load(path: Path, *, root: Path | None = None) -> Dataset:
    """Read a descriptor.

    Parameters
    ----------
    path
        The ``dataset.toml``.
    root
        Folder its files lie in; the descriptor's own if None.

    Raises
    ------
    FormatError
        If the file is no TOML.
    SchemaError
        If a key is unknown or has a value of the wrong type; the message names both.
    """
    content = toml.read(path)
    content.known(_TOP)
    root = root or path.parent
    edges = tuple(_source(table, root, edges=True) for table in content.tables("edges"))
    if not edges:
        raise SchemaError(f"{path}: no [[edges]] table: a data set needs at least one file of edges")
    return Dataset(
        edges=edges,
        nodes=tuple(_source(table, root, edges=False) for table in content.tables("nodes")),
        aliases=_names(content, "aliases", root),
        parents=_names(content, "parents", root),
        vocabulary=_words(content, "vocabulary", root),
        crosswalk=_words(content, "crosswalk", root),
        title=content.text("title"),
        title_en=content.text("title_en"),
        kingdom=content.flag("kingdom"),
        terms=content.choice("terms", ("own",)),
        synthetic=content.flag("synthetic"),
        directed=content.flag("directed", default=True),
        mixed=content.choice("mixed", ("arcs", "edges")),
        poles=content.texts("poles"),
        places=content.choice("places", ("chinese", "own"), "chinese"),
        language=content.choice("language", ("zh", "en")),
        descriptor=path,
    )


def _source(table: Table, root: Path, *, edges: bool) -> Source:
    table.known(_EDGE_KEYS if edges else _NODE_KEYS)
    columns = table.mapping("columns", '{ source = "供给方" }')
    table.inner("columns").known(schema.edge_names() if edges else schema.node_names())
    strip = table.inner("strip", '{ partner = ["领投"] }')
    return Source(
        file=_file(table, root),
        shape=_shape(table),
        columns=columns,
        set=table.mapping("set", '{ relation = "technology" }'),
        split=table.mapping("split", '{ partner = "、" }'),
        product=table.choice("splits", ("pairs", "product")) == "product",
        fill=table.texts("fill"),
        strip={name: strip.texts(name) for name in strip.content},
        missing=_missing(table),
        pairs=_pairs(table),
        kind=table.text("kind") or None,
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
            raise table.wrong("directions", f'a table such as {{ "{word}" = "both" }}; accepted: {wanted}')
    return found


def _file(table: Table, root: Path) -> Path:
    """Return the file of a table, which must lie below the root."""
    table.needs("file")
    return _below(table, "file", root)


def _below(table: Table, key: str, root: Path) -> Path:
    inside = Path(table.text(key))
    try:
        leads_out = not (root / inside).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        raise table.wrong(key, f"the path of a file ({error})") from error
    if leads_out or inside.is_absolute() or ".." in inside.parts:
        raise SchemaError(
            f"{table.file}: {table.place}{key} = {table.text(key)!r} leads out of the data set; put it in "
            "the folder, or name the folder it lies in with --root"
        )
    return root / inside


def _shape(table: Table) -> Shape:
    row = table.whole("header_row", 1, low=1)
    return Shape(
        header_row=row if table.flag("header", default=True) else 0,
        sheet=table.text("sheet"),
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
    if set(value) != set(_PAIRS):
        raise table.wrong("pairs", f"the keys {', '.join(_PAIRS)}")
    return Pairs(**value)


def _names(content: Table, key: str, root: Path) -> Source | None:
    """Return the table of aliases or parents, if there is one."""
    if key not in content:
        return None
    table = content.inner(key)
    table.known(_NAME_KEYS)
    return Source(_file(table, root), _shape(table))


def _words(content: Table, key: str, root: Path) -> dict[str, Path]:
    """Return the files with the words of columns: ``[vocabulary] technology = "technologies.csv"``."""
    table = content.inner(key)
    table.known(WORD_COLUMNS)
    return {name: _below(table, name, root) for name in table.content}
