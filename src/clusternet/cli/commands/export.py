"""``export``."""

from __future__ import annotations

from pathlib import Path

import click

from clusternet.cli.options import VOSVIEWER
from clusternet.cli.request import Request, requests

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
    "--out", "path", type=VOSVIEWER, help="The file to write.  [default: ./NAME with the format's suffix]"
)
def export(request: Request, to: str, path: str | None) -> None:
    """Write the network, or a selection of it, for another program.

    GEXF and GraphML hold every row and attribute; Pajek and VOSviewer hold the merged graph with its weights.
    For VOSviewer --out x.json writes one file, --out x.txt a map file and x_network.txt beside it; items that
    co-occur in records are exported by `clusternet cooccurrence --vosviewer`.

    \b
    clusternet export edges.csv --to gexf --year 2022
    clusternet export edges.csv --to vosviewer --out map.txt
    """
    from clusternet.io import write

    suffixes = TARGETS[to]
    name = Path(request.data).name.split(".")[0] if request.data else "nankai"
    target = Path(path) if path else Path(f"{name or 'network'}{suffixes[0]}")
    if target.suffix.lower() not in suffixes:
        accepted = " or ".join(suffixes)
        raise click.BadParameter(f"{target.name!r} does not end in {accepted}", param_hint="--out")
    click.echo(str(write(request.select(request.read().network, whole=True), target)))
