"""``cooccurrence``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from clusternet.cli.drawing import plain_sheet
from clusternet.cli.emit import Progress, emit, input_rows, say, write_rows
from clusternet.cli.options import FIGURE, VOSVIEWER, option_value, stated
from clusternet.cli.paper_figures import draw, write_vosviewer
from clusternet.cli.records import (
    AS,
    SEPARATOR,
    SHEET,
    Kind,
    Material,
    material,
    titled,
    with_names,
    write_record_rows,
)
from clusternet.cli.request import Request, replace, requests
from clusternet.output.result import Result
from clusternet.words import labels
from clusternet.words.text import numbered, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.notes.papers import Counting
    from clusternet.records.cooccurrence import Clusters, Comparison, Cooccurrences, Measure, Weight
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
    type=click.Choice(["association", "cosine", "jaccard", "inclusion", "count", "all"]),
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
@click.option("--items", "view", flag_value="items", help="A row an item: occurrences, links, cluster.")
@click.option("--matrix", "view", flag_value="matrix", help="A row and a column an item; the counts.")
@click.option("--against", metavar="OTHER", help="Compare with other data, by the same options.")
@click.option("--against-of", metavar="COLUMN", help="With --against: what holds the items there.")
@click.option(
    "--summary", "view", flag_value="summary", help="With --against: common items, clusters, NMI, ARI."
)
@click.option(
    "--vosviewer", type=VOSVIEWER, help="Also write for VOSviewer: .json, or .txt and _network.txt."
)
@click.option("--chart", type=FIGURE, help="Draw items and links, coloured by cluster. .png .svg .pdf")
@AS
@SHEET
def cooccurrence(
    request: Request,
    of: str,
    top: int,
    least: int,
    record: str | None,
    separator: str | None,
    fold: Fold,
    thesaurus: str | None,
    normalise: Weight | Literal["all"],
    algorithm: Literal["louvain", "leiden"],
    resolution: float,
    seeds: int,
    seed: int,
    view: View | None,
    against: str | None,
    against_of: str | None,
    vosviewer: str | None,
    chart: str | None,
    kind: Kind | None,
    sheet: str,
) -> None:
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
    from clusternet.notes import papers as notes
    from clusternet.output.result import Words
    from clusternet.structure.community import Search

    figure = plain_sheet(chart)
    _check_usage(view, against, against_of, vosviewer, separator)
    counting = notes.Counting(of, record, separator or "", fold, _thesaurus(thesaurus), top, least)
    search = option_value(
        lambda: Search(algorithm=algorithm, seeds=seeds, seed=seed, resolution=resolution), "--resolution"
    )
    weight: Weight = "association" if normalise == "all" else normalise
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        given, asked = material(
            request, of, *filter(None, (record,)), kind=kind, sheet=sheet, technology=True
        )
        found = _counted(given, counting)
        _report_loose(request, given, record)
        progress("looking for clusters")
        grouped = _clusters(request, given.title, found, weight, search)
        other = None
        if against is not None:
            progress("reading what it is compared with")
            other = _other(request, against, _of(counting, against_of), kind, sheet, weight, search)
    request = replace(asked, out=request.out)
    title, language = titled(request, given, notes.COOCCURRENCE)
    if against is not None:
        title = notes.against_title(title, Path(against).name).in_(language)
    texts = notes.cooccurrence_notes(given.network, counting, found, grouped, search)
    if other is None:
        frame = _view(view or "pairs", found, grouped, normalise)
    else:
        compared = _compared((found, grouped), other, weight)
        frame = {"pairs": compared.pairs, "items": compared.items}.get(view or "pairs", compared.summary)
        texts.append(notes.agreement(compared))
    if (view or "pairs") == "pairs" and len(frame) > notes.SHOWN and request.form == "table":
        texts.append(notes.shown_note(len(frame), pairs=True))
        frame = frame.head(notes.SHOWN)
    said = spoken(texts if len(found.count) else [*texts, notes.ALONE], language)
    if vosviewer is not None:
        write_vosviewer(given, found, grouped, Path(vosviewer), seed=seed, quiet=request.quiet)
    held = labels.holds(of)
    if figure is not None:
        draw(figure, found, grouped, Words(title, said[:3], language, given.synthetic), held, seed=seed)
        if view is None and request.form == "table":
            return
    columns = {name: labels.holding(name, held) for name in ("a", "b", "item")}
    if view == "matrix":
        columns |= labels.headed(found.items, held)
    emit(Result(frame, title, said, language, given.synthetic, columns=columns), request)
    if given.network is not None:
        write_rows(input_rows(request, given.network), request)
    elif given.records is not None:
        write_record_rows(request, given.records, title, language)


def _of(counting: Counting, column: str | None) -> Counting:
    """Return the counting of another column, if one is named."""
    return counting if column is None else replace(counting, of=column)


def _check_usage(
    view: str | None,
    against: str | None,
    against_of: str | None,
    vosviewer: str | None,
    separator: str | None,
) -> None:
    if against is None and (against_of or view == "summary"):
        raise click.UsageError("--against-of and --summary go with --against")
    if against is not None and view == "matrix":
        raise click.UsageError("--matrix and --against exclude each other")
    if separator is not None and not separator:
        raise click.BadParameter("name at least one character", param_hint="--separator")
    if vosviewer is not None and Path(vosviewer).suffix.lower() not in (".json", ".txt"):
        raise click.BadParameter(f"{vosviewer!r} does not end in .json or .txt", param_hint="--vosviewer")


def _thesaurus(path: str | None) -> dict[str, str]:
    from clusternet.io.tables.thesaurus import read_thesaurus

    return {} if path is None else read_thesaurus(path)


def _counted(given: Material, counting: Counting) -> Cooccurrences:
    from clusternet.errors import SchemaError
    from clusternet.records import cooccurrence as measure

    held = _held(given, counting)
    if not len(held.items):
        raise SchemaError(f"{given.title}: the column {counting.of} holds no item")
    found = measure.count(held, top=counting.top, least=counting.least)
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
        say(f"{given.title}: {numbered(loose, 'row')} without a {record}, in no record")


def _clusters(request: Request, title: str, found: Cooccurrences, weight: Weight, search: Search) -> Clusters:
    """Look for clusters, and say on stderr how many there are and what was cut."""
    from clusternet.notes.papers import clusters_note, kept
    from clusternet.records import cooccurrence as measure

    grouped = measure.clusters(found, weight=weight, search=search)
    if not request.quiet:
        say(f"{title}: {kept(found).en} {clusters_note(found, grouped, search).en}")
    return grouped


def _other(
    request: Request,
    path: str,
    counting: Counting,
    kind: Kind | None,
    sheet: str,
    weight: Weight,
    search: Search,
) -> tuple[Cooccurrences, Clusters]:
    from clusternet.io.formats.tables import EXCEL_SUFFIXES, suffix_of

    given, _ = material(
        replace(request, data=path, nodes=None, root=None),
        counting.of,
        *filter(None, (counting.record,)),
        kind=kind,
        sheet=sheet if suffix_of(Path(path)) in EXCEL_SUFFIXES else "",
        technology=True,
    )
    found = _counted(given, counting)
    return found, _clusters(request, given.title, found, weight, search)


def _view(
    view: View, found: Cooccurrences, grouped: Clusters, normalise: Weight | Literal["all"]
) -> pd.DataFrame:
    from clusternet.records import cooccurrence as measure

    if view == "items":
        return measure.items(found, grouped)
    if view == "matrix":
        weight = "count" if normalise == "all" else _asked_matrix(normalise)
        return with_names(measure.matrix(found, weight), "item")
    return measure.pairs(found, grouped, measures=_measures(normalise))


def _asked_matrix(normalise: Weight) -> Weight:
    """Return what the cells of the matrix hold: counts unless another weight was asked for by name."""
    return normalise if stated("normalise") else "count"


def _measures(normalise: Weight | Literal["all"]) -> tuple[Measure, ...]:
    """Return the columns of the table: association strength always, and what was asked for."""
    from clusternet.records.cooccurrence import MEASURES

    if normalise == "all":
        return MEASURES
    return ("association", *(each for each in MEASURES[1:] if each == normalise))


def _compared(
    here: tuple[Cooccurrences, Clusters], there: tuple[Cooccurrences, Clusters], weight: Weight
) -> Comparison:
    from clusternet.records import cooccurrence as measure

    return measure.compare(here, there, measure="association" if weight == "count" else weight)
