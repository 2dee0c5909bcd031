"""``quadrant``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, LEVEL, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import Misuse
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.output.result import Words
    from clusternet.typing import Count, Cut, Level


@click.command()
@requests("data", "selection", "tables")
@figure("quadrant")
@LEVEL
@COUNT
@REGIONS
@click.option(
    "--table", "file", metavar="FILE", help="Draw two columns of this table instead of the network."
)
@click.option(
    "--unit", metavar="COLUMN", help="With --table: names of the units.  [default: the first column]"
)
@click.option("--x", "across", metavar="COLUMN", help="With --table: the measure to the right.")
@click.option("--y", "upward", metavar="COLUMN", help="With --table: the measure upward.")
@click.option(
    "--cut",
    type=click.Choice(["mean", "median"]),
    help="Where the lines stand, over the units drawn.  [default: the mean; the median on logarithmic axes]",
)
@click.option("--log/--linear", default=None, help="Scale of both axes.  [default: as the data are spread]")
def quadrant(
    request: Request,
    sheet: Sheet,
    level: Level,
    count: Count,
    regions: str,
    file: str | None,
    unit: str | None,
    across: str | None,
    upward: str | None,
    cut: Cut | None,
    log: bool | None,
) -> None:
    """Two measures of units against one another, cut into four fields by mean or median.

    Without --table: what places supply against what they receive.

    \b
    clusternet quadrant --cut mean --linear
    clusternet quadrant --table capability.xlsx --unit 省份 --x 论文 --y 专利
    """
    from clusternet.plot.series.quadrant import plan

    if file is not None and request.data is not None:
        raise Misuse.of("data_or_table")
    if file is None and (across or upward or unit or request.decimal or request.totals):
        raise Misuse.of("go_with", first="--unit, --x, --y, --decimal", second="--totals", other="--table")
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        if file is None:
            drawn = _exchange(request, level, count, regions, (cut, log))
        elif across and upward:
            drawn = _measures(request, Path(file), unit, (across, upward), (cut, log))
        else:
            raise Misuse.of("needs", option="--table", first="--x", second="--y")
        progress("drawing")
        sheet.publish(
            lambda width: plan(
                drawn.table,
                width,
                cut=cut,
                log=log,
                headings=drawn.headings,
                fields=drawn.fields,
                language=drawn.words.language,
            ),
            words=drawn.words,
        )


@dataclass(frozen=True)
class _Drawn:
    """What a quadrant figure shows."""

    table: pd.DataFrame
    headings: tuple[str, str]
    fields: dict[str, str]
    words: Words


_Scale = tuple["Cut | None", "bool | None"]
"""Where the lines stand, and whether the axes are logarithmic."""


def _exchange(request: Request, level: Level, count: Count, regions: str, scale: _Scale) -> _Drawn:
    """Return what places supply and receive."""
    from clusternet.notes import series_figures as notes
    from clusternet.notes import stated
    from clusternet.notes.flow_figures import Flows
    from clusternet.notes.network import base_note
    from clusternet.notes.space import outside_notes
    from clusternet.space import flows

    net = request.read().network
    request = request.of_main_type(net.edges)
    net = request.select(net)
    found = flows.matrix(net, level=level, count=count, region_map=regions)
    margins = flows.margins(found)
    table = margins[margins["place"].isin(found.places)][["place", "enable", "input"]]
    table = table.set_axis(["unit", "x", "y"], axis=1)
    technology = request.relation == "technology"
    said = [
        base_note(found.base_name, f"{found.base:,.0f}"),
        *outside_notes(found.base_name, found.outside, own=flows.own_places(net, level)),
        notes.quadrant_note(table, cut=scale[0], log=scale[1], units=level),
    ]
    language = request.language(net)
    of = Flows(level, count, technology=technology)
    heads = notes.exchange_heads(technology=technology, unit=Text.of(lambda each: of.terms(each).unit))
    named = {key: text.in_(language) for key, text in notes.exchange_fields(technology=technology).items()}
    title = notes.exchange_title(technology=technology)
    unit = Text.of(lambda each: of.terms(each).unit)
    stands = stated.balance(table, kind=of.terms("zh").kinds[0], units=labels.units(level), unit=unit)
    drawn = words(request, net, title, said, stands)
    return _Drawn(table, (heads[0].in_(language), heads[1].in_(language)), named, drawn)


def _measures(
    request: Request, file: Path, unit: str | None, measures: tuple[str, str], scale: _Scale
) -> _Drawn:
    """Return two columns of a table of the user's."""
    import pandas as pd

    from clusternet.notes import series_figures as notes
    from clusternet.notes.caption import printed_name
    from clusternet.output.result import Words
    from clusternet.schema import cells
    from clusternet.schema.tables import attribute

    sheet = request.sheet(file, lenient=True)
    sheet = sheet.of_units(unit or sheet.headers[0])
    names = sheet.text(unit or sheet.headers[0])
    numbers = {
        axis: cells.each(sheet.raw(name), sheet.notation(sheet.column(name)).number, float)
        for axis, name in zip("xy", measures, strict=True)
    }
    request.tell(sheet.remarks)
    table = pd.DataFrame({"unit": names, **numbers})
    language = request.lang or ("zh" if cells.is_chinese(measures) else "en")
    title = Text(f"{measures[0]}与{measures[1]}", f"{measures[0]} against {measures[1]}")
    held = attribute(unit or sheet.headers[0])
    said = (notes.quadrant_note(table, cut=scale[0], log=scale[1], units=held),)
    fields = notes.quadrant_fields(Text(measures[0], measures[0]), Text(measures[1], measures[1]))
    named = {key: text.in_(language) for key, text in fields.items()}
    return _Drawn(
        table,
        measures,
        named,
        Words(
            title.in_(language),
            tuple(each.in_(language) for each in said),
            language,
            source=printed_name(file.name),
        ),
    )
