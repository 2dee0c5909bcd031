"""Sentences, tables and figures of the report, for a text that asks for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clusternet.errors import ClusternetError
from clusternet.prose.marks import Mark
from clusternet.prose.printing import filled
from clusternet.prose.values import Data
from clusternet.transaction import scratch
from clusternet.words import labels
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.output.result import Result
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Figure, Section

_HELD: dict[str, tuple[str, ...]] = {
    "structure": ("2", "trend"),
    "leaders": ("3", "4"),
    "platforms": ("5", "6"),
    "space": ("7", "8", "9", "10", "flows", "poles", "quadrant", "heatmap", "sankey", "flowmap"),
    "degrees": ("11", "12", "13", "leaders", "tail"),
    "communities": ("14", "netmap"),
    "distribution": (
        "15", "16", "17", "18", "19", "25", "technology", "application", "industry", "category", "province",
        "bars_technology", "bars_application", "bars_industry", "bars_category", "bars_province",
    ),
    "polarisation": ("20", "21", "change"),
    "dependence": ("22", "23", "dependence"),
}  # fmt: skip
"""Sections of the report, with the numbers of their tables, the topics of their sentences, their figures."""
_ACCEPTED = {
    "table": [each for names in _HELD.values() for each in names if each.isdigit()],
    "figure": ["trend", "quadrant", "heatmap", "sankey", "flowmap", "tail", "netmap", "bars_technology"],
    "sentence": ["flows", "poles", "leaders", "technology", "application", "industry", "change"],
}
_SECTION = {name: section for section, names in _HELD.items() for name in names}


@dataclass(frozen=True)
class Filling:
    """What a mark becomes.

    Attributes
    ----------
    text
        A number, a name or a sentence; of a table or a figure its title.
    base
        What the number is of.
    table, picture
        Where the mark asks for one.
    key
        Of the figure.
    """

    text: str
    base: Text = field(default_factory=lambda: Text("", ""))
    table: Result | None = None
    picture: Picture | None = None
    key: str = ""


@dataclass(frozen=True, eq=False)
class Source:
    """Where marks are filled from.

    Attributes
    ----------
    data
        The network and its tables.
    language
        ``zh`` or ``en``, of names, sentences, tables and figures.
    """

    data: Data
    language: str
    _sections: dict[tuple[str, ...], Section] = field(default_factory=dict, repr=False)

    def filling(self, mark: Mark) -> Filling:
        """Return what a mark becomes.

        Raises
        ------
        ClusternetError
            If the data cannot give it.
        """
        if mark.family == "table":
            return self._table(mark)
        if mark.family == "figure":
            return self._figure(mark)
        if mark.family == "sentence":
            return Filling(self._sentence(mark))
        text, value = filled(self.data, mark, self.language)
        return Filling(text, value.base)

    def _sentence(self, mark: Mark) -> str:
        section = self._section(mark)
        claims = [each for each in section.claims if each.topic == mark.column]
        found = [each.text.in_(self._language(mark)) for each in claims]
        if not found:
            raise self._without(mark, section, [claim.topic for claim in section.claims])
        return labels.marked(found[0], self.data.net.about.synthetic, self._language(mark))

    def _table(self, mark: Mark) -> Filling:
        section = self._section(mark)
        found = [table for table in section.tables if table.key == f"table{mark.column}"]
        if not found:
            raise self._without(mark, section, [table.key.removeprefix("table") for table in section.tables])
        return Filling(found[0].heading, table=found[0])

    def _figure(self, mark: Mark) -> Filling:
        section = self._section(mark)
        found = [figure for figure in section.figures if figure.key == mark.column]
        if not found:
            raise self._without(mark, section, [figure.key for figure in section.figures])
        return Filling(found[0].words.heading, picture=_picture(found[0]), key=mark.column)

    def _language(self, mark: Mark) -> str:
        return mark.where.get("lang", self.language)

    def _section(self, mark: Mark) -> Section:
        """Return the section that holds a part, made once."""
        from clusternet.report.build import SECTIONS
        from clusternet.report.document import Material, Settings

        name = _SECTION.get(mark.column)
        if name is None:
            raise self._unknown(mark)
        year = mark.where.get("year", "")
        if year and not year.isdigit():
            raise ClusternetError(f"year={year}: a year is wanted", f"year={year}：应为年份")
        key = (name, year, mark.where.get("relation", ""), self._language(mark))
        if key not in self._sections:
            settings = Settings(
                year=int(year) if year else None, relation=mark.where.get("relation"), language=key[3],
                convention=self.data.convention, bootstrap=0, replicates=49, nulls=0,
            )  # fmt: skip
            self._sections[key] = SECTIONS[name][1](Material(self.data.net, settings))
        return self._sections[key]

    def _unknown(self, mark: Mark) -> ClusternetError:
        accepted = _ACCEPTED[mark.family]
        return ClusternetError(
            f"no {mark.family} {mark.column!r}; accepted: {', '.join(accepted)}",
            f"没有 {mark.family} {mark.column!r}；可用：{'、'.join(accepted)}",
        )

    def _without(self, mark: Mark, section: Section, held: Sequence[str]) -> ClusternetError:
        if section.left_out:
            why = " ".join(section.left_out)
            name = f"{mark.family} {mark.column}"
            return ClusternetError(f"{name}: {why}", f"{name}：{why}")
        return ClusternetError(
            f"{mark.family} {mark.column}: the data give none; there are {', '.join(held) or 'none'}",
            f"{mark.family} {mark.column}：数据无法给出；现有：{'、'.join(held) or '无'}",
        )


def _picture(figure: Figure) -> Picture:
    from clusternet.report.folder import picture_of

    with scratch() as folder:
        return picture_of(figure, folder / "figure.png", None, figure.words)[1]
