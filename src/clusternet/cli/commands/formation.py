"""``formation``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from clusternet.cli.charts import FIGURE_TOO
from clusternet.cli.drawing import Printed
from clusternet.cli.emit import Progress
from clusternet.cli.options import LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.values import NAMES
from clusternet.cli.views import MADE, Answer, View, drawn_of_network, of_network, show

if TYPE_CHECKING:
    from clusternet.change.choices import Chooser
    from clusternet.network.value_network import ValueNetwork
    from clusternet.typing import Level


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--chooser",
    type=click.Choice(["sample", "source", "target"]),
    help="Which end of a tie chooses the other.  [default: sample where nodes have kinds, else source]",
)
@click.option(
    "--terms",
    type=NAMES,
    metavar="a,b",
    help="What partners are chosen by: log_degree, shared_partners, same_place, same_category, "
    "same_technology.  [default: all of them]",
)
@LEVEL
@click.option(
    "--alternatives",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many others are drawn for each choice.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the draws.")
@click.option("--by-year", is_flag=True, help="Instead: new and repeated pairs of each year.")
@REGIONS
@FIGURE_TOO
def formation(request: Request, **_: object) -> None:
    """Which partners new ties are formed with: odds by degree, shared partners, place, category, technology.

    Every pair tied for the first time is a choice of one node by another, among those that had a tie before.
    With --window earlier ties are known, and choices are those of the window.

    \b
    clusternet formation
    clusternet formation --window 2018:2022 --level city
    clusternet formation --relation technology --chooser source --alternatives 50
    clusternet formation --figure odds.pdf
    clusternet formation --by-year
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class Asked:
    """What the options say of the choices."""

    chooser: Chooser | None
    terms: list[str] | None
    level: Level
    regions: str
    alternatives: int
    seed: int


def _network(request: Request, progress: Progress) -> tuple[ValueNetwork, int | None]:
    """Return the network up to the last year that is selected, and the first of a window."""
    since, last = request.window or (None, request.year)
    asked = replace(request, window=None, year=last)
    return asked.network(progress)[1], since


def _choices(
    request: Request, progress: Progress, *, asked: Asked, figure: str | None, page: Printed
) -> Answer:
    from clusternet.change import formation as measure
    from clusternet.notes import formation as notes
    from clusternet.notes import stated
    from clusternet.plot.series import odds

    sheet = page.beside(figure, "--figure")
    net, since = _network(request, progress)
    progress("fitting")
    found = measure.formation(
        net,
        chooser=asked.chooser,
        since=since,
        terms=asked.terms or measure.TERMS,
        level=asked.level,
        region_map=asked.regions,
        alternatives=asked.alternatives,
        seed=asked.seed,
    )
    language = request.language(net)
    frame = notes.formation_readable(found.table, language) if request.readable else found.table
    answer = of_network(request, net, frame, notes.CHOICES, notes.formation_notes(found, asked.level))
    answer = drawn_of_network(
        request, net, answer, notes.CHOICES_FIGURE, notes.odds_notes(found), stated.chosen(found)
    )
    return replace(answer, sheet=sheet, plan=partial(odds.plan, found.table, language=language))


def _by_year(request: Request, progress: Progress) -> Answer:
    from clusternet.change import choices, formation
    from clusternet.notes import formation as notes

    net, since = _network(request, progress)
    frame = formation.by_year(net)
    frame = frame[frame["year"] >= (since or frame["year"].min())].reset_index(drop=True)
    return of_network(request, net, frame, notes.YEARS, notes.years_notes(choices.ties(net).undated))


_VIEWS: dict[str, View] = {"formation": _choices, "by_year": _by_year}
_MADE = {**MADE, "asked": Asked}
