"""``trends``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress, emit, result_of, write_rows
from clusternet.cli.options import listed, option_value, stated
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    from clusternet.change.growth import Present


_MEASURED = ("columns", "null", "replicates", "seed", "fast", "broken")
_VIEWS = {"verdicts": _MEASURED, "by_year": _MEASURED, "decompose": ()}
"""View -> the options that it takes."""


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--columns",
    metavar="a,b",
    help="Metrics, as in metrics.  [default: degree, density, path length, reachable share, clustering, "
    "modularity]",
)
@click.option(
    "--period",
    type=click.Choice(["all", "annual", "cumulative"]),
    default="all",
    show_default=True,
    help="Each year by itself, or everything up to it.",
)
@click.option("--by-year", is_flag=True, help="A row per year and metric: value, null, ratios; no verdicts.")
@click.option("--decompose", is_flag=True, help="Growth of links, split by who made them; no verdicts.")
@click.option("--panel", type=click.IntRange(0, 9999), metavar="Y", help="Sample firms there in Y that stay.")
@click.option(
    "--present",
    type=click.Choice(["ties", "founded"]),
    default="ties",
    show_default=True,
    help="With --panel: there with a relation by Y, or founded by Y.",
)
@options.null("none")
@options.replicates("Random networks a year.  [default: 30; 9 with --fast]")
@options.SEED
@click.option("--fast", is_flag=True, help="9 random networks a year.")
@click.option(
    "--break",
    "broken",
    multiple=True,
    metavar="Y|none",
    help="Data collection changed in year Y; may be repeated.  [default: found by a rule]",
)
def trends(
    request: Request,
    columns: str | None,
    period: Literal["all", "annual", "cumulative"],
    by_year: bool,
    decompose: bool,
    panel: int | None,
    present: Present,
    null: Literal["swap", "dcm", "none"],
    replicates: int | None,
    seed: int,
    fast: bool,
    broken: tuple[str, ...],
) -> None:
    """Whether the structure rises or falls over the years: a verdict on each metric, with its rule.

    Values and their ratio to random networks with the same degrees, on each year by itself and on everything
    up to it. A year in which partners per sample node jump is a break: data collection probably changed,
    and no change over it counts as a trend. The figure is `clusternet trend`.

    \b
    clusternet trends --fast
    clusternet trends edges.csv --columns density,average_clustering --null none
    clusternet trends --panel 2014 --period annual --fast     the firms of 2014 alone
    clusternet trends --decompose                             new links: by whom
    """
    from clusternet.change import growth
    from clusternet.change import trends as measure
    from clusternet.change.verdict import PERIODS
    from clusternet.notes import change as notes
    from clusternet.notes.network import counting, who_counts

    options.view(_VIEWS)
    if panel is None and stated("present"):
        raise click.UsageError("--present does nothing without --panel")
    asked = None if columns is None else listed(columns, "--columns")
    wanted = option_value(lambda: measure.check_metrics(asked), "--columns")
    given = option_value(lambda: _years(broken), "--break") if broken else None
    count = options.random_networks(replicates, measure, fast=fast)
    reasons: list[str] = []
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        data = request.read().network
        whole = request.select(data)
        net = whole if panel is None else growth.panel(whole, panel, present=present)
        starts = measure.collected_anew(data) if given is None else given  # whatever is selected of them
        if decompose:
            chosen: Any = growth.PERIODS if period == "all" else (period,)
            frame = growth.decomposition(net, periods=chosen, convention=request.choices())
        else:
            frame = measure.by_year(
                net,
                columns=wanted,
                periods=PERIODS if period == "all" else (period,),
                null=None if null == "none" else null,
                replicates=count,
                seed=seed,
                broken=starts,
                convention=request.choices(),
                isolated=request.isolated == "keep",
                progress=progress,
                explain=reasons.append,
            )
            frame = frame if by_year else measure.verdicts(frame)
    said = [counting(net, request.selection)]
    said += [notes.breaks_note(starts, by_rule=given is None, kinds=whole.kinds is not None)]
    said += notes.panel_notes(panel, present, whole, net)
    said += notes.GROWTH_NOTES if decompose else notes.trends_notes(wanted, null, count, seed)
    said += who_counts(net, request.selection)
    if request.readable:
        frame, first = notes.trends_readable(frame, request.language(net))
        said = [*first, *said]
    title = notes.GROWTH if decompose else notes.TRENDS
    emit(result_of(request, net, frame, title, said, reasons=reasons), request)
    write_rows(request, net)


def _years(texts: tuple[str, ...]) -> list[int]:
    from clusternet.errors import ClusternetError

    if texts == ("none",):
        return []
    for text in texts:
        if not (text.isdecimal() and len(text) == 4):
            raise ClusternetError(f"{text!r} is no year; accepted: a year such as 2020, or none alone")
    return sorted({int(text) for text in texts})
