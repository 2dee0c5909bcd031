"""What ``cooccurrence`` measures: items of records or relations, counted and clustered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clusternet.cli.emit import Progress, say
from clusternet.cli.records import Kind, Material, material
from clusternet.cli.request import Request, replace
from clusternet.cli.usage import BadValue
from clusternet.notes.papers import Counting, clusters_note, cooccurrence_notes, kept
from clusternet.words.text import Text, numbered, some

if TYPE_CHECKING:
    from clusternet.records.keywords import Clusters, Cooccurrences, Weight
    from clusternet.schema.multivalued import Fold, Incidence
    from clusternet.structure.community import Search

_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Asked:
    """What the items and the records are, and what links weigh."""

    of: str
    record: str | None
    separator: str | None
    fold: Fold
    thesaurus: str | None
    top: int
    least: int
    normalise: Weight | Literal["all"]
    kind: Kind | None
    sheet: str

    @property
    def counting(self) -> Counting:
        """How items are counted."""
        from clusternet.io.tables.thesaurus import read_thesaurus

        aliases = read_thesaurus(self.thesaurus)
        return Counting(
            self.of,
            self.record,
            self.separator or "",
            self.fold,
            aliases,
            self.top,
            self.least,
            fractional=self.normalise == "fractional",
        )

    @property
    def weight(self) -> Weight:
        """What links weigh when clusters are sought."""
        return "association" if self.normalise == "all" else self.normalise


@dataclass(frozen=True, eq=False)
class Found:
    """Co-occurrences and clusters of items, and what is said of them."""

    request: Request
    given: Material
    counting: Counting
    counts: Cooccurrences
    grouped: Clusters
    search: Search
    said: list[Text]


def read(request: Request, progress: Progress, asked: Asked, search: Search) -> Found:
    """Read the data, count its items and look for their clusters."""
    counting = asked.counting
    progress("reading")
    named = (counting.of, *filter(None, (counting.record,)))
    given, selected = material(request, *named, kind=asked.kind, sheet=asked.sheet, technology=True)
    found = _counted(given, counting)
    _report_loose(request, given, counting.record)
    _report_scripts(request, given, counting, found)
    progress("looking for clusters")
    grouped = _clusters(request, given.title, found, asked.weight, search)
    said = cooccurrence_notes(given.network, counting, found, grouped, search)
    return Found(selected, given, counting, found, grouped, search, said)


def clustered(
    request: Request, path: str, counting: Counting, asked: Asked, search: Search
) -> tuple[Cooccurrences, Clusters]:
    """Return co-occurrences and clusters of other data."""
    from clusternet.io.formats.tables import EXCEL_SUFFIXES, suffix_of

    given, _ = material(
        replace(request, data=path, nodes=None, root=None),
        counting.of,
        *filter(None, (counting.record,)),
        kind=asked.kind,
        sheet=asked.sheet if suffix_of(Path(path)) in EXCEL_SUFFIXES else "",
        technology=True,
    )
    found = _counted(given, counting)
    return found, _clusters(request, given.title, found, asked.weight, search)


def _counted(given: Material, counting: Counting) -> Cooccurrences:
    from clusternet.errors import SchemaError
    from clusternet.records import cooccurrence as measure

    held = _held(given, counting)
    if not len(held.items):
        raise SchemaError.of("no_item", title=given.title, column=counting.of)
    found = measure.count(held, top=counting.top, least=counting.least, fractional=counting.fractional)
    if not len(found.items):
        raise SchemaError.of(
            "no_frequent_item",
            title=given.title,
            least=counting.least,
            item=held.items[0],
            number=held.occurrences[0],
        )
    return found


def _held(given: Material, counting: Counting) -> Incidence:
    from clusternet.records import cooccurrence as measure
    from clusternet.schema.multivalued import SEPARATORS, incidence

    separators = counting.separators or SEPARATORS
    if given.network is not None:
        if counting.record not in (None, *measure.RECORDS):
            raise BadValue.of(
                "no_such_record", record=counting.record, accepted=measure.RECORDS, option="--record"
            )
        return measure.of_network(
            given.network,
            counting.of,
            record=counting.record,
            separators=separators,
            fold=counting.fold,
            thesaurus=counting.thesaurus,
        )
    assert given.records is not None
    rows = None if counting.record is None else given.records.raw(counting.record)
    return incidence(
        given.records.raw(counting.of),
        records=rows,
        separators=separators,
        fold=counting.fold,
        thesaurus=counting.thesaurus,
    )


def _report_loose(request: Request, given: Material, record: str | None) -> None:
    """Say how many rows name no record and so count in none."""
    if given.records is None or record is None or request.quiet:
        return
    loose = int((given.records.raw(record).astype(str).str.strip() == "").sum())
    if loose:
        lacks = f"{numbered(loose, 'row')} without a {record}, in no record"
        say(Text(f"{given.title}：{loose:,} 行没有 {record}，不属任何记录", f"{given.title}: {lacks}"))


def _report_scripts(request: Request, given: Material, counting: Counting, found: Cooccurrences) -> None:
    """Say which items may be others in another script (AI and 人工智能), and what makes them one."""
    from clusternet.schema.cells import is_chinese

    latin = [item for item in found.items if len(_LATIN.findall(item)) > 1 and not is_chinese([item])]
    if request.quiet or counting.thesaurus or not latin or not is_chinese(found.items):
        return
    where = Text("dataset.toml 的 [vocabulary]", "[vocabulary] in dataset.toml")
    setting = where if given.records is None else Text("--thesaurus FILE", "--thesaurus FILE")
    named = some(latin, 3)
    say(
        Text(
            f"{given.title}：{named.zh} 与同义的中文条目分别计数；用 {setting.zh} 合并",
            f"{given.title}: {named.en} count apart from Chinese items of the same meaning; "
            f"{setting.en} joins them",
        )
    )


def _clusters(request: Request, title: str, found: Cooccurrences, weight: Weight, search: Search) -> Clusters:
    """Look for clusters, and say on stderr how many there are and what was cut."""
    from clusternet.records import cooccurrence as measure

    grouped = measure.clusters(found, weight=weight, search=search)
    if not request.quiet:
        told = Text("", " ").join([kept(found), clusters_note(grouped, search)])
        say(Text(f"{title}：{told.zh}", f"{title}: {told.en}"))
    return grouped
