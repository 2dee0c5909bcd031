"""``read``: a path to a ``ValueNetwork``, whatever the path names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pandas as pd

from clusternet import conform, schema, vocabulary
from clusternet.conform import TextTable
from clusternet.errors import FormatError, SchemaError
from clusternet.findings import Finding
from clusternet.io import graphs
from clusternet.io.dataset import DESCRIPTOR, Dataset, Source, load
from clusternet.io.prepare import prepare
from clusternet.io.tables import (
    EXCEL_SUFFIXES,
    SUFFIXES,
    HeaderTest,
    Shape,
    read_table,
    sheet_names,
    suffix_of,
)
from clusternet.network import About, ValueNetwork, build

_ALL_SUFFIXES = (*SUFFIXES, *graphs.SUFFIXES)
_EDGE_NAMES = ("edges", "边", "边表", "关系", "关系表")
_ROSTER_NAMES = ("samples", "样本", "样本企业", "样本名录", "样本企业名录")
_NODE_NAMES = ("nodes", "节点", "节点表", "企业名录", *_ROSTER_NAMES)


@dataclass(frozen=True)
class Reading:
    """A network and everything that was found while reading it.

    Attributes
    ----------
    network : ValueNetwork
    findings : tuple of Finding
    refused : int
        Rows refused, in all files.
    """

    network: ValueNetwork
    findings: tuple[Finding, ...]

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
        Folder the files of a descriptor lie in; its own where None.

    Raises
    ------
    FormatError
        If a file is missing or not what its suffix says.
    SchemaError
        If columns are missing; the message lists the accepted headers.
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


def examine(path: str | Path, *, nodes: str | Path | None = None, root: str | Path | None = None) -> Reading:
    """Read a value network as :func:`read` does, and keep the findings."""
    path = Path(path)
    found: list[Finding] = []
    dataset = _dataset(path, None if root is None else Path(root))
    if nodes is not None:
        dataset = replace(dataset, nodes=(*dataset.nodes, _node_source(Path(nodes))))
    network = _network(dataset, found)
    return Reading(network, tuple(found))


def shipped(name: str = "nankai") -> Path:
    """Return the folder of a data set that comes with the package.

    Raises
    ------
    FormatError
        If there is none of that name.
    """
    package = Path(__file__).parents[1]
    installed, checkout = package / "edges" / name, package.parents[1] / "edges" / name
    for folder in (installed, checkout):
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise FormatError(f"no shipped data set {name!r}")


# -- what the path names -----------------------------------------------------------------------------------
def _dataset(path: Path, root: Path | None) -> Dataset:
    if path.is_dir():
        return _folder(path, root)
    if not path.exists():
        raise FormatError(f"{path}: no such file or folder")
    if path.suffix.lower() == ".toml":
        return load(path, root=root)
    suffix = suffix_of(path)
    if suffix in EXCEL_SUFFIXES:
        return _workbook(path)
    if suffix in _ALL_SUFFIXES:
        return Dataset(edges=(Source(path),), title=path.name)
    accepted = ", ".join(_ALL_SUFFIXES)
    raise FormatError(f"{path}: unknown suffix {suffix!r}; accepted: {accepted}, a folder, dataset.toml")


def _folder(path: Path, root: Path | None) -> Dataset:
    if (path / DESCRIPTOR).is_file():
        return load(path / DESCRIPTOR, root=root)
    edges, nodes = _named(path, _EDGE_NAMES), _named(path, _NODE_NAMES)
    if not edges:
        raise FormatError(
            f"{path}: a folder without a data set (neither {DESCRIPTOR} nor an edges file in it)"
        )
    return Dataset(tuple(map(Source, edges)), tuple(map(_node_source, nodes)), title=path.resolve().name)


def _named(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """Return the files of these names; the same name in two formats is one table twice, and refused."""
    chosen: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        name = file.name[: -len(suffix_of(file))].lower() if suffix_of(file) in _ALL_SUFFIXES else ""
        if name.split(".")[0] in names and not (names is _NODE_NAMES and suffix_of(file) in graphs.SUFFIXES):
            if name in chosen:
                raise FormatError(
                    f"{folder}: both {chosen[name].name} and {file.name}; say which in {DESCRIPTOR}"
                )
            chosen[name] = file
    return list(chosen.values())


def _node_source(file: Path, sheet: str = "") -> Source:
    """Return a node table; a roster of samples is told by the name of its file or sheet."""
    name = (sheet or file.name.split(".")[0]).strip().lower()
    return Source(file, Shape(sheet=sheet), kind="sample" if name in _ROSTER_NAMES else None)


def _workbook(path: Path) -> Dataset:
    sheets = sheet_names(path)
    edges = [sheet for sheet in sheets if sheet.strip().lower() in _EDGE_NAMES] or sheets[:1]
    nodes = [sheet for sheet in sheets if sheet.strip().lower() in _NODE_NAMES and sheet not in edges]
    return Dataset(
        edges=tuple(Source(path, Shape(sheet=sheet)) for sheet in edges),
        nodes=tuple(_node_source(path, sheet) for sheet in nodes),
        title=path.name,
    )


# -- from files to a network -------------------------------------------------------------------------------
def _network(dataset: Dataset, found: list[Finding]) -> ValueNetwork:
    relations: list[pd.DataFrame] = []
    nodes: list[pd.DataFrame] = []
    headers: list[str] = []
    directed: list[bool] = []
    for source in dataset.edges:
        if suffix_of(source.file) in graphs.SUFFIXES:
            graph = graphs.read_graph(source.file)
            directed.append(graph.directed)
            nodes.append(conform.node_rows(graph.nodes, found=found))
            table = graph.edges
        else:
            table = read_table(source.file, source.shape, found, is_header=_header_test(source, edges=True))
            _add_edge_type(table, directed)
        headers += [str(header) for header in table.frame]
        prepared, columns = prepare(table, source, found)
        relations.append(conform.edge_rows(prepared, columns=columns, found=found))
    for source in dataset.nodes:
        raw = read_table(source.file, source.shape, found, is_header=_header_test(source, edges=False))
        table, columns = prepare(raw, source, found, edges=False)
        headers += [str(header) for header in table.frame]
        nodes.append(conform.node_rows(table, columns=columns, kind=_kind(source), found=found))
    _rename(relations, nodes, dataset, found)
    return build(
        relations,
        nodes,
        found=found,
        directed=_one_direction(directed, dataset),
        about=About(
            title=dataset.title,
            synthetic=dataset.synthetic,
            language=_language(dataset, headers),
            poles=dataset.poles,
            places="own" if dataset.places == "own" else "chinese",
        ),
    )


def _header_test(source: Source, *, edges: bool) -> HeaderTest:
    """Return what tells the header of a table: the headers that its descriptor names, or the contract's."""
    named = set(source.columns.values())
    if source.pairs is not None:
        named |= {source.pairs.group, source.pairs.member, source.pairs.role}
    wanted = set(map(schema.fold, named))
    if wanted:
        return lambda cells: wanted <= set(map(schema.fold, cells))
    return schema.is_edge_header if edges else schema.is_node_header


def _kind(source: Source) -> str | None:
    if source.kind is None:
        return None
    term = vocabulary.KINDS.find(source.kind)
    if term is None:
        raise SchemaError(f"{source.file.name}: kind = {source.kind!r}; accepted: sample, partner")
    return term.key


def _add_edge_type(table: TextTable, directed: list[bool]) -> None:
    """Heed the Type column of Gephi's own CSV files."""
    for header in table.frame:
        if str(header).strip().lower() == "type":
            kinds = {cell.strip().lower() for cell in table.frame[header].unique()} - {""}
            if kinds and kinds <= {"directed", "undirected"}:
                directed.extend(kind == "directed" for kind in kinds)


def _one_direction(directed: list[bool], dataset: Dataset) -> bool:
    if len(set(directed)) > 1:
        raise FormatError("directed and undirected edges in one data set: a network is one or the other")
    return dataset.directed and all(directed)


def _language(dataset: Dataset, headers: list[str]) -> Literal["zh", "en"]:
    if dataset.language:
        return "zh" if dataset.language == "zh" else "en"
    return "zh" if any(re.search(r"[一-鿿]", header) for header in headers) else "en"


def _rename(
    relations: list[pd.DataFrame], nodes: list[pd.DataFrame], dataset: Dataset, found: list[Finding]
) -> None:
    """Replace names through the alias table, where the data set has one."""
    if dataset.aliases is None:
        return
    table = read_table(dataset.aliases, Shape(), found)
    if not {"alias", "canonical"} <= set(table.frame):
        raise SchemaError(
            f"{table.where}: an alias table needs the columns alias and canonical; "
            f"found: {', '.join(map(str, table.frame))}"
        )
    names = dict(zip(table.frame["alias"].str.strip(), table.frame["canonical"].str.strip(), strict=True))
    names = {alias: canonical for alias, canonical in names.items() if alias and canonical}
    for edges in relations:
        for end in ("source", "target"):
            old = edges[end]
            edges[end] = old.map(lambda name: names.get(name, name))
            for name in old[edges[end] != old].unique():
                found.append(
                    Finding("renamed", table.file, value=str(name), action=f"counted as {names[name]}")
                )
    for each in nodes:
        each.index = each.index.map(lambda name: names.get(name, name)).rename("id")
