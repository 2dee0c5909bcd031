"""``backbone``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, FRAME, REGIONS, stated
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import EXPORT
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.nulls.backbone import Backbone, Method
    from clusternet.typing import Count, Level


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--level",
    type=click.Choice(["node", "province", "city", "region", "country"]),
    default="node",
    show_default=True,
    help="Links between nodes, or flows between places.",
)
@click.option(
    "--method",
    type=click.Choice(["noise", "disparity", "maxent"]),
    help="Noise-corrected, disparity filter, or chance in the model of maximum entropy.  [default: the first "
    "that the weights allow]",
)
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    help="Links of q up to it are kept.",
)
@COUNT
@FRAME
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many, by p; 0 for all."
)
@click.option(
    "--network",
    "written",
    type=EXPORT,
    metavar="FILE",
    help="Also write the network of the links that are kept: .csv .gexf .graphml .net",
)
@REGIONS
def backbone(request: Request, **_: object) -> None:
    """The links that matter: those heavier, or less likely, than their ends would make them.

    Between nodes whose ties nearly all have one weight maxent alone says anything. Flows between places take
    technology relations unless told otherwise.

    \b
    clusternet backbone --level province
    clusternet backbone trade.csv --method disparity --network backbone.gexf
    clusternet backbone --level city --method maxent --top 0 --out backbone.xlsx
    """
    show(request, _VIEWS)


def _backbone(
    request: Request,
    progress: Progress,
    *,
    level: Level | str,
    method: Method | None,
    alpha: float,
    count: Count,
    frame: bool,
    top: int,
    written: str | None,
    regions: str,
) -> Answer:
    from clusternet.network.relations import TECHNOLOGY
    from clusternet.notes import backbone as notes
    from clusternet.nulls import backbone as measure

    places = level != "node"
    _check(places, method)
    request, net = request.network(progress, main_type=places)
    technology = request.relation == TECHNOLOGY
    progress("measuring")
    found = measure.backbone(
        net,
        level=level if places else None,  # type: ignore[arg-type]
        method=method,
        alpha=alpha,
        count=count if stated("count") else None,
        region_map=regions,
        framed=frame,
    )
    _write(found, written, request)
    table = found.table[: top or None]
    if request.readable:
        table = notes.backbone_readable(table, net, places=places)
    columns = notes.backbone_columns(found, level, own=net.about.places == "own", technology=technology)
    title = notes.FLOWS if places else notes.LINKS
    return of_network(request, net, table, title, notes.backbone_notes(found, places=places), columns=columns)


_VIEWS: dict[str, View] = {"backbone": _backbone}


def _check(places: bool, method: str | None) -> None:
    if not places and stated("count"):
        raise Misuse.of(
            "goes_with",
            option="--count",
            other="--level province, city, region or country",
        )
    if method not in (None, "maxent") and stated("frame"):
        raise Misuse.of("goes_with", option="--frame", other="--method maxent")


def _write(found: Backbone, path: str | None, request: Request) -> None:
    """Write the network of what is kept, if it is asked for."""
    from clusternet.io import write
    from clusternet.io.writing import shown
    from clusternet.notes.data import left_out
    from clusternet.nulls.backbone import not_empty
    from clusternet.space.location import cleaned

    if path is None:
        return
    net, left = shown(not_empty(found).network, [])
    request.tell([left_out(left)] if left else [])
    write(cleaned(net), path)
    request.tell([Text(f"骨干网络已存为 {path}", f"backbone in {path}")])
