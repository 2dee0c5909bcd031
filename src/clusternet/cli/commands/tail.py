"""``tail``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, leading, words
from clusternet.cli.emit import Progress
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    import pandas as pd


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
@click.option("--fit", is_flag=True, help="Draw the fitted power law too; powerlaw tests whether it holds.")
def tail(request: Request, sheet: Sheet, direction: str, fit: bool) -> None:
    """Complementary cumulative degree distribution (CCDF) on logarithmic axes: out, in and total.

    \b
    clusternet tail
    clusternet tail --only platforms --year 2021 --direction out --fit --out tail.svg
    """
    from clusternet.notes import degrees as notes
    from clusternet.notes.network import left_out
    from clusternet.plot.series.tail import plan
    from clusternet.structure import degree

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        net = request.select(request.read().network)
        progress("drawing")
        chosen = degree.DIRECTIONS if direction == "all" else (direction,)
        table = degree.ccdf(net, directions=chosen, convention=request.choices())  # type: ignore[arg-type]
        zeros = table[table["degree"].eq(0)].set_index("direction")["nodes"]
        without = {name: int(zeros.get(name, 0)) for name in chosen}
        said = [notes.tail_note(without), *left_out(net)]
        fits: dict[str, pd.DataFrame] = {}
        for name in chosen if fit else ():
            values = degree.degrees(net, name, convention=request.choices())  # type: ignore[arg-type]
            found = degree.fit_power_law(values)
            fits[name] = degree.fitted_ccdf(found, largest=int(values.max(initial=0)))
            said.append(notes.fit_note(name, found))
        language = request.language(net)
        sheet.publish(
            lambda width: plan(table, width, fits=fits, language=language),
            words=words(request, net, notes.TAIL, said, leading(request, net)),
        )
