"""``tail``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, leading, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import kind
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.typing import Kind

_SAMPLES = 100
"""Of the goodness-of-fit test; powerlaw takes 2,500."""


@click.command()
@requests("data", "selection", "convention")
@figure("tail")
@click.option(
    "--direction",
    type=click.Choice(["all", "out", "in", "total"]),
    default="all",
    show_default=True,
    help="Which degree.",
)
@click.option("--fit", is_flag=True, help="Draw the fitted power law too, tested by 100 samples.")
@kind("Degrees of these nodes alone; they still count all partners.")
def tail(request: Request, sheet: Sheet, direction: str, fit: bool, kind: Kind | None) -> None:
    """Complementary cumulative degree distribution (CCDF) on logarithmic axes: out, in and total.

    \b
    clusternet tail
    clusternet tail --kind sample --fit
    clusternet tail --only platforms --year 2021 --direction out --fit --out tail.svg
    """
    from clusternet.notes import degrees as notes
    from clusternet.notes.network import left_out
    from clusternet.plot.series.tail import plan
    from clusternet.structure import degree, powerlaw

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        progress("drawing")
        chosen = degree.DIRECTIONS if direction == "all" else (direction,)
        among = powerlaw.of_kind(net, kind)
        table = degree.ccdf(net, directions=chosen, among=among, convention=request.choices())  # type: ignore[arg-type]
        zeros = table[table["degree"].eq(0)].set_index("direction")["nodes"]
        without = {name: int(zeros.get(name, 0)) for name in chosen}
        said = [notes.tail_note(without, kind or "all"), *left_out(net, hint=False)]
        fits: dict[str, pd.DataFrame] = {}
        for name in chosen if fit else ():
            values = degree.degrees(net, name, convention=request.choices())[among]  # type: ignore[arg-type]
            found = degree.fit_power_law(values, bootstrap=_SAMPLES)
            verdict = powerlaw.verdict(found, powerlaw.alternatives(values, found))
            if verdict.word != "untested":
                fits[name] = degree.fitted_ccdf(found, largest=int(values.max(initial=0)))
            said.append(notes.fit_note(name, found, verdict))
        language = request.language(net)
        sheet.publish(
            lambda width: plan(table, width, fits=fits, language=language),
            words=words(request, net, notes.TAIL, said, leading(request, net)),
        )
