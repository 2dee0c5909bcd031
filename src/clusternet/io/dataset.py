"""``dataset.toml``: which files make up a data set, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.errors import SchemaError
from clusternet.io import toml
from clusternet.io.blocks import HOMES, TOP_KEYS, Source, below, file_of, shape_of, sources
from clusternet.io.covers import covers
from clusternet.io.directions import Mixed
from clusternet.io.toml import Table
from clusternet.network.cover import Cover

DESCRIPTOR = "dataset.toml"


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
    covers
        Language -> what stands at the front of a report.
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
    covers: Mapping[str, Cover] = field(default_factory=dict)
    descriptor: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of the data set."""
        tables = [*self.edges, *self.nodes, self.aliases, self.parents]
        named = [source.file for source in tables if source is not None]
        files = [*named, *self.vocabulary.values(), *self.crosswalk.values()]
        return tuple(dict.fromkeys(files if self.descriptor is None else [self.descriptor, *files]))


_MIXED: dict[str, Mixed] = {"arcs": "arcs", "both": "arcs", "edges": "edges"}
"""What may be said of directed and undirected edges in one data set."""
WORD_COLUMNS = ("technology", "application", "industry", "category", "direction")
"""Columns whose words may belong to the data set."""
NAME_KEYS = ("file", "sheet", "header_row", "encoding", "delimiter", "comment")


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
    content.known(TOP_KEYS, HOMES)
    root = root or path.parent
    edges = tuple(sources(content, "edges", root))
    if not edges:
        raise SchemaError.of("no_edges_table", path=path)
    return Dataset(
        edges=edges,
        nodes=tuple(sources(content, "nodes", root)),
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
        mixed=_MIXED.get(content.choice("mixed", _MIXED), ""),
        poles=content.texts("poles"),
        places=content.choice("places", ("chinese", "names", "own"), "chinese"),
        language=content.choice("language", ("zh", "en")),
        covers=covers(content),
        descriptor=path,
    )


def _names(content: Table, key: str, root: Path) -> Source | None:
    """Return the table of aliases or parents, if there is one."""
    if key not in content:
        return None
    table = content.inner(key)
    table.known(NAME_KEYS, HOMES)
    return Source(file_of(table, root), shape_of(table))


def _words(content: Table, key: str, root: Path) -> dict[str, Path]:
    """Return the files with the words of columns: ``[vocabulary] technology = "technologies.csv"``."""
    table = content.inner(key)
    table.known(WORD_COLUMNS)
    return {name: below(table, name, root) for name in table.content}
