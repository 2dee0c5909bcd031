"""``cooccurrence``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.drawing import Printed, beside
from clusternet.cli.emit import Progress
from clusternet.cli.item_input import Asked, Found, clustered, read
from clusternet.cli.options import stated
from clusternet.cli.paper_figures import draw, write_vosviewer
from clusternet.cli.records import (
    AS,
    SEPARATOR,
    SHEET,
    answer,
    titled,
    with_names,
)
from clusternet.cli.request import Request, replace, requests
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.values import EXPORT, files
from clusternet.cli.views import MADE, Answer, show
from clusternet.cli.views import View as Shown
from clusternet.notes import papers as notes
from clusternet.words import labels
from clusternet.words.text import Text, spoken

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.records.keywords import Measure, Weight
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
@click.option(
    "--against", metavar="OTHER", shell_complete=files, help="Compare with other data, by the same options."
)
@click.option("--against-of", metavar="COLUMN", help="With --against: what holds the items there.")
@click.option("--summary", is_flag=True, help="With --against: common items, clusters, NMI, ARI.")
@click.option("--vosviewer", type=EXPORT, help="Also write for VOSviewer: .json, or .txt and _network.txt.")
@beside("--chart", words="Draw items and links, coloured by cluster.")
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
class _Other:
    """What the data are compared with."""

    against: str | None
    against_of: str | None

    def __post_init__(self) -> None:
        if self.against is None and (self.against_of or stated("summary")):
            raise Misuse.of("go_with", first="--against-of", second="--summary", other="--against")


@dataclass(frozen=True)
class _Written:
    """The files that are written beside the table."""

    vosviewer: str | None
    chart: str | None

    def __post_init__(self) -> None:
        if self.vosviewer is not None and Path(self.vosviewer).suffix.lower() not in (".json", ".txt"):
            raise BadValue.of("vosviewer_end", path=self.vosviewer, option="--vosviewer")


def _compared(
    view: View,
    request: Request,
    progress: Progress,
    *,
    asked: Asked,
    search: Search,
    other: _Other,
    written: _Written,
    page: Printed,
    expected: bool,
) -> Answer | None:
    from clusternet.records import cooccurrence as measure

    if expected and (view != "pairs" or other.against is not None):
        raise Misuse.of("goes_with", option="--expected", other=Text("条目对的表", "the table of pairs"))
    found = read(request, progress, asked, search)
    if other.against is not None:
        progress("reading what it is compared with")
        counting = replace(found.counting, of=other.against_of or asked.of)
        there = clustered(request, other.against, counting, asked, search)
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
    return _answer(found, frame, view, written, page, other.against)


def _matrix(
    request: Request, progress: Progress, *, asked: Asked, search: Search, written: _Written, page: Printed
) -> Answer | None:
    from clusternet.records import cooccurrence as measure

    found = read(request, progress, asked, search)
    weight = asked.weight if asked.normalise != "all" and stated("normalise") else "count"
    frame = with_names(measure.matrix(found.counts, weight), "item")
    return _answer(found, frame, "matrix", written, page)


_MADE = {**MADE, "asked": Asked, "other": _Other, "written": _Written}
_VIEWS: dict[str, Shown] = {
    "pairs": partial(_compared, "pairs"),
    "items": partial(_compared, "items"),
    "matrix": _matrix,
    "summary": partial(_compared, "summary"),
}


def _answer(
    of: Found,
    frame: pd.DataFrame,
    view: View,
    written: _Written,
    page: Printed,
    against: str | None = None,
) -> Answer | None:
    """Return a table, and write what goes beside it; None where the figure is all that is asked for."""
    from clusternet.notes.caption import file_of, printed_name
    from clusternet.output.result import Words

    request, given, found = of.request, of.given, of.counts
    title, language = titled(request, given, notes.COOCCURRENCE)
    if against is not None:
        title = notes.against_title(title, Path(against).name).in_(language)
    texts = [*of.said]
    if view == "pairs" and len(frame) > notes.SHOWN and request.form == "table":
        texts.append(notes.shown_note(len(frame), pairs=True))
        frame = frame.head(notes.SHOWN)
    texts += [] if len(found.count) else [notes.ALONE]
    seed, held = of.search.seed, labels.holds(of.counting.of)
    if written.vosviewer is not None:
        path = Path(written.vosviewer)
        write_vosviewer(given, found, of.grouped, path, seed=seed, quiet=request.quiet)
    if (sheet := page.beside(written.chart, "--chart")) is not None:
        source = given.titled(language)
        said = Words(
            notes.map_title(of.counting.of).in_(language),
            (notes.kept(found).in_(language),),
            language,
            given.synthetic,
            source=printed_name(source),
            technical=spoken([*texts[:3], *file_of(source)], language),
        )
        draw(sheet, found, of.grouped, said, held, seed=seed)
        if view == "pairs" and request.form == "table":
            return None
    columns = {name: labels.holding(name, held) for name in ("a", "b", "item")}
    columns["fractional"] = labels.Label("分数计数", "Fractional count", "number")
    columns |= labels.headed(found.items, held) if view == "matrix" else {}
    return answer(request, given, frame, notes.COOCCURRENCE, texts, title=title, columns=columns)


def _measures(normalise: Weight | Literal["all"]) -> tuple[Measure, ...]:
    """Return the columns of the table: association strength always, and what was asked for."""
    from clusternet.records.keywords import MEASURES, OTHERS

    if normalise == "all":
        return MEASURES
    return ("association", *(each for each in (*MEASURES[1:], *OTHERS) if each == normalise))
