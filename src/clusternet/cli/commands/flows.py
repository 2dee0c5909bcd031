"""``flows``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.coordinates import given_positions
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, LEVEL, REGIONS, stated
from clusternet.cli.request import Request, requests
from clusternet.cli.resampled import Sure, resampled
from clusternet.cli.usage import Misuse
from clusternet.cli.values import files
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import significance
from clusternet.notes import space as notes

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.flows import FlowMatrix
    from clusternet.typing import Count, Level
    from clusternet.words.text import Text


@click.command()
@requests("data", "selection", "engine", "output", "rows")
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
@click.option("--gravity", is_flag=True, help="Beside each flow the one that the gravity model predicts.")
@click.option(
    "--coordinates", metavar="FILE", shell_complete=files, help="With --gravity: place, longitude, latitude."
)
@click.option("--matrix", is_flag=True, help="One row per source, one column per target.")
@REGIONS
@resampled("Intervals and tests of the expected ratios, by resampling firms.")
def flows(request: Request, **_: Any) -> None:
    """The largest flows between places; technology relations unless told otherwise.

    Shares are of the links with both ends in the 31 mainland provinces. What lies in 港澳台, 国外 or 未知 is
    counted apart: see --margins and --matrix.

    \b
    clusternet flows --year 2022
    clusternet flows --level city --margins
    clusternet flows --intervals
    clusternet flows --gravity
    clusternet flows migration/dataset.toml --count weight --gravity --coordinates places.csv
    clusternet flows edges.csv --matrix --out matrix.xlsx
    """
    show(request, _VIEWS, _MADE)


def _largest(
    request: Request,
    progress: Progress,
    *,
    level: Level,
    top: int,
    count: Count,
    regions: str,
    gravity: bool,
    coordinates: str | None,
    sure: Sure,
) -> Answer:
    from clusternet.kernels.families import with_adjusted
    from clusternet.space import flows as measure

    if coordinates is not None and not gravity:
        raise Misuse.of("goes_with", option="--coordinates", other="--gravity")
    if request.engine != "local":
        request.reserve(("--gravity", gravity), ("--intervals", sure.intervals))
    spots = given_positions(coordinates, quiet=request.quiet)
    found = _flows(request, progress, level, count, regions)
    frame, said = measure.largest(found.matrix, top), notes.unobserved(found.matrix.unobserved)
    if gravity:
        progress("fitting")
        options = {"count": count, "region_map": regions, "coordinates": spots}
        frame, lines = _predicted(found, frame, options)
        said += lines
    if not sure.intervals:
        return found.answer(frame, said)
    progress("resampling firms")
    told = measure.sure(
        found.net, found.matrix, region_map=regions, resampling=sure.resampling, least=sure.least
    )
    frame = with_adjusted(frame.merge(told, on=["source", "target"], how="left", validate="one_to_one"))
    said += significance.quotient_notes(sure.least, sure.replicates, sure.seed, int(frame["p"].notna().sum()))
    if found.request.readable:
        frame = frame.drop(columns=["p_holm", "replicates", "seed"])
    return found.answer(frame, said)


def _predicted(
    found: _Flows, frame: pd.DataFrame, options: dict[str, Any]
) -> tuple[pd.DataFrame, list[Text]]:
    """Return flows beside those of the gravity model, and the line on it."""
    from clusternet.notes.gravity import figure_notes
    from clusternet.space.gravity import gravity

    fit = gravity(found.net, level=found.level, surveyed=found.whole, **options)
    told = fit.pairs[["source", "target", "predicted"]]
    frame = frame.merge(told, on=["source", "target"], how="left", validate="one_to_one")
    frame["predicted_ratio"] = frame["flow"] / frame["predicted"]
    last = [name for name in ("base", "base_n", "synthetic") if name in frame]
    return frame[[*frame.columns.drop(last), *last]], figure_notes(fit, fit.table["term"].tolist())


def _margins(
    request: Request, progress: Progress, *, level: Level, top: int, count: Count, regions: str
) -> Answer:
    from clusternet.space.flows import margins

    found = _flows(request, progress, level, count, regions)
    shown = top if stated("top") else 0
    said = [notes.first_places(shown, len(found.matrix.places))] if shown else []
    return found.answer(margins(found.matrix, shown), said)


def _matrix(request: Request, progress: Progress, *, level: Level, count: Count, regions: str) -> Answer:
    found = _flows(request, progress, level, count, regions)
    table = found.matrix.table
    return found.answer(table.reset_index(), places=table.columns)


_MADE = {"sure": Sure}
_VIEWS: dict[str, View] = {"flows": _largest, "margins": _margins, "matrix": _matrix}


@dataclass(frozen=True, eq=False)
class _Flows:
    """The flows of a network, of which each view shows a table."""

    request: Request
    net: ValueNetwork
    level: Level
    matrix: FlowMatrix
    whole: ValueNetwork

    def answer(self, frame: pd.DataFrame, said: Iterable[Text] = (), places: Iterable[str] = ()) -> Answer:
        """Return a table with what is said of flows, and how its columns are called."""
        from clusternet.network.relations import TECHNOLOGY

        net, found, request = self.net, self.matrix, self.request
        own, technology = net.about.places == "own", request.relation == TECHNOLOGY
        lines = notes.flows_notes(
            self.level, found.base_name, found.base, request.selection, outside=found.outside, own=own
        )
        words = notes.flow_types(
            self.level, request.language(net), own=net.about.place(self.level) if own else None
        )
        columns = notes.flow_columns(self.level, places, own=own, technology=technology)
        title = notes.flows_title(technology=technology)
        return of_network(request, net, frame, title, [*lines, *said], words=words, columns=columns)


def _flows(request: Request, progress: Progress, level: Level, count: Count, regions: str) -> _Flows:
    from clusternet.cli.laked import flows_of
    from clusternet.space.flows import matrix

    if request.engine != "local":
        request, net, found = flows_of(request, progress, level=level, count=count, regions=regions)
        return _Flows(request, net, level, found, net)
    progress("reading")
    whole = request.read().network
    request = request.of_main_type(whole.edges)
    net = request.select(whole)
    return _Flows(
        request, net, level, matrix(net, level=level, count=count, region_map=regions, surveyed=whole), whole
    )
