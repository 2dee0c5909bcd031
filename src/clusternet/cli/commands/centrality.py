"""``centrality``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import REGIONS
from clusternet.cli.options import kind as kind_option
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import option_value
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import structure as notes
from clusternet.notes.network import counted_notes
from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.kernels.betweenness import Sampled
    from clusternet.typing import Kind, Level
    from clusternet.words.text import Text

_LEVELS = ["province", "city", "region", "country"]


@click.command()
@requests("data", "selection", "convention", "engine", "output", "rows")
@click.option(
    "--top", type=click.IntRange(min=0), default=20, show_default=True, help="How many; 0 for every node."
)
@kind_option("Rank these nodes alone.")
@click.option("--category", metavar="NAME", help="Rank the nodes of one category alone.")
@click.option("--by", default="degree", show_default=True, metavar="MEASURE", help="What to rank by.")
@click.option(
    "--measures",
    default="",
    metavar="a,b|all",
    help="Further measures: weighted_degree, closeness, core, constraint, brokerage_total, ...",
)
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    default="province",
    show_default=True,
    help="The places that brokerage runs between.",
)
@REGIONS
@click.option("--intervals", is_flag=True, help="Robustness intervals of the ranks, by resampling firms.")
@click.option(
    "--replicates",
    type=click.IntRange(min=1),
    default=199,
    show_default=True,
    help="Resamplings of firms for --intervals.",
)
@click.option(
    "--error",
    type=click.FloatRange(min=0, max=1),
    help="Estimate betweenness, off by no more than this share of all pairs of nodes; 0: exact.  "
    "[default: 0; beyond 200,000 nodes 0.01]",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of resampling and of --error."
)
@click.option(
    "--shares-of",
    type=click.Choice(["category", "kind", *_LEVELS]),
    help="What the top nodes are: count and share instead of the nodes.",
)
def centrality(request: Request, **_: Any) -> None:
    """The most central nodes. Ties go by degree, then out-degree, then id.

    Degrees count distinct partners. Under gephi, eigenvector centrality is Gephi's own sum over 100 rounds,
    which differs from that of other tools by up to 0.8. The roles brokerage_coordinator, _itinerant,
    _gatekeeper, _representative, _liaison and _total are Gould and Fernandez' between places; by constraint
    (Burt) the least constrained is first. Tables 3 and 4 of the report: clusternet tables.

    \b
    clusternet centrality --kind sample --year 2022
    clusternet centrality edges.csv --measures all --top 0 --out centrality.csv
    clusternet centrality edges.csv --by betweenness --top 10
    clusternet centrality --by betweenness --error 0.01      estimated, with its error
    clusternet centrality --by brokerage_gatekeeper --level region
    clusternet centrality --category university --by weighted_degree
    clusternet centrality --kind partner --intervals
    clusternet centrality --kind partner --shares-of category
    clusternet centrality data/ --rollup parent              groups, and how ranks move
    """
    from clusternet.cli.laked import CENTRALITY

    show(request, _VIEWS, engines=CENTRALITY)


def _ranking(
    request: Request,
    progress: Progress,
    *,
    top: int,
    kind: Kind | None,
    category: str | None,
    by: str,
    measures: str,
    level: Level,
    regions: str,
    intervals: bool,
    replicates: int,
    error: float | None,
    seed: int,
) -> Answer:
    from clusternet.network.resampling import Resampling
    from clusternet.structure import centrality as measure
    from clusternet.structure import rank_intervals

    asked = [name.strip() for name in measures.split(",") if name.strip()]
    option_value(lambda: measure.check_measures(asked), "--measures")
    option_value(lambda: measure.check_ranking(by), "--by")
    _check_error(error, measure.check_measures([*asked, *([by] if by in measure.MEASURES else [])]))
    if intervals:
        option_value(lambda: rank_intervals.check(by), "--intervals")
    progress("reading")
    whole = request.read().network
    net = request.select(whole)
    progress("measuring")
    ranked_by = [by] if by in measure.MEASURES else []
    reasons: list[Text] = []
    places: dict[str, Any] = {
        "level": level,
        "region_map": regions,
        "convention": request.choices(),
        "sampling": measure.Sampling(error, seed),
    }
    estimates: list[Sampled] = []
    found = measure.table(
        net, measures=asked + ranked_by, explain=reasons.append, drawn=estimates.append, **places
    )
    frame = measure.leading(found, top, kind=kind, category=category, by=by)
    if intervals:
        progress("resampling firms")
        drawn, convention = Resampling(replicates, seed), request.choices()
        frame = rank_intervals.with_intervals(
            frame, net, kind=kind, by=by, resampling=drawn, convention=convention
        )
    if request.rollup:
        alone = replace(request, rollup=None).select(whole)
        before = measure.table(alone, measures=ranked_by, **places)
        before = measure.leading(before, 0, kind=kind, category=category, by=by)
        frame = measure.with_ranks_before(frame, before, net)
    said = counted_notes(net, request.selection) + notes.centrality_notes(frame, net, by, level, seed)
    beyond = measure.EXACT if error is None else None
    said += [notes.sampled_note(each, seed, beyond=beyond) for each in estimates]
    return of_network(request, net, frame, notes.CENTRALITY, said, reasons=reasons)


def _composition(
    request: Request,
    progress: Progress,
    *,
    shares_of: str,
    top: int,
    kind: Kind | None,
    category: str | None,
    by: str,
    level: Level,
    regions: str,
    error: float | None,
    seed: int,
) -> Answer:
    from clusternet.structure import centrality as measure

    option_value(lambda: measure.check_ranking(by), "--by")
    _check_error(error, [by])
    request, net = request.network(progress)
    places: dict[str, Any] = {"level": level, "region_map": regions, "convention": request.choices()}
    estimates: list[Sampled] = []
    found = measure.table(
        net,
        measures=[by] if by in measure.MEASURES else [],
        sampling=measure.Sampling(error, seed),
        drawn=estimates.append,
        **places,
    )
    ranked = measure.leading(found, 0, kind=kind, category=category, by=by)
    frame = measure.composition(ranked, net, shares_of, top, kind=kind, by=by, region_map=regions)
    said = counted_notes(net, request.selection) + notes.composition_notes(frame)
    beyond = measure.EXACT if error is None else None
    said += [notes.sampled_note(each, seed, beyond=beyond) for each in estimates]
    columns = {"name": labels.label(shares_of)}
    return of_network(request, net, frame, notes.COMPOSITION, said, columns=columns)


def _check_error(error: float | None, measures: Sequence[str]) -> None:
    """Refuse an error of betweenness where that is not measured."""
    if error is not None and "betweenness" not in measures:
        raise Misuse.of("does_nothing_without", option="--error", other="--by betweenness")


_VIEWS: dict[str, View] = {"centrality": _ranking, "shares_of": _composition}
