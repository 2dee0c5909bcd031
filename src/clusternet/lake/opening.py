"""What a path, or tables, hold: the sources of a lake."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clusternet.errors import FormatError, SchemaError
from clusternet.io import curation as curate
from clusternet.io.blocks import Source
from clusternet.io.dataset import DESCRIPTOR, Dataset
from clusternet.io.naming import EDGE_NAMES, dataset_of
from clusternet.lake.engines import engine_of
from clusternet.lake.lake import Lake
from clusternet.lake.staging import stage
from clusternet.network.about import About
from clusternet.schema.cells import is_chinese
from clusternet.words.text import language_of

__all__ = ["open_lake"]

_FILES = (".parquet", ".csv", ".csv.gz", ".tsv", ".tsv.gz")
_PATTERNS = ("*.parquet", "*.csv", "*.tsv", "*.csv.gz", "*.tsv.gz")


def open_lake(
    data: str | os.PathLike[str] | Mapping[str, Any],
    engine: Any = None,
    *,
    nodes: str | None = None,
    root: str | None = None,
    **options: Any,
) -> Lake:
    """Open a data set on an engine: its tables are read there, and stay there.

    Parameters
    ----------
    data
        A descriptor, a folder with one or with ``edges.*``, a Parquet or CSV file, a folder or glob of such
        files; on Spark the name of a table, too. Or the tables themselves: ``{"edges": ..., "nodes": ...}``,
        each a path, a glob, a name, a DataFrame or an Arrow table.
    engine
        None for DuckDB, or a SparkSession, classic or Connect.
    nodes
        A table of nodes to go with a table of edges.
    root
        Folder the files of a descriptor lie in; its own if None.
    **options
        Settings of DuckDB: ``memory_limit``, ``max_temp_directory_size``, ``threads``, ``folder``.

    Returns
    -------
    Lake
        Close it, or use it in a ``with`` statement: then temporary files go.

    Raises
    ------
    MissingDependencyError
        If the engine is not installed.
    FormatError
        If a source cannot be read.
    SchemaError
        If columns are missing, or a setting of the descriptor needs the local engine.
    EmptyNetworkError
        If no valid row is left.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"source": ["a", "a", "b"], "target": ["b", "b", "c"]})
    >>> with open_lake({"edges": rows}) as lake:                    # doctest: +SKIP
    ...     lake.metrics(columns=["relations", "edges"]).values.tolist()
    [[None, 3, 2]]
    """
    dataset, edges, listed = _sources(data, nodes, root)
    found: list[Any] = []
    curation, directions = curate.load(dataset, found), curate.direction_words(dataset, found)
    if dataset.parents is not None or dataset.places == "names":
        setting = "parents" if dataset.parents is not None else "places"
        raise SchemaError.of("not_on_lake", name=DESCRIPTOR, setting=setting)
    made = engine_of(engine, **options)
    try:
        staged = stage(made, edges, listed, curation=curation, directions=directions)
    except BaseException:
        made.close()
        raise
    about = About(
        title=dataset.title,
        title_en=dataset.title_en,
        kingdom=dataset.kingdom,
        synthetic=dataset.synthetic,
        language=language_of(dataset.language or ("zh" if is_chinese(staged.headers) else "en")),
        poles=dataset.poles,
        places="own" if dataset.places == "own" else "chinese",
        covers=dataset.covers,
    )
    return Lake(made, staged, about, directed=dataset.directed)


Given = list[tuple[Source, Any]]


def _sources(data: Any, nodes: str | None, root: str | None) -> tuple[Dataset, Given, Given]:
    """Return the data set, and its tables of edges and of nodes."""
    given = {"nodes": nodes} if nodes is not None else {}
    if isinstance(data, Mapping):
        return _tables({**data, **given})
    path = Path(data)
    if path.is_dir() and not any(each.is_file() and _names_it(each) for each in path.iterdir()):
        inside = {name: str(path / name) for name in ("edges", "nodes") if (path / name).is_dir()}
        return _tables({**(inside if "edges" in inside else {"edges": str(path)}), **given}, path.name)
    if path.is_dir() or path.suffix.lower() == ".toml":
        dataset = dataset_of(path, None if root is None else Path(root), [])
        for source in (*dataset.edges, *dataset.nodes):
            if not source.file.name.lower().endswith(_FILES):
                raise FormatError.of("no_lake_file", name=source.file.name, accepted=_FILES)
        edges, listed = ([(each, str(each.file)) for each in some] for some in (dataset.edges, dataset.nodes))
        more = _tables(given)[2]
        return dataset, edges, listed + more
    return _tables({"edges": str(data), **given}, path.name)


def _names_it(file: Path) -> bool:
    """Whether a file of a folder says which files the data set is."""
    return file.name == DESCRIPTOR or file.name.partition(".")[0].lower() in EDGE_NAMES


def _tables(given: Mapping[str, Any], title: str = "") -> tuple[Dataset, Given, Given]:
    found: dict[str, Given] = {"edges": [], "nodes": []}
    for name, table in given.items():
        if name not in found:
            raise SchemaError.of("lake_tables", name=name)
        label = Path(table).name if isinstance(table, str | os.PathLike) else name
        found[name].append((Source(Path(label or name)), _globbed(table)))
    return Dataset(edges=(), title=title), found["edges"], found["nodes"]


def _globbed(table: Any) -> Any:
    """Return a folder of files as the glob of those of one kind that it holds."""
    if not isinstance(table, str | os.PathLike) or not Path(table).is_dir():
        return table
    for pattern in _PATTERNS:
        if next(Path(table).rglob(pattern), None) is not None:
            deep = next(Path(table).glob(pattern), None) is None
            return str(Path(table) / ("**/" if deep else "") / pattern)
    raise FormatError.of("no_lake_file", name=str(table), accepted=_FILES)
