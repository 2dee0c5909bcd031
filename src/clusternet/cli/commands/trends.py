"""``trends``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli import options
from clusternet.cli.emit import Progress
from clusternet.cli.options import stated
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import NAMES, option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import change as notes
from clusternet.notes.network import counting, who_counts
from clusternet.notes.nulls import family_notes

if TYPE_CHECKING:
    from clusternet.change.growth import Present
    from clusternet.network.value_network import ValueNetwork
    from clusternet.words.text import Text

    _Period = Literal["all", "annual", "cumulative"]


@click.command()
@requests("data", "selection", "convention", "output", "rows")
@click.option(
    "--columns",
    type=NAMES,
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
def trends(request: Request, **_: Any) -> None:
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
    show(request, _VIEWS)


def _measured(
    by_year: bool,
    request: Request,
    progress: Progress,
    *,
    columns: list[str] | None,
    period: _Period,
    panel: int | None,
    present: Present,
    random: options.Nulls,
    broken: tuple[str, ...],
) -> Answer:
    from clusternet.change import trends as measure
    from clusternet.change.verdict import PERIODS
    from clusternet.nulls.frame import kept

    wanted = option_value(lambda: measure.check_metrics(columns), "--columns")
    net, starts, said = _followed(request, progress, panel, present, broken)
    reasons: list[Text] = []
    frame = measure.by_year(
        net,
        columns=wanted,
        periods=PERIODS if period == "all" else (period,),
        broken=starts,
        convention=request.choices(),
        isolated=request.isolated == "keep",
        progress=progress,
        explain=reasons.append,
        **random.drawn(measure),
    )
    said += notes.trends_notes(wanted)
    held = kept(net, framed=random.frame)
    said += notes.trends_nulls(random.null, random.count(measure), random.seed, held)
    said += family_notes(frame) if by_year else []
    frame = frame if by_year else measure.verdicts(frame)
    first: list[Text] = []
    if request.readable:
        frame, first = notes.trends_readable(frame, request.language(net))
    said = [*first, *said, *who_counts(net, request.selection)]
    return of_network(request, net, frame, notes.TRENDS, said, reasons=reasons)


def _growth(
    request: Request, progress: Progress, *, period: _Period, panel: int | None, present: Present
) -> Answer:
    from clusternet.change import growth

    net, _, said = _followed(request, progress, panel, present, ())
    periods: Any = growth.PERIODS if period == "all" else (period,)
    frame = growth.decomposition(net, periods=periods, convention=request.choices())
    said = [*said, *notes.GROWTH_NOTES, *who_counts(net, request.selection)]
    return of_network(request, net, frame, notes.GROWTH, said)


_VIEWS: dict[str, View] = {
    "verdicts": partial(_measured, False),
    "by_year": partial(_measured, True),
    "decompose": _growth,
}


def _followed(
    request: Request, progress: Progress, panel: int | None, present: Present, broken: tuple[str, ...]
) -> tuple[ValueNetwork, list[int], list[Text]]:
    """Return the network that is followed, the breaks in it, and what is said of both."""
    from clusternet.change import growth
    from clusternet.change.trends import collected_anew

    if panel is None and stated("present"):
        raise Misuse.of("does_nothing_without", option="--present", other="--panel")
    given = option_value(lambda: _years(broken), "--break") if broken else None
    progress("reading")
    data = request.read().network
    whole = request.select(data)
    net = whole if panel is None else growth.panel(whole, panel, present=present)
    starts = collected_anew(data) if given is None else given  # whatever is selected of them
    said = [counting(net, request.selection)]
    said += [notes.breaks_note(starts, by_rule=given is None, kinds=whole.kinds is not None)]
    return net, starts, said + notes.panel_notes(panel, present, whole, net)


def _years(texts: tuple[str, ...]) -> list[int]:
    from clusternet.errors import ClusternetError

    if texts == ("none",):
        return []
    for text in texts:
        if not (text.isdecimal() and len(text) == 4):
            raise ClusternetError.of("no_year_or_none", text=text)
    return sorted({int(text) for text in texts})
