"""``sensitivity``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from clusternet.cli.charts import FIGURE_TOO
from clusternet.cli.drawing import Printed
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests
from clusternet.cli.values import NAMES, numbers
from clusternet.cli.views import MADE, Answer, View, drawn_of_network, of_network, show
from clusternet.words.text import NOTHING

if TYPE_CHECKING:
    from clusternet.structure.missing import By, Missing


@click.command()
@requests("data", "selection", "output", "rows")
@click.option(
    "--missing",
    type=click.Choice(["ties", "partners"]),
    default="ties",
    show_default=True,
    help="What is left out.",
)
@click.option(
    "--by",
    type=click.Choice(["random", "degree", "recorder", "year"]),
    default="random",
    show_default=True,
    help="Which are the likelier missing: any, those of small nodes, whole firms, early ones.",
)
@click.option("--shares", type=NAMES, metavar="a,b", help="How much.  [default: 0.05,0.1,0.2]")
@click.option(
    "--measures", type=NAMES, metavar="a,b", help="Whose ranks are compared.  [default: degree,pagerank]"
)
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many lead.")
@click.option("--leaders", is_flag=True, help="Instead: how far each of the leading nodes stands.")
@click.option(
    "--unseen",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Instead: what such a share of the partners' own ties, unseen, would mean for ranks by degree.",
)
@click.option(
    "-B",
    "--replicates",
    type=click.IntRange(min=2),
    default=49,
    show_default=True,
    help="How often they are left out.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the replicates.")
@FIGURE_TOO
def sensitivity(request: Request, **_: object) -> None:
    """How far centralities, structure and flows depend on ties and partners that are missing.

    \b
    clusternet sensitivity --year 2022
    clusternet sensitivity --missing partners --by degree
    clusternet sensitivity edges.csv --leaders --by recorder
    clusternet sensitivity --unseen 0.5
    clusternet sensitivity --by recorder --figure standing.pdf
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class Asked:
    """What the options say is left out, and what is compared."""

    missing: Missing
    by: By
    shares: list[str] | None
    measures: list[str] | None
    top: int
    replicates: int
    seed: int

    def answer(self, request: Request, progress: Progress, *, leaders: bool) -> Answer:
        """Read the data, leave out, and return one of both tables."""
        from clusternet.network.resampling import Resampling
        from clusternet.notes import sensitivity as notes
        from clusternet.notes import stated
        from clusternet.plot.series import standing
        from clusternet.structure import sensitivity as measure

        shares = numbers(self.shares, "--shares") if self.shares else measure.SHARES
        request, net = request.network(progress)
        found = measure.sensitivity(
            net,
            missing=self.missing,
            by=self.by,
            shares=shares,
            measures=self.measures or measure.MEASURES,
            top=self.top,
            resampling=Resampling(self.replicates, self.seed),
            progress=progress.of("measuring"),
        )
        frame = found.leaders if leaders else found.table
        frame = notes.sensitivity_readable(frame, request.language(net)) if request.readable else frame
        links = int(found.table["base_n"].iloc[0])
        said = notes.sensitivity_notes(
            self.missing, self.by, self.top, self.replicates, self.seed, links=links
        )
        linked = int((net.links().degree > 0).sum())
        said += notes.all_first(self.top, linked)
        answer = of_network(request, net, frame, notes.LEADERS if leaders else notes.METRICS, said)
        plan = partial(standing.plan, found.table, language=answer.result.language)
        under = notes.standing_notes(self.missing, self.by, self.top, self.replicates)
        under += notes.all_first(self.top, linked, hint=False)
        finding = stated.standing(found.table) if linked > self.top else NOTHING
        answer = drawn_of_network(request, net, answer, notes.METRICS_FIGURE, under, finding)
        return replace(answer, plan=plan)


def _left(request: Request, progress: Progress, *, asked: Asked, figure: str | None, page: Printed) -> Answer:
    sheet = page.beside(figure, "--figure")
    return replace(asked.answer(request, progress, leaders=False), sheet=sheet)


def _leaders(request: Request, progress: Progress, *, asked: Asked) -> Answer:
    return asked.answer(request, progress, leaders=True)


def _unseen(
    request: Request, progress: Progress, *, unseen: float, top: int, replicates: int, seed: int
) -> Answer:
    from clusternet.network.resampling import Resampling
    from clusternet.notes import sensitivity as notes
    from clusternet.structure import sensitivity as measure

    request, net = request.network(progress)
    progress("measuring")
    found = measure.unseen(net, share=unseen, top=top, resampling=Resampling(replicates, seed))
    frame = (
        notes.sensitivity_readable(found.table, request.language(net)) if request.readable else found.table
    )
    said = notes.unseen_notes(unseen, replicates, seed, links=int(found.table["base_n"].iloc[0]))
    said += notes.all_first(top, int((net.links().degree > 0).sum()))
    return of_network(request, net, frame, notes.METRICS, said)


_VIEWS: dict[str, View] = {"sensitivity": _left, "leaders": _leaders, "unseen": _unseen}
_MADE = {**MADE, "asked": Asked}
