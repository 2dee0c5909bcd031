"""What is said of figures of flows: Sankey and chord diagram, heat map, flow map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.notes import stated
from clusternet.notes.caption import relations_of
from clusternet.notes.headlines import Counted
from clusternet.notes.space import not_in_base
from clusternet.words import labels, naming
from clusternet.words.terms import Terms, of_columns, of_flows, title
from clusternet.words.text import COMMA, NOTHING, Said, Text, numbered

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.plot.map.outlines import Outlines
    from clusternet.space.flows import FlowMatrix
    from clusternet.space.folded import Ranked
    from clusternet.space.mapped import Mapped
    from clusternet.typing import Count, Level

SANKEY = Text("桑基图", "Sankey diagram")
CHORD = Text("弦图", "chord diagram")
HEATMAP = Text("热力图", "heat map")


@dataclass(frozen=True)
class Flows:
    """What flows in a figure, and how it is said.

    Attributes
    ----------
    level
        What a place is.
    count
        What flows are counted in.
    regions
        Which regions, if they are places of the package's.
    of
        Two columns instead of places.
    technology
        Whether it is known that technology flows.
    own
        Whether places have names of the data's own.
    """

    level: Level
    count: Count = "relations"
    regions: str = ""
    of: tuple[str, str] | None = None
    technology: bool = True
    own: bool = False

    def terms(self, language: str) -> Terms:
        """Return the words of the figure."""
        if self.of is not None:
            ends = (column_name(self.of[0]).in_(language), column_name(self.of[1]).in_(language))
            kinds = (labels.holds(self.of[0]), labels.holds(self.of[1]))
            return of_columns(language, ends, count=self.count, kinds=kinds)
        return of_flows(
            language, level=self.level, count=self.count, technology=self.technology, own=self.own
        )

    def title(self, shape: Text) -> Text:
        """Return the title of a figure of a shape."""
        if self.of is not None:
            what = Text(" × ", " × ").join(map(column_name, self.of))
        else:
            what = title(self.level, technology=self.technology, own=self.own)
        return Text(f"{what.zh}{shape.zh}", f"{what.en}: {shape.en}")

    def map_title(self, *, schematic: bool) -> Text:
        """Return the title of a map, with boundaries or without."""
        what = title(self.level, technology=self.technology, own=self.own)
        return Text(
            f"{what.zh}{'示意图' if schematic else '图'}", f"{what.en}{' (schematic)' if schematic else ''}"
        )

    def headline(self, table: pd.DataFrame, net: ValueNetwork, relation: str | None) -> Text:
        """Return the sentence on all flows of a base, the largest first, of relations of a type."""
        kind = self.terms("zh").kinds[0]
        unit = Text.of(lambda language: self.terms(language).unit)
        if relation is not None and self.count == "relations":
            named = relations_of(relation)
            unit = Text(f"条{named.zh}", named.en)
        size = float(table["base_n"].iloc[0]) if len(table) else 0.0
        base = Counted(size, unit, (net.years[0], net.years[-1]) if net.years else None)
        intra = Text.of(lambda language: self.terms(language).intra)
        places = len({*table["source"], *table["target"]})
        return stated.flows(table, base, places=places, kind=kind, intra=intra) if size else NOTHING

    def notes(self, found: Ranked, *, outside: float, own: bool) -> list[Text]:
        """Return what is counted, what is folded into 其他, and what is left out.

        Parameters
        ----------
        outside
            What is not in the base.
        own
            Whether places have names of the data's own.
        """
        return [self.ranked_base(found), *self.rest(found), *self._left_out(outside, own=own)]

    def order(self, *, square: bool) -> Text:
        """Return in which order a Sankey diagram has its bars."""
        zh, en = self.terms("zh"), self.terms("en")
        if square:
            return Text(
                f"自上而下按{zh.source}与{zh.target}两侧之和排列",
                "From top to bottom by the sum of both sides",
            )
        return Text("两侧各自由大到小排列", f"Each side from the largest down, {en.rest.lower()} last")

    def ranked_base(self, found: Ranked) -> Text:
        """Return what is counted, of what, and how much of it stays."""
        return self.base(found.base_name, found.base, found.intra if found.square else None)

    def base(self, name: Said | Text, base: float, stays: float | None) -> Text:
        """Return the same of flows with a base of a name and a size."""
        from clusternet.plot.sheet.numbers import amount, percent

        zh, en, size = self.terms("zh"), self.terms("en"), amount(base)
        named = Text.of(name.in_)
        said = Text(f"基数：{named.zh} {size}；单位：{zh.unit}", f"Base: {named.en}, {size}; unit: {en.unit}")
        if self.of is not None:
            said = Text(f"基数：{named.zh} {size}", f"Base: {named.en}, {size}")
        parts = [said]
        if stays is not None:
            share = percent(stays / base if base else 0.0)
            parts.append(Text(f"{zh.intra} {share}", f"{share} {en.intra}"))
        if self.level == "region" and self.of is None and self.regions:
            other = Text(f"都市圈划分 {self.regions}", f"regions: {self.regions}")
            parts.append(_DELTA.get(self.regions, other))
        return Text("；", "; ").join(parts)

    def rest(self, found: Ranked) -> list[Text]:
        """Return what is in 其他."""
        from clusternet.plot.sheet.numbers import percent
        from clusternet.space.folded import REST

        if not any(found.folded):
            return []
        supplied, received = (
            percent(float(side.get(REST, 0)) / found.base) for side in (found.enable, found.input)
        )
        zh, en = self.terms("zh"), self.terms("en")
        number = str(found.folded[0]) if found.square else " + ".join(map(str, found.folded))
        kinds = Text("类", "value") if self.of is not None else Text("个地区", "place")
        plural = "" if number == "1" else "s"
        return [
            Text(
                f"其他：合并 {number} {kinds.zh}，{zh.supplied} {supplied}，{zh.received} {received}",
                f"Other: {number} {kinds.en}{plural}; {en.supplied.lower()} {supplied}, "
                f"{en.received.lower()} {received}",
            )
        ]

    def _left_out(self, outside: float, *, own: bool) -> list[Text]:
        """Return what is not in the base."""
        from clusternet.plot.sheet.numbers import amount

        if not outside:
            return []
        zh, en, size = self.terms("zh"), self.terms("en"), amount(outside)
        if self.of is not None:
            return [
                Text(
                    f"未计入：有空值的 {size} 条关系",
                    f"Not in the base: {size} relations, a value missing",
                )
            ]
        return not_in_base(outside, Text(zh.unit, en.unit), own=self.level == "country" or own)

    def map_notes(
        self, matrix: FlowMatrix, found: Mapped, *, stays: float, own: bool, outlines: Outlines | None
    ) -> list[Text]:
        """Return what is counted, which part of it is drawn, where places stand, and what has none.

        Parameters
        ----------
        stays
            The flows that stay in their place.
        own
            Whether places stand at coordinates the user gave.
        """
        return [
            self.base(matrix.base_name, matrix.base, stays),
            self.arcs(found),
            *self.positions(own=own, outlines=outlines),
            self._off_the_map(matrix),
            *self._adrift(found),
            *self._slight(found),
        ]

    def _slight(self, found: Mapped) -> list[Text]:
        """Count the places that are not on the map because nothing of them could be seen."""
        if not found.slight:
            return []
        number = len(found.slight)
        return [
            Text(
                f"另有 {number} 个地点因流量过小未标出（无弧线，内部流量不足最大流量的 1%）",
                f"{numbered(number, 'place')} not marked: no arc is drawn, and less than 1 % of the largest "
                "flow stays within",
            )
        ]

    def arcs(self, found: Mapped) -> Text:
        """Return which part of the flows between places is drawn."""
        from clusternet.plot.sheet.numbers import amount, percent

        zh, en = self.terms("zh"), self.terms("en")
        number, share = len(found.arcs), percent(found.share)
        return Text(
            f"弧线：最大的 {number} 组{zh.inter}流向（共 {found.pairs:,} 组），"
            f"占{zh.inter}流量 {amount(found.inter)} 的 {share}",
            f"Arcs: the {number} largest of {found.pairs:,} flows {en.inter}, "
            f"{share} of their {amount(found.inter)}",
        )

    def positions(self, *, own: bool = False, outlines: Outlines | None = None) -> list[Text]:
        """Return where places stand on a map."""
        where = GIVEN if own else POSITIONS[self.level]
        notes = [Text(f"{where.zh}；等积投影", f"{where.en}; equal-area projection")]
        return [*notes, _NO_INSET] if outlines is not None and not outlines.inset and not own else notes

    def _off_the_map(self, matrix: FlowMatrix) -> Text:
        """Count what lies outside the base: each link once, by the first zone that holds an end of it."""
        from clusternet.places import china
        from clusternet.places import english as english_of
        from clusternet.plot.sheet.numbers import amount

        zh, en = self.terms("zh"), self.terms("en")
        parts, rest = [], matrix.table
        for zone in [name for name in rest.index if name not in matrix.places]:
            size = amount(float(rest.loc[zone].sum() + rest[zone].sum() - rest.loc[zone, zone]))
            rest = rest.drop(index=zone, columns=zone)
            named = str(english_of.name(zone))  # the first name is a proper one
            parts.append(Text(f"{zone} {size}", f"{named if zone == china.HMT else named.lower()} {size}"))
        said = Text("、", ", ").join(parts)
        return Text(
            f"未上图（任一端在图外）：{said.zh}（{zh.unit}）",
            f"Not on the map (an end outside it): {said.en} ({en.unit})",
        )

    def _adrift(self, found: Mapped) -> list[Text]:
        """Count what has a place in the base, but none on the map."""
        from clusternet.plot.sheet.numbers import amount

        places = found.adrift
        if not places:
            return []
        number, size = len(places), amount(found.lost)
        shown = [*(naming.said(each, "place") for each in places[:4]), *([_MORE] if number > 4 else [])]
        some = COMMA.join(shown)
        nouns = "place" if number == 1 else "places"
        zh, en = self.terms("zh").unit, self.terms("en").unit
        return [
            Text(
                f"坐标未知、未上图：{number} 个地点（{some.zh}），涉及 {size} {zh}",
                f"Position not known, not on the map: {number} {nouns} ({some.en}), {size} {en}",
            )
        ]


_DELTA = {
    "all_guangdong": Text("珠三角取广东全省", "the Pearl River Delta is all of Guangdong"),
    "nine_cities": Text("珠三角取九市", "the Pearl River Delta is its nine cities"),
}
_MORE = Text("…", "…")
GIVEN = Text("地点：用户给出的坐标", "Places: at the coordinates given")
POSITIONS = {
    "province": Text("地点：省份取省会", "Places: provinces at their capitals"),
    "city": Text("地点：城市驻地", "Places: cities at their seats"),
    "region": Text(
        "地点：都市圈取所含城市坐标的均值（其他地区亦然）",
        "Places: regions, other regions too, at the mean position of their cities",
    ),
}
_NO_INSET = Text(
    "边界文件在南海没有内容，未绘南海诸岛附图",
    "The file of boundaries has nothing in the South China Sea: no inset",
)


def column_name(column: str) -> Text:
    """Return what a column of the data is called; a column of the user's own keeps its name.

    >>> column_name("source_category")
    Text(zh='来源机构类型', en='Category of the source')
    """
    from clusternet.schema import columns as schema

    end, _, attribute = column.partition("_")
    node = end in ("source", "target") and bool(attribute)
    name = attribute if node else column
    known = {each.name: each.zh for each in (*schema.NODES, *schema.EDGES)}
    side = {"source": "来源", "target": "去向"}[end] if node else ""
    english = name.replace("_", " ") + (f" of the {end}" if node else "")
    return Text(f"{side}{known.get(name, name)}", english[:1].upper() + english[1:])
