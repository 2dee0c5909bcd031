"""``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import written
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue
from clusternet.cli.values import EXPORT
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.network.value_network import ValueNetwork

TARGETS = {
    "gexf": (".gexf",),
    "graphml": (".graphml",),
    "pajek": (".net",),
    "vosviewer": (".json", ".txt"),
    "csv": ("", ".csv"),
    "xlsx": (".xlsx",),
}
"""Program -> the suffixes of the files it opens, the usual one first; none is a folder."""


@click.command()
@requests("data", "selection")
@click.option("--to", type=click.Choice(list(TARGETS)), required=True, help="The program to write for.")
@click.option(
    "--out",
    "path",
    type=EXPORT,
    help="The file to write, or the folder of --to csv.  [default: ./NAME with the format's suffix]",
)
@click.option(
    "--columns",
    metavar="A,B",
    help="Write only these columns of edges and nodes, beside ends, weights and years.  [default: all but "
    "those that look like people's names, contacts or remarks]",
)
def export(request: Request, to: str, path: str | None, columns: str | None) -> None:
    """Write the network, or a selection of it, for another program, or cleaned for your own hands.

    GEXF, GraphML, --to csv and --to xlsx hold every row and attribute, with the canonical names of places and
    words; Pajek and VOSviewer hold the merged graph with its weights. --to csv writes a data set: edges.csv,
    nodes.csv and the dataset.toml that reads them (--out x.csv: the edges, and x_nodes.csv beside them);
    --to xlsx a workbook with the sheets edges and nodes. Either is read again as the same network.
    For VOSviewer --out x.json writes one file, --out x.txt a map file and x_network.txt beside it; items that
    co-occur in records are exported by `clusternet cooccurrence --vosviewer`.

    \b
    clusternet export edges.csv --to gexf --year 2022
    clusternet export data --to csv --out cleaned
    clusternet export edges.csv --to vosviewer --out map.txt
    """
    from clusternet.io.writing import nodes_file, shown
    from clusternet.notes.data import left_out
    from clusternet.space.location import cleaned

    target = _target(request, to, path)
    net = request.select(request.read().network, whole=True)
    named = [name.strip() for name in (columns or "").split(",") if name.strip()]
    net, left = shown(net, named)
    if left:
        request.tell([left_out(left)])
    written(_written(cleaned(net), target))
    if target.suffix.lower() == ".csv":
        written(nodes_file(target))


def _target(request: Request, to: str, path: str | None) -> Path:
    """Return where to write: a path that fits the program."""
    suffixes = TARGETS[to]
    name = Path(request.data).resolve().name.split(".")[0] if request.data else "nankai"
    usual = f"{name or 'network'}{suffixes[0] or '_export'}"
    target = Path(path) if path else Path(usual)
    if target.suffix.lower() not in suffixes:
        either = [Text(suffix, suffix) if suffix else Text("文件夹", "a folder") for suffix in suffixes]
        raise BadValue.of(
            "export_name", "--out", name=target.name, accepted=Text(" 或 ", " or ").join(either)
        )
    return target


def _written(net: ValueNetwork, target: Path) -> Path:
    from clusternet.io import write
    from clusternet.io.atomic import whole_file
    from clusternet.io.writing import tables
    from clusternet.output.excel import write_sheets

    if target.suffix.lower() != ".xlsx":
        return write(net, target)
    edges, nodes = tables(net)
    with whole_file(target) as temporary:
        write_sheets({"edges": edges, "nodes": nodes}, temporary)
    return target
