"""``trend``."""

from __future__ import annotations

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.values import listed, option_value


@click.command()
@requests("data", "selection", "convention")
@figure("trend")
@click.option(
    "--columns",
    metavar="a,b",
    default="nodes,edges,average_degree,diameter,average_path_length,average_clustering",
    show_default=True,
    help="Columns of metrics, one panel each.",
)
@click.option(
    "--break",
    "breaks",
    multiple=True,
    type=int,
    metavar="Y",
    help="Data collection changed in year Y.  [default: as the data set says, else where it shows]",
)
def trend(request: Request, sheet: Sheet, columns: str, breaks: tuple[int, ...]) -> None:
    """Structure by year: one panel per measure. With --year Y: all years up to Y.

    \b
    clusternet trend
    clusternet trend edges.csv --columns nodes,edges,density --out trend.pdf --lang en
    clusternet trend --break 2020
    """
    from clusternet.change.trends import collected_anew
    from clusternet.network.cover import Cover
    from clusternet.notes import series_figures as notes
    from clusternet.notes import stated
    from clusternet.plot.series.trend import plan, thin
    from clusternet.structure import metrics

    asked = listed(columns, "--columns")
    wanted = [
        name for name in option_value(lambda: metrics.check_columns(asked), "--columns") if name in asked
    ]
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        whole = replace(request, year=None).select(request.read().network)
        years = [year for year in whole.years if request.year is None or year <= request.year]
        table = metrics.by_year(whole, years, request.choices(), columns=wanted, progress=progress)
        progress("drawing")
        net = request.select(whole) if request.year is not None else whole
        language = request.language(net)
        named = breaks or whole.about.covers.get(language, Cover()).breaks
        found = [] if named else collected_anew(whole)
        said = [*notes.trend_notes(named, thin=thin(table)), *notes.breaks_found(found, years)]
        sheet.publish(
            lambda width: plan(table, width, columns=wanted, breaks=named or found, language=language),
            words=words(request, net, notes.TREND, said, stated.grown(table)),
        )
