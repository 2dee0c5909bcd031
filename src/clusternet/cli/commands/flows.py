"""``flows``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import COUNT, LEVEL, REGIONS, stated, view
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.typing import Count, Level


_VIEWS = {"flows": ("top",), "margins": ("top",), "matrix": ()}
"""View -> the options that it takes."""


@click.command()
@requests("data", "selection", "output", "rows")
@LEVEL
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="How many; 0 for all. With --margins all unless asked.",
)
@COUNT
@click.option("--margins", is_flag=True, help="What every place supplies and receives.")
@click.option("--matrix", is_flag=True, help="One row per source, one column per target.")
@REGIONS
def flows(
    request: Request, level: Level, top: int, count: Count, margins: bool, matrix: bool, regions: str
) -> None:
    """The largest flows between places; technology relations unless told otherwise.

    Shares are of the links with both ends in the 31 mainland provinces. What lies in 港澳台, 国外 or 未知 is
    counted apart: see --margins and --matrix.

    \b
    clusternet flows --year 2022
    clusternet flows --level city --margins
    clusternet flows edges.csv --matrix --out matrix.xlsx
    """
    from clusternet.network.relations import TECHNOLOGY
    from clusternet.notes import space as notes
    from clusternet.space import flows as measure

    view(_VIEWS)
    asked = bool(stated("top"))
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        request = request.of_main_type(net)
        net = request.select(net)
        found = measure.matrix(net, level=level, count=count, region_map=regions)
    if matrix:
        frame: pd.DataFrame = found.table.reset_index()
    else:
        frame = measure.margins(found, top if asked else 0) if margins else measure.largest(found, top)
    own = net.about.places == "own"
    said = notes.flows_notes(
        level, found.base_name, found.base, request.selection, outside=found.outside, own=own
    )
    if margins and asked and top:
        said.append(notes.first_places(top, len(found.places)))
    words = notes.flow_types(level, request.language(net))
    technology = request.relation == TECHNOLOGY
    places = found.table.columns if matrix else ()
    columns = notes.flow_columns(level, places, own=own, technology=technology)
    title = notes.flows_title(technology=technology)
    emit(result_of(request, net, frame, title, said, words=words, columns=columns), request)
    write_rows(request, net)
