"""The section of profiles: a card and a row for each place, and for each leading organisation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from clusternet.errors import ClusternetError
from clusternet.network.value_network import ValueNetwork
from clusternet.notes import profiles as notes
from clusternet.notes.network import base_note
from clusternet.notes.report import missing
from clusternet.output.result import Result
from clusternet.plot.sheet.numbers import amount, percent
from clusternet.report.card import Card
from clusternet.report.document import Material
from clusternet.report.leading import of_leaders
from clusternet.report.parts import Section
from clusternet.report.profile import Profile, Share, field_of, of_places
from clusternet.report.space import NOWHERE, level_of
from clusternet.report.tables_of_flows import no_flows
from clusternet.space import quotients
from clusternet.space.polarisation import LEAST
from clusternet.typing import Level
from clusternet.words import labels, naming
from clusternet.words.labels import Label
from clusternet.words.naming import Holds
from clusternet.words.terms import of_flows
from clusternet.words.text import COMMA, Text, said_by


def profiles(material: Material) -> Section:
    """Return Tables 26 and 27, and a card for each of their rows."""
    level = level_of(material)
    made = [_places(material, level), _leaders(material, level)]
    tables = [table for table, _ in made if isinstance(table, Result)]
    section = material.section(
        "profiles", notes.TITLE, tables, left_out=[each for each, _ in made if isinstance(each, Text)]
    )
    return replace(section, cards=tuple(card for _, cards in made for card in cards))


_Made = tuple[Result | Text, list[Card]]
"""A table, or why there is none, and the cards of its rows."""


def _places(material: Material, level: Level | None) -> _Made:
    if level is None:
        return missing(notes.PLACES, NOWHERE), []
    found = material.flows.matrix(level)
    if not found.base:
        return missing(notes.PLACES, no_flows(found)), []
    said = _Said(material, level, material.flowing)
    own = material.once("places", lambda: of_places(material, level))
    cards = [said.place(number, each) for number, each in enumerate(own, 1)]
    rows = [said.row(each, ["enable", "input", "both", "net", "stays_share"]) for each in own]
    base = base_note(found.base_name, amount(found.base), kind=material.kind)
    lines = [base, notes.PLACES_RANKED, notes.PARTNERS, *said.lines(own)]
    heads = {
        "rank": labels.label("rank"),
        "name": labels.holding("place", said.kind),
        "enable": Label(*notes.SUPPLIES, "count"),
        "input": Label(*notes.RECEIVES, "count"),
        "both": Label(*notes.BOTH, "count"),
        "net": Label(*notes.NET, "share"),
        "stays_share": Label(*notes.STAYS, "share"),
    }
    return said.table(26, notes.PLACES, rows, heads, lines), cards


def _leaders(material: Material, level: Level | None) -> _Made:
    columns = material.net.nodes.columns
    if level is not None and level not in columns and not {"city", "province"} & set(columns):
        return missing(notes.LEADERS, Text("节点即地区", "the nodes are the places")), []
    said = _Said(material, level, material.last)
    try:
        own = material.once("leaders", lambda: of_leaders(material, level))
    except ClusternetError as error:
        return missing(notes.LEADERS, said_by(error)), []
    cards = [said.leader(number, each) for number, each in enumerate(own, 1)]
    rows = [said.row(each, ["out_degree", "in_degree", "net_share", "sole"]) for each in own]
    named = notes.ALL_NAMED if material.settings.entities else notes.NAMED
    heads = {
        "rank": labels.label("rank"),
        "ranks": Label(*notes.RANKS),
        "name": labels.label("name"),
        "out_degree": labels.label("out_degree"),
        "in_degree": labels.label("in_degree"),
        "net_share": labels.label("net_share"),
        "sole": Label(*notes.SOLE, "count"),
    }
    return said.table(27, notes.LEADERS, rows, heads, [named, *said.lines(own)]), cards


@dataclass(frozen=True, eq=False)
class _Said:
    """How profiles are said, of the relations of ``net``.

    ``net`` holds the relations they are of.
    """

    material: Material
    level: Level | None
    net: ValueNetwork

    @property
    def language(self) -> str:
        return self.material.language

    @property
    def kind(self) -> Holds:
        """What the names of places are."""
        own = self.material.net.about.places == "own"
        return of_flows(level=self.level or "province", own=own).kinds[0]

    @property
    def column(self) -> str:
        """What specialisation is in."""
        return field_of(self.net) or "technology"

    def named(self, share: Share, kind: Holds) -> str:
        return naming.name(share.name, kind, self.language)

    def place(self, number: int, own: Profile) -> Card:
        """Return the card of a place."""
        numbers = own.numbers
        facts = [
            (notes.RANK, notes.ranked(own.rank, int(numbers["of"]), None).in_(self.language)),
            (notes.SUPPLIES, f"{amount(numbers['enable'])} ({percent(numbers['enable_share'])})"),
            (notes.RECEIVES, f"{amount(numbers['input'])} ({percent(numbers['input_share'])})"),
            (notes.NET, labels.shown(numbers["net"], "share")),
        ]
        if numbers["enable"]:
            facts.append((notes.STAYS, f"{amount(numbers['stays'])} ({percent(numbers['stays_share'])})"))
        name = naming.name(own.name, self.kind, self.language)
        return self.card(f"place-{number}", notes.PLACE, name, own, facts, self.kind)

    def leader(self, number: int, own: Profile) -> Card:
        """Return the card of an organisation."""
        numbers = own.numbers
        facts = [
            (notes.RANK, notes.ranked(own.rank, 0, own.ranks).in_(self.language)),
            (notes.DEGREES, f"{amount(numbers['out_degree'])} / {amount(numbers['in_degree'])}"),
            (notes.SUPPLIES, amount(numbers["supplies"])),
            (notes.RECEIVES, amount(numbers["receives"])),
        ]
        facts += [(notes.SOLE, amount(numbers["sole"]))] if "sole" in numbers else []
        return self.card(f"leader-{number}", notes.LEADER, own.name, own, facts, "")

    def card(
        self,
        key: str,
        group: Text,
        name: str,
        own: Profile,
        facts: Sequence[tuple[Text, str]],
        partners: Holds,
    ) -> Card:
        """Return a card with the lists and the course that places and organisations share."""
        lists = [(head, self.entries(entries, partners)) for head, entries in _partners(own)]
        lists += [(notes.WHERE, self.entries(own.where, self.kind))]
        lists += [(notes.FIELDS, self.special(own)), (notes.CHANCES, self.near(own))]
        return Card(
            key,
            group.in_(self.language),
            name,
            tuple((head.in_(self.language), value) for head, value in facts),
            tuple((head.in_(self.language), tuple(entries)) for head, entries in lists if entries),
            own.series,
            self.course(own),
        )

    def entries(self, shares: Sequence[Share], kind: Holds) -> list[str]:
        """Return partners or places with how much they are; of organisations shares say little."""
        return [
            notes.valued(self.named(each, kind), amount(each.amount), percent(each.beside) if kind else "")
            for each in shares
        ]

    def special(self, own: Profile) -> list[str]:
        kind = labels.holds(self.column)
        return [
            notes.special(self.named(each, kind), amount(each.amount), f"{each.beside:.2f}")
            for each in own.fields
        ]

    def near(self, own: Profile) -> list[str]:
        kind = labels.holds(self.column)
        return [
            notes.near(self.named(each, kind), f"{each.beside:.2f}").in_(self.language)
            for each in own.chances
        ]

    def course(self, own: Profile) -> str:
        """Return how the share of the years went, nothing where there are fewer than two."""
        if not own.verdict:
            return ""
        ends = [(year, labels.shown(share, "share")) for year, share in (own.series[0], own.series[-1])]
        return notes.course(ends[0], ends[1], own.verdict).in_(self.language)

    def row(self, own: Profile, columns: Sequence[str]) -> dict[str, object]:
        """Return the row of a table."""
        found: dict[str, object] = {"rank": own.rank}
        found |= {"ranks": "–".join(map(str, own.ranks))} if own.ranks else {}
        kind = self.kind if not own.ranks and "enable" in own.numbers else ""
        partners = [
            (
                name,
                [
                    notes.brief(
                        self.named(each, kind), amount(each.amount), percent(each.beside) if kind else ""
                    )
                    for each in shares
                ],
            )
            for name, shares in (("receivers", own.receivers), ("suppliers", own.suppliers))
        ]
        texts: list[tuple[str, Sequence[str]]] = [
            *partners,
            ("fields", self.special(own)),
            ("chances", self.near(own)),
        ]
        return {
            **found,
            "name": own.name,
            **{name: own.numbers.get(name) for name in columns},
            **{name: COMMA.in_(self.language).join(each) or None for name, each in texts},
            "trend": labels.label(own.verdict, "word").in_(self.language) if own.verdict else None,
        }

    def table(
        self,
        number: int,
        title: Text,
        rows: Sequence[dict[str, object]],
        heads: dict[str, Label],
        lines: Sequence[Text],
    ) -> Result:
        """Return a table without the columns that nobody has a value in."""
        frame = pd.DataFrame(rows).dropna(axis="columns", how="all")
        shared = {
            "receivers": notes.RECEIVERS,
            "suppliers": notes.SUPPLIERS,
            "fields": notes.FIELDS,
            "chances": notes.CHANCES,
            "trend": notes.VERDICT,
        }
        labelled = heads | {name: Label(*head) for name, head in shared.items()}
        return self.material.table(number, title, frame, columns=labelled, notes=lines)

    def lines(self, own: Sequence[Profile]) -> list[Text]:
        """Return what is said of the columns that profiles have."""
        column = labels.label(self.column)
        told: list[tuple[Callable[[Profile], object], Text]] = [
            (
                lambda each: each.fields or each.chances,
                notes.fields_note(Text(column.zh, column.en), quotients.LEAST),
            ),
            (lambda each: each.verdict, notes.course_note(LEAST)),
        ]
        return [line for there, line in told if any(map(there, own))]


def _partners(own: Profile) -> list[tuple[Text, tuple[Share, ...]]]:
    return [(notes.RECEIVERS, own.receivers), (notes.SUPPLIERS, own.suppliers)]
