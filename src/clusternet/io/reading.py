"""``read``: a path to a ``ValueNetwork``, whatever the path names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from clusternet.errors import EmptyNetworkError, FormatError, SchemaError
from clusternet.io import curation as curate
from clusternet.io import directions, edgelists, mark, name_places
from clusternet.io.blocks import Source
from clusternet.io.curation import Curation
from clusternet.io.dataset import DESCRIPTOR, Dataset
from clusternet.io.directions import Mixed
from clusternet.io.formats import graphs, times
from clusternet.io.formats.tables import (
    EXCEL_SUFFIXES,
    TEXT_SUFFIXES,
    HeaderTest,
    Shape,
    read_table,
    suffix_of,
)
from clusternet.io.naming import dataset_of, node_source, report_left
from clusternet.io.prepare import prepare
from clusternet.network.about import About
from clusternet.network.value_network import ValueNetwork, build, without_rows
from clusternet.places import china, countries
from clusternet.places.gazetteer import plain
from clusternet.places.nearest import nearest
from clusternet.schema import conform, recognition
from clusternet.schema.cells import fold, is_chinese
from clusternet.schema.columns import ORIGIN
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done
from clusternet.schema.joining import require_rows
from clusternet.schema.weights import report_unused
from clusternet.schema.wide import by_sheet, by_year
from clusternet.words import vocabulary
from clusternet.words.text import language_of

Headers = dict[tuple[str, str, str], str]
"""The header of a column, by file, sheet and column name."""


@dataclass(frozen=True)
class Origins:
    """Where nodes and columns come from.

    Attributes
    ----------
    nodes : DataFrame
        Id -> its first row in a node table, with ``row_file``, ``row_sheet`` and ``row_line``.
    said
        Node column -> every ``id`` and ``value`` that edge rows carry, with its origin.
    headers
        (file, sheet, column name) -> header as it stands there.
    complete
        Whether a node table is meant to list every node, and not just the samples.
    """

    nodes: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(ORIGIN)))
    said: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    headers: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    complete: bool = False

    @property
    def roster(self) -> frozenset[str]:
        """Ids that a node table lists as samples."""
        if "kind" not in self.nodes:
            return frozenset()
        return frozenset(map(str, self.nodes.index[self.nodes["kind"].eq("sample")]))


@dataclass(frozen=True)
class Reading:
    """A network and everything that was found while reading it.

    Attributes
    ----------
    network : ValueNetwork
    findings : tuple of Finding
    origins : Origins
    curation : Curation
        What the owner's tables of names and words say.
    files : tuple of Path
        Every file that was read.

    Examples
    --------
    >>> reading = examine(shipped())
    >>> len(reading.network.edges), [path.name for path in reading.files]
    (84838, ['dataset.toml', 'edges.csv', 'nodes.csv'])
    """

    network: ValueNetwork
    findings: tuple[Finding, ...]
    origins: Origins = field(default_factory=Origins)
    curation: Curation = field(default_factory=Curation)
    files: tuple[Path, ...] = ()

    @property
    def refused(self) -> int:
        """Rows that were refused, in all files."""
        return sum(each.severity == "fault" for each in self.findings)


def read(
    path: str | Path, *, nodes: str | Path | None = None, root: str | Path | None = None
) -> ValueNetwork:
    """Read a value network.

    Parameters
    ----------
    path
        An edge file (CSV, TSV, Excel, Parquet, GEXF, GraphML, Pajek), a folder with ``dataset.toml`` or with
        ``edges.*`` and ``nodes.*``, or a ``dataset.toml``.
    nodes
        A node table to go with it.
    root
        Folder the files of a descriptor lie in; its own if None.

    Raises
    ------
    FormatError
        If a file is missing or not what its suffix says.
    SchemaError
        If columns are missing, or nearly every row is refused; the message lists the accepted headers, or
        counts the reasons.
    EmptyNetworkError
        If no valid row is left; the message counts the reasons.

    Examples
    --------
    >>> import clusternet
    >>> net = clusternet.read(clusternet.shipped("nankai"))
    >>> sorted(net.edges.columns)[:3]
    ['application', 'industry', 'relation']
    """
    return examine(path, nodes=nodes, root=root).network


def examine(
    path: str | Path,
    *,
    nodes: str | Path | None = None,
    root: str | Path | None = None,
    empty: bool = False,
    mixed: Mixed = "",
) -> Reading:
    """Read a value network as :func:`read` does, and keep the findings.

    Parameters
    ----------
    path, nodes, root
        As in :func:`read`.
    empty
        Whether data without a valid row give a network without rows, whose findings say why.
    mixed
        What directed and undirected edges in one data set become, where its descriptor does not say.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading = examine(shipped())
    >>> [finding for finding in reading.findings if finding.severity == "fault"]
    []
    """
    path = Path(path)
    found: list[Finding] = []
    dataset = dataset_of(path, None if root is None else Path(root), found)
    if root is not None and dataset.descriptor is None:
        action = done("ignored_root")
        found.append(Finding("unused_setting", path.name, column="--root", value=str(root), action=action))
    dataset = replace(dataset, mixed=dataset.mixed or mixed)
    if nodes is not None:
        dataset = replace(dataset, nodes=(*dataset.nodes, node_source(Path(nodes))))
    return _read(dataset, found, empty=empty)


def shipped(name: str = "nankai") -> Path:
    """Return the folder of a data set that comes with the package.

    Parameters
    ----------
    name
        Of the data set.

    Raises
    ------
    FormatError
        If there is none of that name.

    Examples
    --------
    >>> sorted(path.name for path in shipped().glob("*.toml"))
    ['dataset.toml']
    """
    package = Path(__file__).parents[1]
    installed, checkout = package / "edges" / name, package.parents[1] / "edges" / name
    if found := [folder for folder in (installed, checkout) if (folder / DESCRIPTOR).is_file()]:
        return found[0]
    raise FormatError.of("not_shipped", name=name)


# -- from files to a network -------------------------------------------------------------------------------
def _read(dataset: Dataset, found: list[Finding], *, empty: bool) -> Reading:
    relations: list[pd.DataFrame] = []
    nodes: list[pd.DataFrame] = []
    headers: Headers = {}
    directed: list[bool] = []
    mixed = dataset.mixed if dataset.directed else "edges"
    words = curate.direction_words(dataset, found)
    for source in dataset.edges:
        _report_unused(source, found)
        table, is_directed = _edge_table(source, nodes, mixed, found)
        directed += [] if is_directed is None else [is_directed]
        written = replace(source.written, directions={**words, **source.written.directions})
        relations.append(_edge_rows(table, replace(source, written=written), headers, found))
        del table  # the texts of a large file count twice in memory
    if not empty:
        require_rows(relations, found)
    rosters = len(nodes)
    for source in dataset.nodes:
        _report_unused(source, found)
        nodes.append(_node_rows(source, headers, found))
    curation = curate.load(dataset, found)
    if dataset.descriptor is not None:
        report_left(dataset, found)
    curation = curate.apply(curation, relations, nodes, found)
    nodes[rosters:] = _without_strangers(dataset, relations, nodes[rosters:], found)
    said: dict[str, pd.DataFrame] = {}
    about = About(
        title=dataset.title,
        title_en=dataset.title_en,
        kingdom=dataset.kingdom,
        synthetic=mark.taken_off(relations, nodes) or dataset.synthetic,
        language=_language(dataset, headers.values()),
        poles=dataset.poles,
        places="own" if dataset.places == "own" else "chinese",
        parents=curation.parents,
        covers=dataset.covers,
        headers={name: header for (*_, name), header in headers.items()},
    )
    one_direction = dataset.directed and directions.of_all(directed, mixed)
    try:
        network = build(relations, nodes, found=found, said=said, directed=one_direction, about=about)
    except EmptyNetworkError:
        if not empty:
            raise
        network = without_rows(about)
    if dataset.places == "names":
        network = name_places.filled(network, curation.aliases.canonical, found)
    _report_poles(dataset, network, found)
    tables = zip(dataset.nodes, nodes[rosters:], strict=True)
    complete = not all(_is_roster(table) for source, table in tables if source.add)
    origins = Origins(_first_rows(nodes), said, headers, complete)
    return Reading(network, tuple(found), origins, curation, dataset.files)


def _edge_table(
    source: Source, nodes: list[pd.DataFrame], mixed: Mixed, found: list[Finding]
) -> tuple[TextTable, bool | None]:
    """Read the edges of one file, and whether they are directed; what a graph file says of nodes is added."""
    if suffix_of(source.file) in graphs.SUFFIXES:
        graph = graphs.read_graph(source.file, source.shape, found, years=source.written.years)
        nodes.append(conform.node_rows(graph.nodes, found=found))
        undirected = None if graph.directed is None else not graph.directed
        table = times.with_years(graph.edges, source.columns, source.written.years, found)
        return directions.settled(table, source.columns, mixed, undirected=undirected, found=found)
    table, listed, one_way = edgelists.read_edges(source, _header_test(source, edges=True), found)
    if listed is not None:
        nodes.append(conform.node_rows(listed, found=found))
    table = times.with_years(table, source.columns, source.written.years, found)
    undirected = None if one_way is None else not one_way
    return directions.settled(table, source.columns, mixed, undirected=undirected, found=found)


def _edge_rows(table: TextTable, source: Source, headers: Headers, found: list[Finding]) -> pd.DataFrame:
    prepared, columns = prepare(table, source, found)
    prepared = by_sheet(by_year(prepared, columns, found), columns, found)
    names = recognition.edge_columns(prepared.frame.columns, columns)
    headers |= _headers(prepared, names)
    if source.pairs is None:
        report_unused(prepared, names, found)
    return conform.edge_rows(prepared, columns=columns, found=found, written=source.written)


def _node_rows(source: Source, headers: Headers, found: list[Finding]) -> pd.DataFrame:
    raw = read_table(source.file, source.shape, found, is_header=_header_test(source, edges=False))
    table, columns = prepare(raw, source, found, edges=False)
    headers |= _headers(table, recognition.node_columns(table.frame.columns, columns))
    return conform.node_rows(table, columns=columns, kind=_kind(source), found=found)


def _without_strangers(
    dataset: Dataset, relations: list[pd.DataFrame], nodes: list[pd.DataFrame], found: list[Finding]
) -> list[pd.DataFrame]:
    """Return node tables without the rows of lists (``add = false``) that describe no other node."""
    if all(source.add for source in dataset.nodes):
        return nodes
    kept: list[pd.DataFrame] = []
    ends = [edges[end] for edges in relations for end in ("source", "target")]
    known = {name for column in ends for name in column.unique()}
    known.update(*(table.index for source, table in zip(dataset.nodes, nodes, strict=True) if source.add))
    for source, table in zip(dataset.nodes, nodes, strict=True):
        strange = ~table.index.isin(known)
        if not source.add and strange.any():
            file, sheet = (str(table[name].iat[0]) for name in ORIGIN[:2])
            action = done("no_node_made", len(table), int(strange.sum()))
            found.append(Finding("not_in_ties", file, sheet, action=action))
        kept.append(table if source.add else table[~strange])
    return kept


def _report_unused(source: Source, found: list[Finding]) -> None:
    """Report what a descriptor says of a file that a file of its kind does not have."""
    suffix, plain = suffix_of(source.file), Shape()
    if suffix in EXCEL_SUFFIXES:
        idle = {"encoding", "delimiter", "comment"}
    else:
        idle = (
            {"sheet"}
            if suffix in TEXT_SUFFIXES
            else set(Shape.__slots__) - graphs.SETTINGS.get(suffix, set())
        )
    for name in (each for each in Shape.__slots__ if each in idle):
        value = getattr(source.shape, name)
        if value != getattr(plain, name):
            action = done("ignored_setting", suffix)
            found.append(Finding("unused_setting", source.file.name, "", None, name, str(value), action))


def _report_poles(dataset: Dataset, network: ValueNetwork, found: list[Finding]) -> None:
    """Report poles that no place of the data can be."""
    columns = [name for name in ("province", "city", "region", "country") if name in network.nodes]
    own = {place for name in columns for place in network.nodes[name].dropna().unique()}
    for pole in dataset.poles:
        if pole in own or (dataset.places != "own" and _is_place(pole)):
            continue
        near = nearest(pole, 1) if dataset.places != "own" else []
        action = done("place_near", near[0]) if near else done("place_unknown")
        found.append(Finding("unknown_pole", DESCRIPTOR, "", None, "poles", pole, action))


def _is_place(text: str) -> bool:
    return (
        china.resolve(text) is not None
        or china.region_name(text) is not None
        or (china.zone(text) in (china.HMT, china.ABROAD) and plain(text) not in countries.cities())
    )


def _headers(table: TextTable, names: Mapping[str, str]) -> Headers:
    return {(table.file, table.sheet, name): header for header, name in names.items()}


def _is_roster(table: pd.DataFrame) -> bool:
    """Tell a list of the samples from one of all nodes."""
    return "kind" in table and bool(table["kind"].eq("sample").all())


def _first_rows(nodes: list[pd.DataFrame]) -> pd.DataFrame:
    if not nodes:
        return pd.DataFrame(columns=list(ORIGIN))
    stacked = pd.concat(nodes) if len(nodes) > 1 else nodes[0]
    return stacked if stacked.index.is_unique else stacked[~stacked.index.duplicated()]


def _header_test(source: Source, *, edges: bool) -> HeaderTest:
    """Return what tells the header of a table: the headers that its descriptor names, or the contract's."""
    named = set(source.columns.values())
    if source.pairs is not None:
        named |= {source.pairs.group, source.pairs.member, source.pairs.role}
    wanted = set(map(fold, named))
    if wanted:
        return lambda cells: wanted <= set(map(fold, cells))
    return recognition.is_edge_header if edges else recognition.is_node_header


def _kind(source: Source) -> str | None:
    if source.kind is None:
        return None
    term = vocabulary.KINDS.find(source.kind)
    if term is None:
        raise SchemaError.of("unknown_kind", name=source.file.name, kind=source.kind)
    return term.key


def _language(dataset: Dataset, headers: Iterable[str]) -> Literal["zh", "en"]:
    if dataset.language:
        return language_of(dataset.language)
    return "zh" if is_chinese(headers) else "en"
