"""``dataset.toml``: which files make up a data set, and what their columns mean."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clusternet import guard
from clusternet.errors import FormatError, SchemaError
from clusternet.io.formats.tables import Shape
from clusternet.schema import columns as schema
from clusternet.schema.conform import Written

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
    title, synthetic, directed, poles, places, language
        See :class:`clusternet.network.value_network.About`.
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
    synthetic: bool = False
    directed: bool = True
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
    *("title", "synthetic", "directed", "poles", "places", "language", "title_en"),
    *("edges", "nodes", "aliases", "parents", "vocabulary", "crosswalk"),
)
_NAME_KEYS = ("file", "sheet", "header_row", "encoding", "delimiter")
WORD_COLUMNS = ("technology", "application", "industry")
"""Columns of the edges whose words may belong to the data set."""
_EDGE_KEYS = (
    "file",
    "sheet",
    "header_row",
    "header",
    "encoding",
    "delimiter",
    "comment",
    "columns",
    "set",
    "split",
    "strip",
    "missing",
    "pairs",
    "decimal",
    "years",
    "totals",
)
_NODE_KEYS = (
    "file",
    "sheet",
    "header_row",
    "header",
    "encoding",
    "delimiter",
    "comment",
    "columns",
    "missing",
    "kind",
)


def load(path: Path, *, root: Path | None = None) -> Dataset:
    """Read a descriptor.

    Parameters
    ----------
    path
        The ``dataset.toml``.
    root
        Folder its files lie in; the descriptor's own where None.

    Raises
    ------
    FormatError
        If the file is no TOML.
    SchemaError
        If a key is unknown or has a value of the wrong type; the message names both.
    """
    try:
        content = tomllib.loads(guard.reading(path).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: not a TOML file ({error})") from error
    reader = _Reader(path, root or path.parent)
    reader.known(content, _TOP, "")
    edges = tuple(reader.source(table, "edges", _EDGE_KEYS) for table in reader.tables(content, "edges"))
    if not edges:
        raise SchemaError(f"{path}: no [[edges]] table: a data set needs at least one file of edges")
    places = reader.text(content, "places", "", "chinese")
    if places not in ("chinese", "own"):
        raise SchemaError(f'{path}: places = {places!r}; accepted: "chinese", "own"')
    language = reader.text(content, "language", "", "")
    if language not in ("", "zh", "en"):
        raise SchemaError(f'{path}: language = {language!r}; accepted: "zh", "en"')
    return Dataset(
        edges=edges,
        nodes=tuple(reader.source(table, "nodes", _NODE_KEYS) for table in reader.tables(content, "nodes")),
        aliases=reader.names(content, "aliases"),
        parents=reader.names(content, "parents"),
        vocabulary=reader.words(content, "vocabulary"),
        crosswalk=reader.words(content, "crosswalk"),
        title=reader.text(content, "title", "", ""),
        title_en=reader.text(content, "title_en", "", ""),
        synthetic=reader.flag(content, "synthetic", "", default=False),
        directed=reader.flag(content, "directed", "", default=True),
        poles=tuple(reader.strings(content.get("poles", []), "poles")),
        places=places,
        language=language,
        descriptor=path,
    )


@dataclass(frozen=True)
class _Reader:
    """Takes typed values out of a parsed descriptor, or says which key is wrong."""

    file: Path
    root: Path

    def known(self, table: Mapping[str, Any], keys: Collection[str], where: str) -> None:
        for key in table:
            if key not in keys:
                place = f" in [{where}]" if where else ""
                raise SchemaError(f"{self.file}: unknown key {key!r}{place}; accepted: {', '.join(keys)}")

    def wrong(self, key: str, value: object, wanted: str) -> SchemaError:
        return SchemaError(f"{self.file}: {key} = {value!r}; wanted {wanted}")

    def tables(self, content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        value = content.get(key, [])
        tables = [value] if isinstance(value, dict) else value
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.wrong(key, value, f"a table [{key}] or several [[{key}]]")
        return tables

    def text(self, table: Mapping[str, Any], key: str, where: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(f"{where}{key}", value, "a text")
        return value

    def flag(self, table: Mapping[str, Any], key: str, where: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(f"{where}{key}", value, "true or false")
        return value

    def strings(self, value: Any, key: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, value, "a list of texts")
        return value

    def mapping(self, table: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
        value = table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(each, str | int) for each in value.values()):
            raise self.wrong(f"{where}{key}", value, 'a table such as { source = "供给方" }')
        return {name: str(each) for name, each in value.items()}

    def path(self, table: Mapping[str, Any], where: str) -> Path:
        """Return the file of a table, which must lie below the root."""
        if not isinstance(table, dict) or not isinstance(table.get("file"), str):
            raise SchemaError(f'{self.file}: [{where}] needs file = "..."')
        return self.below(table["file"], "file")

    def below(self, text: str, key: str) -> Path:
        inside = Path(text)
        leads_out = inside.is_absolute() or ".." in inside.parts
        if leads_out or not (self.root / inside).resolve().is_relative_to(self.root.resolve()):
            raise SchemaError(
                f"{self.file}: {key} = {text!r} leads out of the data set; put it in the folder, "
                "or name the folder it lies in with --root"
            )
        return self.root / inside

    def names(self, content: Mapping[str, Any], key: str) -> Source | None:
        """Return the table of aliases or parents, where there is one."""
        if key not in content:
            return None
        file = self.path(content[key], key)
        self.known(content[key], _NAME_KEYS, key)
        return Source(file, self.shape(content[key], f"[{key}] "))

    def words(self, content: Mapping[str, Any], key: str) -> dict[str, Path]:
        """Return the files with the words of columns: ``[vocabulary] technology = "technologies.csv"``."""
        table = content.get(key, {})
        if not isinstance(table, dict):
            raise self.wrong(key, table, f'a table such as [{key}] technology = "technologies.csv"')
        self.known(table, WORD_COLUMNS, key)
        where = f"[{key}] "
        return {name: self.below(self.text(table, name, where, ""), where + name) for name in table}

    def shape(self, table: Mapping[str, Any], where: str) -> Shape:
        row = table.get("header_row", 1)
        if not isinstance(row, int) or isinstance(row, bool) or row < 1:
            raise self.wrong(f"{where}header_row", row, "a line number from 1")
        if not self.flag(table, "header", where, default=True):
            row = 0
        texts = {
            key: self.text(table, key, where, "") for key in ("sheet", "encoding", "delimiter", "comment")
        }
        if len(texts["delimiter"]) > 1 or texts["delimiter"] in ('"', "\r", "\n"):
            raise self.wrong(f"{where}delimiter", texts["delimiter"], "one character")
        return Shape(header_row=row, **texts)

    def missing(self, table: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
        value = table.get("missing", [])
        if isinstance(value, dict):
            return {name: tuple(self.strings(each, f"{where}missing")) for name, each in value.items()}
        return {"*": tuple(self.strings(value, f"{where}missing"))}

    def pairs(self, table: Mapping[str, Any], where: str) -> Pairs | None:
        if "pairs" not in table:
            return None
        value = self.mapping(table, "pairs", where)
        names = ("group", "member", "role", "source", "target")
        if set(value) != set(names):
            raise self.wrong(f"{where}pairs", value, f"the keys {', '.join(names)}")
        return Pairs(**value)

    def source(self, table: Mapping[str, Any], key: str, keys: Collection[str]) -> Source:
        self.known(table, keys, key)
        where = f"[{key}] "
        columns = self.mapping(table, "columns", where)
        accepted = schema.edge_names() if key == "edges" else schema.node_names()
        for name in columns:
            if name not in accepted:
                raise SchemaError(
                    f"{self.file}: columns has the unknown name {name!r}; accepted: {', '.join(accepted)}"
                )
        strip = table.get("strip", {})
        if not isinstance(strip, dict):
            raise self.wrong(f"{where}strip", strip, 'a table such as { partner = ["领投"] }')
        kind = self.text(table, "kind", where, "")
        return Source(
            file=self.path(table, key),
            shape=self.shape(table, where),
            columns=columns,
            set=self.mapping(table, "set", where),
            split=self.mapping(table, "split", where),
            strip={name: tuple(self.strings(words, f"{where}strip")) for name, words in strip.items()},
            missing=self.missing(table, where),
            pairs=self.pairs(table, where),
            kind=kind or None,
            written=Written(
                self.one_of(table, "decimal", where, (".", ",")),
                self.one_of(table, "years", where, ("first", "last")),
                self.one_of(table, "totals", where, ("keep", "drop")) or "",
            ),
        )

    def one_of(self, table: Mapping[str, Any], key: str, where: str, accepted: tuple[str, ...]) -> Any:
        """Return one of some words, None where the key is left out."""
        value = self.text(table, key, where, "")
        if value and value not in accepted:
            raise self.wrong(f"{where}{key}", value, " or ".join(map(repr, accepted)))
        return value or None
