"""``write``: a network to the files of this package and of other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from clusternet.errors import SchemaError
from clusternet.guard import unknown_suffix
from clusternet.io.atomic import whole_file
from clusternet.io.dataset import DESCRIPTOR
from clusternet.io.folders import check_folder, whole_folder, write_manifest, written
from clusternet.io.formats.pajek import write_pajek
from clusternet.io.formats.shape import suffix_of
from clusternet.io.formats.spreadsheet import write_csv
from clusternet.io.formats.vosviewer import Map, as_json, write_vosviewer
from clusternet.io.formats.xmlwriting import write_gexf, write_graphml
from clusternet.io.mark import marked, titled
from clusternet.network.value_network import ValueNetwork
from clusternet.schema.conform import ORIGIN
from clusternet.schema.private import private

_HOLDS = "network"
"""What the manifest of a folder says."""


def write(network: ValueNetwork, path: str | Path) -> Path:
    """Write a network; the suffix decides, no suffix means a data set folder.

    Parameters
    ----------
    network
        The network.
    path
        Where to. A folder (``nodes.csv``, ``edges.csv``, ``dataset.toml``, and ``manifest.json`` with the
        checksums of the three), ``.csv`` (the edges, and as ``NAME_nodes.csv`` the nodes), ``.gexf`` and
        ``.graphml`` hold every node, row and attribute; ``.net`` (Pajek), ``.json`` and ``.txt`` (VOSviewer)
        hold the merged graph with its weights; beside a ``.txt``, the map, is the network file.

    Returns
    -------
    Path
        Where it was written.

    Raises
    ------
    FormatError
        If the suffix is unknown, the folder above does not exist, or a folder holds anything but a network
        that was written there and not changed since.

    Notes
    -----
    A folder appears whole, or the one before it stays. In the CSV files, text that a spreadsheet would run is
    made text (see :mod:`clusternet.io.formats.spreadsheet`), and is read again as it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from clusternet import from_frames, read
    >>> net = from_frames(pd.DataFrame({"source": ["a"], "target": ["b"]}))
    >>> with TemporaryDirectory() as folder:
    ...     read(write(net, Path(folder) / "net.gexf"))
    <ValueNetwork 'net.gexf': 2 nodes, 1 relation>
    """
    path = Path(path)
    suffix = suffix_of(path)
    if not suffix:
        return _write_folder(network, path)
    if suffix == ".csv":
        return _write_pair(network, path)
    if suffix == ".txt":
        return write_vosviewer(for_vosviewer(network), path)[0]
    if suffix not in _WRITERS:
        raise unknown_suffix(path, suffix, (*_WRITERS, ".csv", ".txt", "or a folder"))
    with whole_file(path) as temporary:
        _WRITERS[suffix](network, temporary)
    return path


def _write_folder(network: ValueNetwork, folder: Path) -> Path:
    ours = partial(written, what=_HOLDS)
    with whole_folder(folder, check=partial(check_folder, replace=True, written=ours, what=_HOLDS)) as made:
        text = "".join(f"{line}\n" for line in _descriptor(network))
        (made / DESCRIPTOR).write_text(text, encoding="utf-8", newline="")
        for name, frame in (("edges", _rows(network)), ("nodes", network.nodes.reset_index())):
            with (made / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
                write_csv(frame, stream)
        write_manifest(made, {"holds": _HOLDS})
    return folder


def _write_pair(network: ValueNetwork, path: Path) -> Path:
    """Write the edges, and the nodes beside them; nodes first, so that edges never stand alone."""
    edges, nodes = tables(network)
    for file, frame in ((nodes_file(path), nodes), (path, edges)):
        with whole_file(file) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
            write_csv(frame, stream)
    return path


def nodes_file(path: Path) -> Path:
    """Return the file of the nodes beside that of the edges.

    >>> nodes_file(Path("out/net.csv")).as_posix()
    'out/net_nodes.csv'
    """
    return path.with_name(f"{path.stem}_nodes{path.suffix}")


def tables(network: ValueNetwork) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return edges and nodes as tables that say by themselves what a descriptor would.

    Undirected edges have Gephi's Type, and made-up data the last column ``synthetic``.
    """
    edges, nodes = _rows(network), network.nodes.reset_index()
    if not network.directed:
        edges = edges.assign(type="Undirected")
    edges, nodes = marked(network, edges, nodes)
    return edges, nodes


def _rows(network: ValueNetwork) -> pd.DataFrame:
    return network.edges.drop(columns=[column for column in ORIGIN if column in network.edges])


_STRUCTURE = ("source", "target", "weight", "year", *ORIGIN)
"""Columns of edges that a network cannot do without."""


def shown(network: ValueNetwork, named: Collection[str] = ()) -> tuple[ValueNetwork, list[str]]:
    """Return a network as it may leave the house, and the columns left out that nobody named.

    Parameters
    ----------
    network
        The network.
    named
        Columns of edges and nodes to keep beside ends, weights and years; where there are none, all but those
        that look like people's names, contacts or remarks (:mod:`clusternet.schema.private`).

    Raises
    ------
    SchemaError
        If a column that is named does not exist.
    """
    held = [*map(str, network.edges), *map(str, network.nodes)]
    if unknown := [name for name in named if name not in held]:
        accepted = [name for name in dict.fromkeys(held) if name not in ORIGIN]
        raise SchemaError.of("no_such_column", name=unknown[0], accepted=accepted)
    left = private(network.edges, network.nodes)
    gone = [name for name in held if name not in (*_STRUCTURE, *named)] if named else left
    edges = network.edges.drop(columns=gone, errors="ignore")
    nodes = network.nodes.drop(columns=gone, errors="ignore")
    return replace(network, edges=edges, nodes=nodes), [] if named else left


def _descriptor(network: ValueNetwork) -> Iterator[str]:
    about = network.about
    yield f"title = {_toml(about.title)}"
    if about.title_en:
        yield f"title_en = {_toml(about.title_en)}"
    yield f"synthetic = {str(about.synthetic).lower()}"
    yield f"directed = {str(network.directed).lower()}"
    yield f'places = "{about.places}"'
    yield f'language = "{about.language}"'
    yield f"poles = [{', '.join(map(_toml, about.poles))}]"
    yield from ("", "[[edges]]", 'file = "edges.csv"', "", "[[nodes]]", 'file = "nodes.csv"')


def _toml(text: str) -> str:
    """Return a text as TOML has it: JSON's escapes, and one more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def for_vosviewer(network: ValueNetwork) -> Map:
    """Return the merged graph as VOSviewer takes it: undirected, without self-loops."""
    from clusternet.conventions import GEPHI

    names = network.nodes["name"] if "name" in network.nodes else pd.Series(dtype=object)
    labels = names.reindex(network.nodes.index).fillna(network.nodes.index.to_series())
    ties = network.links(GEPHI.undirected()).without_loops()
    return Map([str(label) for label in labels], ties, title=titled(network))


def _write_vosviewer(network: ValueNetwork, path: Path) -> None:
    path.write_text(as_json(for_vosviewer(network)), encoding="utf-8")


_WRITERS: dict[str, Callable[[ValueNetwork, Path], None]] = {
    ".gexf": write_gexf,
    ".graphml": write_graphml,
    ".net": write_pajek,
    ".json": _write_vosviewer,
}
