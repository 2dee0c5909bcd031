"""``polarisation``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.cli.values import Names
from clusternet.cli.views import Answer, View, of_network, show
from clusternet.notes import space as notes
from clusternet.words.bases import base_of

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.space.located import Places
    from clusternet.typing import Count, Level
    from clusternet.words.text import Text


@click.command()
@requests("data", "selection", "engine", "output", "rows")
@LEVEL
@click.option(
    "--poles",
    type=Names("，、"),
    metavar="A,B",
    help="Places taken as poles.  [default: those of the data set]",
)
@COUNT
@click.option(
    "--side",
    type=click.Choice(["all", "enable", "input", "flow"]),
    default="all",
    show_default=True,
    help="What places supply, what they receive, or the flows between them.",
)
@click.option(
    "--period",
    type=click.Choice(["all", "annual", "cumulative"]),
    default="all",
    show_default=True,
    help="Each year by itself, or everything up to it.",
)
@click.option("--change", is_flag=True, help="First year against last: change, interval and verdict.")
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Relations that the first and the last year of --change have at least.",
)
@click.option(
    "--replicates",
    type=click.IntRange(min=0),
    default=199,
    show_default=True,
    help="Resamplings of firms for the intervals; 0 for none.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the resampling.")
@REGIONS
def polarisation(request: Request, **_: Any) -> None:
    """Concentration of flows by year, and who exchanges with whom: poles and the rest.

    Technology relations unless told otherwise. Annual rows stand before cumulative ones. Intervals (95
    percent) come from resampling firms; --change compares concentration at equal numbers of firms and
    relations, and gives a verdict only where the interval allows one.

    \b
    clusternet polarisation
    clusternet polarisation --poles 北京市,广东省 --change
    clusternet polarisation edges.csv --level city --out polarisation.xlsx
    """
    from clusternet.cli.laked import POLARISATION

    show(request, _VIEWS, engines=POLARISATION)


def _by_year(
    request: Request,
    progress: Progress,
    *,
    level: Level,
    poles: list[str] | None,
    count: Count,
    side: str,
    period: str,
    replicates: int,
    seed: int,
    regions: str,
) -> Answer:
    from clusternet.network.resampling import Resampling
    from clusternet.space import polarisation as measure

    shown = _Shown(*request.network(progress, main_type=True), level, poles, count, regions)
    progress("resampling firms")
    frame = measure.by_year(shown.net, resampling=Resampling(replicates, seed), **shown.measured)
    said = [*shown.notes(frame), *notes.intervals_notes(replicates, seed)]
    if replicates:
        skewed = bool((2 * frame["effective_firms"] < frame["active_firms"]).any())
        said += [notes.FEW, *([notes.SKEWED] if skewed else [])]
    frame = _only(frame, side, period)
    if request.form in ("table", "md", "tex"):
        frame = notes.polarisation_readable(frame, request.language(shown.net))
    return of_network(shown.request, shown.net, frame, notes.POLARISATION, said, sideways=True)


def _change(
    request: Request,
    progress: Progress,
    *,
    level: Level,
    poles: list[str] | None,
    count: Count,
    side: str,
    period: str,
    least: int,
    replicates: int,
    seed: int,
    regions: str,
) -> Answer:
    from clusternet.kernels.families import with_adjusted
    from clusternet.network.resampling import Resampling
    from clusternet.space import polarisation as measure

    if replicates < 2:
        raise Misuse.of("change_needs")
    shown = _Shown(*request.network(progress, main_type=True), level, poles, count, regions)
    progress("resampling firms")
    found = measure.changes(shown.net, resampling=Resampling(replicates, seed), least=least, **shown.measured)
    said = [*shown.notes(found), *notes.change_notes(least), *notes.intervals_notes(replicates, seed)]
    frame = with_adjusted(_only(found, side, period))
    if request.readable:
        frame = notes.polarisation_readable(frame, request.language(shown.net))
    reasons = [] if len(found) else [notes.too_few(least).in_(request.language(shown.net))]
    return of_network(shown.request, shown.net, frame, notes.POLARISATION, said, reasons=reasons)


_VIEWS: dict[str, View] = {"polarisation": _by_year, "change": _change}


@dataclass(frozen=True, eq=False)
class _Shown:
    """What is measured, and what is said of it in either view."""

    request: Request
    net: ValueNetwork
    level: Level
    poles: list[str] | None
    count: Count
    regions: str

    @property
    def measured(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "poles": self.poles,
            "count": self.count,
            "places": self.places,
        }

    @cached_property
    def places(self) -> Places:
        """Where the nodes are."""
        from clusternet.space import flows

        return flows.places_of(self.net, level=self.level, region_map=self.regions)

    def notes(self, frame: pd.DataFrame) -> list[Text]:
        from clusternet.space import flows

        net, level = self.net, self.level
        said = notes.poles_notes(self.poles or net.about.poles, base_of(frame) if len(frame) else None)
        dated = net.until(net.years[-1], isolated="keep")
        whole = flows.matrix(dated, level=level, count=self.count, places=self.places)
        own = flows.own_places(net, level)
        return said + notes.outside_notes(whole.base_name, whole.outside, own=own, when=notes.IN_ALL_YEARS)


def _only(frame: pd.DataFrame, side: str, period: str) -> pd.DataFrame:
    for column, wanted in (("side", side), ("period", period)):
        frame = frame if wanted == "all" else frame[frame[column].eq(wanted)]
    return frame
