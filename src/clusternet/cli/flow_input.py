"""Flows as the figures of flows take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clusternet.cli.drawing import words
from clusternet.cli.request import Request

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.network.value_network import ValueNetwork
    from clusternet.output.result import Words
    from clusternet.space.folded import Ranked
    from clusternet.typing import Count, Level
    from clusternet.words.terms import Terms


def read_flows(
    request: Request,
    *,
    level: Level,
    places: int,
    count: Count,
    regions: str,
    of: tuple[str, str] | None = None,
) -> _Flows:
    """Read the data and count its flows, between places or between the values of two columns."""
    from clusternet.space import distribution
    from clusternet.space import flows as measure

    net = request.read().network
    request = request.of_technology(net)
    net = request.select(net)
    if of is not None:
        table = distribution.crossed(net, *of, count=count, region_map=regions)
        outside = float(table.attrs["outside"])
    else:
        matrix = measure.matrix(net, level=level, count=count, region_map=regions)
        table = measure.largest(matrix, 0)
        outside = float(matrix.table.to_numpy().sum()) - matrix.base
    return _Flows(table, request, net, level, places, count, regions, of, outside)


_Note = tuple[str, str]
"""A line of the caption in Chinese and English."""


@dataclass(frozen=True, eq=False)
class _Flows:
    """A table of flows and all that its caption needs."""

    table: pd.DataFrame
    request: Request
    net: ValueNetwork
    level: Level
    places: int
    count: Count
    regions: str
    of: tuple[str, str] | None
    outside: float

    @property
    def technology(self) -> bool:
        return self.request.relation == "technology"

    def terms(self, language: str) -> Terms:
        """Return the words of the figure."""
        from clusternet.words.terms import of_columns, of_flows

        if self.of is not None:
            return of_columns(language, _headings(self.of, language), count=self.count)
        return of_flows(language, level=self.level, count=self.count, technology=self.technology)

    def words(self, shape: tuple[str, str]) -> Words:
        """Return title and caption."""
        from clusternet.space.folded import ranked

        found = ranked(self.table, places=self.places)
        notes = [self._base(found), *self._rest(found), *self._left_out()]
        chinese, english = self._title()
        title = (f"{chinese}{shape[0]}", f"{english}: {shape[1]}")
        return words(self.request, self.net, title, notes)

    def _title(self) -> _Note:
        from clusternet.words.terms import title

        if self.of is not None:
            pairs = [" × ".join(_headings(self.of, language)) for language in ("zh", "en")]
            return pairs[0], pairs[1]
        return title(self.level, technology=self.technology)

    def _base(self, found: Ranked) -> _Note:
        """Say what is counted, of what, and how much of it stays."""
        from clusternet.plot.sheet.numbers import amount, percent

        zh, en, size = self.terms("zh"), self.terms("en"), amount(found.base)
        if self.of is not None:
            chinese = f"基数：两列都有值的 {size} {zh.unit}；一行有多个值时，每个组合各计一次"
            english = f"Base: {size} {en.unit} with both values; several values: once for each combination"
        else:
            chinese = f"基数：{found.base_name.zh} {size}；单位：{zh.unit}"
            english = f"Base: {found.base_name.en}, {size}; unit: {en.unit}"
        if found.square:
            share = percent(found.intra / found.base)
            chinese, english = f"{chinese}；{zh.intra} {share}", f"{english}; {share} {en.intra}"
        if self.level == "region" and self.of is None:
            chinese, english = f"{chinese}；区域划分 {self.regions}", f"{english}; regions: {self.regions}"
        return chinese, english

    def _rest(self, found: Ranked) -> list[_Note]:
        """Say what is in 其他."""
        from clusternet.plot.sheet.numbers import percent
        from clusternet.space.folded import REST

        if not any(found.folded):
            return []
        supplied, received = (
            percent(float(side.get(REST, 0)) / found.base) for side in (found.enable, found.input)
        )
        zh, en = self.terms("zh"), self.terms("en")
        number = str(found.folded[0]) if found.square else " + ".join(map(str, found.folded))
        kinds = ("类", "value") if self.of is not None else ("个地区", "place")
        plural = "" if number == "1" else "s"
        english = f"{en.supplied.lower()} {supplied}, {en.received.lower()} {received}"
        return [
            (
                f"其他：合并 {number} {kinds[0]}，{zh.supplied} {supplied}，{zh.received} {received}",
                f"Other: {number} {kinds[1]}{plural}; {english}",
            )
        ]

    def _left_out(self) -> list[_Note]:
        """Say what is not in the base."""
        from clusternet.plot.sheet.numbers import amount

        if not self.outside:
            return []
        zh, en, size = self.terms("zh"), self.terms("en"), amount(self.outside)
        if self.of is not None:
            return [
                (f"未计入：有空值的 {size} 条关系", f"Not in the base: {size} relations, a value missing")
            ]
        if self.level == "country" or self.net.about.places == "own":
            where = ("一端未知", "with an end unknown")
        else:
            where = ("一端在港澳台、国外或未知", "with an end outside the mainland or unknown")
        return [(f"未计入：{where[0]}的 {size} {zh.unit}", f"Not in the base: {size} {en.unit} {where[1]}")]


def _headings(columns: tuple[str, str], language: str) -> tuple[str, str]:
    """Return what two columns are called; a column of the user's own keeps its name."""
    first, second = (_heading(column, language) for column in columns)
    return first, second


def _heading(column: str, language: str) -> str:
    from clusternet.schema import columns as schema

    end, _, attribute = column.partition("_")
    node = end in ("source", "target") and bool(attribute)
    name = attribute if node else column
    known = {each.name: each.zh for each in (*schema.NODES, *schema.EDGES)}
    if language != "zh":
        text = name.replace("_", " ")
        text = f"{text} of the {end}" if node else text
        return text[:1].upper() + text[1:]
    text = known.get(name, name)
    return f"{'来源' if end == 'source' else '去向'}{text}" if node else text
