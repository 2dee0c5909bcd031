"""``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.request import Request, refuse_inputs, requests

if TYPE_CHECKING:
    pass


TARGETS = {
    "gexf": (".gexf",),
    "graphml": (".graphml",),
    "pajek": (".net",),
    "vosviewer": (".json", ".txt"),
}
"""Program -> the suffixes of the files it opens, the usual one first."""


@click.command()
@requests("data", "selection")
@click.option("--to", type=click.Choice(list(TARGETS)), required=True, help="The program to write for.")
@click.option(
    "--out", "path", metavar="PATH", help="The file to write.  [default: ./NAME with the format's suffix]"
)
def export(request: Request, to: str, path: str | None) -> None:
    """Write the network, or a selection of it, for another program.

    GEXF and GraphML hold every row and attribute; Pajek and VOSviewer hold the merged graph with its weights.
    For VOSviewer --out x.json writes one file, --out x.txt a map file and x_network.txt beside it; items that
    stand together in records are exported by `clusternet cooccurrence --vosviewer`.

    \b
    clusternet export edges.csv --to gexf --year 2022
    clusternet export edges.csv --to vosviewer --out map.txt
    """
    from clusternet.io import write
    from clusternet.io.formats.vosviewer import network_path

    suffixes = TARGETS[to]
    name = Path(request.data).name.split(".")[0] if request.data else "nankai"
    target = Path(path) if path else Path(f"{name or 'network'}{suffixes[0]}")
    if target.suffix.lower() not in suffixes:
        accepted = " or ".join(suffixes)
        raise click.BadParameter(f"{target.name!r} does not end in {accepted}", param_hint="--out")
    reading = request.read()
    beside = (network_path(target),) if target.suffix.lower() == ".txt" else ()
    refuse_inputs(reading, target, *beside)
    click.echo(str(write(request.select(reading.network, whole=True), target)))
