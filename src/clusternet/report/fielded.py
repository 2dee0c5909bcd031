"""Sections on fields: which stand together, and who is specialised in what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from clusternet.kernels.families import with_adjusted
from clusternet.notes import papers, stated
from clusternet.notes import specialisation as notes
from clusternet.notes.significance import RELIABLE, reliability_notes
from clusternet.output.result import Result
from clusternet.plot.network import itemmap
from clusternet.plot.series import quadrant
from clusternet.records import cooccurrence, significance
from clusternet.records import specialisation as measure
from clusternet.records.keywords import Clusters, Cooccurrences
from clusternet.records.positions import placed
from clusternet.records.specialisation import Specialisation
from clusternet.report.document import Material
from clusternet.report.parts import Claim, Figure, Section
from clusternet.report.profile import field_of, specialised
from clusternet.report.space import NOWHERE, counted_in, level_of
from clusternet.schema.multivalued import SEPARATORS
from clusternet.space import quotients
from clusternet.typing import Level
from clusternet.words import labels, naming
from clusternet.words.naming import Holds
from clusternet.words.terms import of_flows
from clusternet.words.text import Text

PLACES = Text("地区", "places")
_QUOTIENTS = 37
_TOP, _ITEMS, _TELLS, _LARGE = 20, 100, 0.5, 0.01
"""Rows of a table; items counted; what a finding weighs beside a share; share of a unit to speak of."""


# -- fields that stand together ----------------------------------------------------------------------------
def together(material: Material) -> Section:
    """Return which technologies, or other fields, stand together in the relations of a node."""
    of, net = field_of(material.flowing), material.flowing
    if of is None:
        return material.without("cooccurrence", papers.COOCCURRENCE, notes.NO_FIELDS)
    found = cooccurrence.count(cooccurrence.of_network(net, of), top=_ITEMS)
    if not len(found.count):
        return material.without("cooccurrence", papers.COOCCURRENCE, papers.TOGETHER_ALONE)
    grouped = material.once("items", lambda: cooccurrence.clusters(found, search=material.search))
    frame = cooccurrence.pairs(found, grouped, measures=("association",))
    frame = with_adjusted(cooccurrence.with_expected(frame, found))
    counting = papers.Counting(of, None, SEPARATORS, "none", {}, _ITEMS, 1)
    said = papers.cooccurrence_notes(net, counting, found, grouped, material.search)
    said.append(papers.expected_note(len(frame)))
    held = labels.holds(of)
    shown = frame.drop(columns="p_holm").head(_TOP)
    columns = {end: labels.holding(end, held) for end in ("a", "b")}
    table = material.table(36, papers.map_title(of), shown, notes=said, columns=columns)
    claims = [_met(material, frame, found, of)]
    return material.section(
        "cooccurrence", papers.COOCCURRENCE, [table], _map(material, found, grouped, frame, of), claims
    )


def _map(
    material: Material, found: Cooccurrences, grouped: Clusters, frame: pd.DataFrame, of: str
) -> list[Figure]:
    """Return the items as a map, if there are three: two make a line."""
    if len(found.items) < 3:
        return []
    items = placed(found, grouped, seed=material.settings.seed)
    called = naming.names(items["item"].astype(str), labels.holds(of), material.language)
    items = items.assign(item=items["item"].astype(str).map(called))
    links = frame.assign(**{end: frame[end].astype(str).map(called) for end in ("a", "b")})
    note = papers.map_note(len(links), min(len(links), itemmap.drawn(len(items))))
    return [
        Figure(
            "items",
            material.words(material.flowing, papers.map_title(of), [papers.kept(found), note], flows=True),
            lambda width: itemmap.plan(items, links, width, language=material.language),
            "table36",
        )
    ]


def _met(material: Material, frame: pd.DataFrame, found: Cooccurrences, of: str) -> Claim | None:
    """Return which two stand together most often, as far as that is more than chance."""
    said = stated.together(frame, found.records, kind=labels.holds(of))
    row = frame.sort_values("count", ascending=False, kind="stable").iloc[0]
    if not said.en or not row["q"] <= 0.05 or not row["count"] > row["expected"]:
        return None
    base = material.counted(len(material.flowing.edges), material.flowing, counted_in(material))
    beyond = 1 - float(row["expected"]) / float(row["count"])
    return Claim("together", papers.together_in(said, base.said), "table36", _TELLS * beyond)


# -- who is specialised in what ----------------------------------------------------------------------------
def special(material: Material) -> Section:
    """Return where quotients are highest, and how diverse and complex places and fields are."""
    level = level_of(material)
    if level is None:
        return material.without("specialisation", notes.SECTION, NOWHERE)
    found = specialised(material, level)
    if found is None:
        return material.without("specialisation", notes.SECTION, notes.NO_FIELDS)
    if min(found.values.shape) < 2:
        return material.without("specialisation", notes.SECTION, notes.FEW)
    of = str(field_of(material.flowing))
    said = _Said(material, found, level, of)
    tables = [said.quotients(), said.units(), said.fields()]
    return material.section("specialisation", notes.SECTION, tables, said.figures(), [said.claim()])


@dataclass(frozen=True, eq=False)
class _Said:
    """How specialisation is said: of places of a level in what the relations hold."""

    material: Material
    found: Specialisation
    level: Level
    of: str

    @property
    def kind(self) -> Holds:
        """What the names of places are."""
        own = self.material.net.about.places == "own"
        return of_flows(level=self.level, own=own).kinds[0]

    @cached_property
    def reliability(self) -> float:
        """How far quotients are more than chance."""
        net, count, values = self.material.flowing, self.material.count, self.found.values
        tally = significance.of_network(net, values, f"source_{self.level}", self.of, count=count)
        return quotients.reliability(values.to_numpy(), quotients.halves(tally))

    @property
    def places(self) -> Text:
        """What places are called where they are counted."""
        about = self.material.net.about
        return PLACES if about.places == "own" else labels.units(self.level)

    @property
    def columns(self) -> dict[str, labels.Label]:
        """How columns are headed."""
        return {
            "unit": labels.holding("place", self.kind),
            "field": labels.called(self.of),
            "value": labels.label("amount"),
            "density": labels.label("relatedness_density"),
        }

    def table(self, number: int, title: Text, frame: pd.DataFrame, said: list[Text]) -> Result:
        """Return a table of them."""
        kinds = self.places, labels.units(self.of)
        counted, density, complexity = notes.specialisation_notes(
            self.found.values, self.found.threshold, kinds=kinds
        )
        said = [counted, *said, density if number == _QUOTIENTS else complexity]
        return self.material.table(number, title, frame.head(_TOP), notes=said, columns=self.columns)

    def quotients(self) -> Result:
        """Return the highest quotients, of values that are no accident."""
        frame = measure.table(self.found)
        frame = frame[frame["value"].ge(quotients.LEAST) & frame["lq"].ge(self.found.threshold)]
        frame = frame.sort_values(["lq", "unit", "field"], ascending=[False, True, True], kind="stable")
        share = float(self.found.present.to_numpy().mean())
        said = [notes.largest_quotients(min(len(frame), _TOP), quotients.LEAST)]
        said += reliability_notes(self.reliability, share, counted=True)
        shown = frame[["unit", "field", "value", "lq", "density"]].reset_index(drop=True)
        return self.table(_QUOTIENTS, notes.HIGHEST, shown, said)

    def units(self) -> Result:
        """Return how diverse places are, how complex, and how far from the rest."""
        columns = ["unit", "value", "share", "diversity", "eci", "krugman_rest", "hhi"]
        return self.table(38, notes.UNITS, measure.units(self.found)[columns], self.reasons)

    def fields(self) -> Result:
        """Return how many are specialised in each field, and how complex it is."""
        frame = measure.fields(self.found).drop(columns="share")  # distributions have it, of all
        return self.table(39, notes.FIELDS, frame, self.reasons)

    @property
    def reasons(self) -> list[Text]:
        """Why values are missing."""
        return [Text(f"{each.zh}。", f"{each.en}.") for each in measure.reasons(self.found)]

    def figures(self) -> list[Figure]:
        """Return diversity against complexity, if that is defined."""
        frame = measure.units(self.found)
        drawn = frame.assign(x=frame["diversity"].astype(float), y=frame["eci"])[["unit", "x", "y"]]
        if drawn["y"].notna().sum() < 3:
            return []
        language = self.material.language
        heads = labels.heading("diversity", language), labels.heading("eci", language)
        kind: Any = self.kind
        return [
            Figure(
                "diversity",
                self.material.words(self.material.flowing, notes.DIVERSE, [notes.DRAWN], flows=True),
                lambda width: quadrant.plan(
                    drawn, width, cut="mean", log=False, headings=heads, holds=kind, language=language
                ),
                "table38",
            )
        ]

    def claim(self) -> Claim | None:
        """Return whose fields differ most from the rest, where that is more than chance."""
        if labels.missing(self.reliability) or self.reliability < RELIABLE:
            return None
        frame = measure.units(self.found)
        large = frame[frame["share"].ge(_LARGE)].reset_index(drop=True)
        if len(large) < 2:
            return None
        row = large.to_dict("records")[int(large["krugman_rest"].argmax())]
        whole = float(self.found.values.to_numpy().sum())
        base = self.material.counted(whole, self.material.flowing, counted_in(self.material))
        unit, apart = naming.said(str(row["unit"]), self.kind), float(row["krugman_rest"])
        text = notes.apart(unit, apart, (len(large), self.places), base.said)
        return Claim("specialisation", text, "table38", _TELLS * apart / 2)
