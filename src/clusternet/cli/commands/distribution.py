"""``distribution``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import BY, KIND, NESTING, OF, REGIONS, WITHIN, option_value
from clusternet.cli.request import Request, requests
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.distribution import By
    from clusternet.typing import Nesting


@click.command()
@requests("data", "selection", "output", "rows")
@BY
@OF
@click.option("--by-year", is_flag=True, help="Every year by itself.")
@click.option("--cumulative", is_flag=True, help="With --by-year: everything up to each year.")
@KIND
@NESTING
@click.option(
    "--across",
    type=click.Choice(["technology", "application", "industry"]),
    help="With --by one of these: both at once, with location quotients.",
)
@WITHIN
@REGIONS
def distribution(
    request: Request,
    by: By,
    of: str | None,
    by_year: bool,
    cumulative: bool,
    kind: str,
    nesting: Nesting,
    across: By | None,
    within: str | None,
    regions: str,
) -> None:
    """How relations, or nodes, fall on technologies, fields, industries, places or categories.

    Technology relations unless told otherwise. A cell that names several values counts once for each.

    \b
    clusternet distribution --by application --by-year
    clusternet distribution --by industry --within tertiary --nesting section
    clusternet distribution --by province --kind sample
    clusternet distribution --by technology --across application
    """
    from clusternet.notes import space as notes
    from clusternet.space import distribution as measure

    if cumulative and not by_year:
        raise click.UsageError("--cumulative goes with --by-year")
    if by != "industry" and within:
        raise click.UsageError("--within goes with --by industry")
    if across and (by_year or within or of == "nodes" or across == by):
        raise click.UsageError(
            "--across names another attribute of relations, without --by-year and --within"
        )
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.read().network
        if (of or measure.counted(by)) == "edges":
            request = request.of_main_type(net)
        net = request.select(net)
        if across:
            frame = option_value(lambda: measure.across(net, by, across, nesting=nesting), "--across")
        else:
            frame = _shares(
                net,
                by,
                yearly=by_year,
                cumulative=cumulative,
                of=of,
                kind=None if kind == "all" else kind,
                nesting=nesting,
                within=within,
                region_map=regions,
            )
    said = notes.distribution_notes(frame, request.selection)
    columns = {"name": labels.label(by)} | ({"across": labels.label(across)} if across else {})
    emit(result_of(request, net, frame, notes.DISTRIBUTION, said, columns=columns), request)
    write_rows(request, net)


def _shares(net: ValueNetwork, by: By, *, yearly: bool, cumulative: bool, **options: object) -> pd.DataFrame:
    from clusternet.space import distribution as measure

    if yearly:
        return measure.by_year(net, by, cumulative=cumulative, **options)
    return measure.shares(net, by, **options)  # type: ignore[arg-type]
