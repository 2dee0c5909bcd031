"""``cooccurrence``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.drawing import plain_sheet
from clusternet.cli.emit import Progress, say
from clusternet.cli.options import EXPORT, FIGURE, stated
from clusternet.cli.paper_figures import draw, write_vosviewer
from clusternet.cli.records import (
    AS,
    SEPARATOR,
    SHEET,
    Kind,
    Material,
    answer,
    material,
    titled,
    with_names,
)
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.views import MADE, Answer, show
from clusternet.cli.views import View as Shown
from clusternet.notes import papers as notes
from clusternet.notes.papers import Counting, clusters_note, cooccurrence_notes, kept
from clusternet.words import labels
from clusternet.words.text import Text, numbered, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.records.keywords import Clusters, Cooccurrences, Measure, Weight
    from clusternet.schema.multivalued import Fold, Incidence
    from clusternet.structure.community import Search

View = Literal["pairs", "items", "matrix", "summary"]


@click.command()
@requests("data", "selection", "output", "rows")
@click.option("--of", metavar="COLUMN", default="technology", show_default=True, help="What holds the items.")
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help="Items kept, the most frequent; ties by their characters. 0 for all.",
)
@click.option(
    "--min-occurrences",
    "least",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Records that an item stands in at least.",
)
@click.option(
    "--record",
    metavar="COLUMN|KIND",
    help="What one record is. Records: a column, rows that are equal in it are one.  [default: a row] "
    "Network: relation, node, sample, source or target.  [default: sample, else node]",
)
@SEPARATOR
@click.option(
    "--fold",
    type=click.Choice(["none", "space", "case"]),
    default="none",
    show_default=True,
    help="Spellings that are one: none; those apart by blanks and full-width letters; also by capitals.",
)
@click.option(
    "--thesaurus",
    metavar="FILE",
    help="Columns alias, canonical or VOSviewer's label, replace by; a blank leaves the item out.",
)
@click.option(
    "--normalise",
    type=click.Choice(
        ["association", "cosine", "jaccard", "inclusion", "vosviewer", "fractional", "count", "all"]
    ),
    default="association",
    show_default=True,
    help="What links weigh when clusters are sought, and a column of the table.",
)
@click.option(
    "--algorithm",
    type=click.Choice(["louvain", "leiden"]),
    default="louvain",
    show_default=True,
    help="That looks for clusters.",
)
@click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="Gephi's: below 1 gives more clusters.",
)
@click.option(
    "--seeds",
    type=click.IntRange(min=1, max=10_000),
    default=10,
    show_default=True,
    help="Runs, of which the one of highest modularity counts.",
)
@click.option("--seed", type=click.IntRange(0, 2**62), default=0, show_default=True, help="Of the first run.")
@click.option("--expected", is_flag=True, help="Counts that chance would give, with p, p_holm and q.")
@click.option("--items", is_flag=True, help="A row per item: occurrences, links, cluster.")
@click.option("--matrix", is_flag=True, help="A row and a column per item; the counts.")
@click.option("--against", metavar="OTHER", help="Compare with other data, by the same options.")
@click.option("--against-of", metavar="COLUMN", help="With --against: what holds the items there.")
@click.option("--summary", is_flag=True, help="With --against: common items, clusters, NMI, ARI.")
@click.option("--vosviewer", type=EXPORT, help="Also write for VOSviewer: .json, or .txt and _network.txt.")
@click.option("--chart", type=FIGURE, help="Draw items and links, coloured by cluster. .png .svg .pdf")
@AS
@SHEET
def cooccurrence(request: Request, **_: Any) -> None:
    """Co-occurrence of items in records: pairs with their counts and weights, and clusters.

    DATA is a table of records (papers, patents, firms) whose cells name several items, or a network, whose
    relations or firms then are the records. A record counts once for a pair, however often it names either.

    \b
    clusternet cooccurrence papers.csv --of keywords --items
    clusternet cooccurrence papers.csv --of keywords --top 50 --vosviewer map.txt
    clusternet cooccurrence projects.csv --of country --record project --normalise cosine
    clusternet cooccurrence --of technology --record sample
    clusternet cooccurrence china.csv --of technologies --against us.csv --summary
    """
    show(request, _VIEWS, _MADE)


@dataclass(frozen=True)
class _Asked:
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


@dataclass(frozen=True)
class _Other:
    """What the data are compared with."""

    against: str | None
    against_of: str | None

    def __post_init__(self) -> None:
        if self.against is None and (self.against_of or stated("summary")):
            raise click.UsageError("--against-of and --summary go with --against")


@dataclass(frozen=True)
class _Written:
    """The files that are written beside the table."""

    vosviewer: str | None
    chart: str | None

    def __post_init__(self) -> None:
        if self.vosviewer is not None and Path(self.vosviewer).suffix.lower() not in (".json", ".txt"):
            raise click.BadParameter(
                f"{self.vosviewer!r} does not end in .json or .txt", param_hint="--vosviewer"
            )


def _compared(
    view: View,
    request: Request,
    progress: Progress,
    *,
    asked: _Asked,
    search: Search,
    other: _Other,
    written: _Written,
    expected: bool,
) -> Answer | None:
    from clusternet.records import cooccurrence as measure

    if expected and (view != "pairs" or other.against is not None):
        raise click.UsageError("--expected goes with the table of pairs")
    found = _read(request, progress, asked, search)
    if other.against is not None:
        progress("reading what it is compared with")
        counting = replace(found.counting, of=other.against_of or asked.of)
        there = _clustered(request, other.against, counting, asked, search)
        weight = "association" if asked.weight == "count" else asked.weight
        compared = measure.compare((found.counts, found.grouped), there, measure=weight)
        frame = {"pairs": compared.pairs, "items": compared.items}.get(view, compared.summary)
        found = replace(found, said=[*found.said, notes.agreement(compared)])
    elif view == "items":
        frame = measure.items(found.counts, found.grouped)
    else:
        frame = measure.pairs(found.counts, found.grouped, measures=_measures(asked.normalise))
    if expected:
        from clusternet.kernels.families import with_adjusted

        frame = with_adjusted(measure.with_expected(frame, found.counts))
        found = replace(found, said=[*found.said, notes.expected_note(len(frame))])
        frame = frame.drop(columns="p_holm") if request.readable else frame
    return found.answer(frame, view, written, other.against)


def _matrix(
    request: Request, progress: Progress, *, asked: _Asked, search: Search, written: _Written
) -> Answer | None:
    from clusternet.records import cooccurrence as measure

    found = _read(request, progress, asked, search)
    weight = asked.weight if asked.normalise != "all" and stated("normalise") else "count"
    frame = with_names(measure.matrix(found.counts, weight), "item")
    return found.answer(frame, "matrix", written)


_MADE = {**MADE, "asked": _Asked, "other": _Other, "written": _Written}
_VIEWS: dict[str, Shown] = {
    "pairs": partial(_compared, "pairs"),
    "items": partial(_compared, "items"),
    "matrix": _matrix,
    "summary": partial(_compared, "summary"),
}


@dataclass(frozen=True, eq=False)
class _Found:
    """Co-occurrences and clusters of items, and what is said of them."""

    request: Request
    given: Material
    counting: Counting
    counts: Cooccurrences
    grouped: Clusters
    search: Search
    said: list[Text]

    def answer(
        self, frame: pd.DataFrame, view: View, written: _Written, against: str | None = None
    ) -> Answer | None:
        """Return a table, and write what goes beside it; None where the figure is all that is asked for."""
        from clusternet.output.result import Words

        request, given, found = self.request, self.given, self.counts
        title, language = titled(request, given, notes.COOCCURRENCE)
        if against is not None:
            title = notes.against_title(title, Path(against).name).in_(language)
        texts = [*self.said]
        if view == "pairs" and len(frame) > notes.SHOWN and request.form == "table":
            texts.append(notes.shown_note(len(frame), pairs=True))
            frame = frame.head(notes.SHOWN)
        texts += [] if len(found.count) else [notes.ALONE]
        seed, held = self.search.seed, labels.holds(self.counting.of)
        if written.vosviewer is not None:
            path = Path(written.vosviewer)
            write_vosviewer(given, found, self.grouped, path, seed=seed, quiet=request.quiet)
        if (sheet := plain_sheet(written.chart)) is not None:
            said = Words(title, spoken(texts[:3], language), language, given.synthetic)
            draw(sheet, found, self.grouped, said, held, seed=seed)
            if view == "pairs" and request.form == "table":
                return None
        columns = {name: labels.holding(name, held) for name in ("a", "b", "item")}
        columns["fractional"] = labels.Label("分数计数", "Fractional count", "number")
        columns |= labels.headed(found.items, held) if view == "matrix" else {}
        return answer(request, given, frame, notes.COOCCURRENCE, texts, title=title, columns=columns)


def _read(request: Request, progress: Progress, asked: _Asked, search: Search) -> _Found:
    counting = asked.counting
    progress("reading")
    named = (counting.of, *filter(None, (counting.record,)))
    given, selected = material(request, *named, kind=asked.kind, sheet=asked.sheet, technology=True)
    found = _counted(given, counting)
    _report_loose(request, given, counting.record)
    progress("looking for clusters")
    grouped = _clusters(request, given.title, found, asked.weight, search)
    said = cooccurrence_notes(given.network, counting, found, grouped, search)
    return _Found(selected, given, counting, found, grouped, search, said)


def _clustered(
    request: Request, path: str, counting: Counting, asked: _Asked, search: Search
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
        raise SchemaError(f"{given.title}: the column {counting.of} holds no item")
    found = measure.count(held, top=counting.top, least=counting.least, fractional=counting.fractional)
    if not len(found.items):
        raise SchemaError(
            f"{given.title}: no item stands in {counting.least} records; the most frequent, {held.items[0]}, "
            f"in {held.occurrences[0]}"
        )
    return found


def _held(given: Material, counting: Counting) -> Incidence:
    from clusternet.records import cooccurrence as measure
    from clusternet.schema.multivalued import SEPARATORS, incidence

    separators = counting.separators or SEPARATORS
    if given.network is not None:
        if counting.record not in (None, *measure.RECORDS):
            raise click.BadParameter(
                f"{counting.record!r} is none of {', '.join(measure.RECORDS)}", param_hint="--record"
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


def _clusters(request: Request, title: str, found: Cooccurrences, weight: Weight, search: Search) -> Clusters:
    """Look for clusters, and say on stderr how many there are and what was cut."""
    from clusternet.records import cooccurrence as measure

    grouped = measure.clusters(found, weight=weight, search=search)
    if not request.quiet:
        told = Text("", " ").join([kept(found), clusters_note(grouped, search)])
        say(Text(f"{title}：{told.zh}", f"{title}: {told.en}"))
    return grouped


def _measures(normalise: Weight | Literal["all"]) -> tuple[Measure, ...]:
    """Return the columns of the table: association strength always, and what was asked for."""
    from clusternet.records.keywords import MEASURES, OTHERS

    if normalise == "all":
        return MEASURES
    return ("association", *(each for each in (*MEASURES[1:], *OTHERS) if each == normalise))
