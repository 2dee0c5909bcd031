"""Tables of records on the command line: what DATA is, and which of its rows are taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from clusternet.cli.emit import input_rows, say
from clusternet.cli.request import Request
from clusternet.cli.usage import BadValue, Misuse
from clusternet.cli.views import Answer
from clusternet.errors import FormatError, SchemaError
from clusternet.notes.reading import left_out, refused
from clusternet.output.result import Result
from clusternet.words.text import Text, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from clusternet.io.tables.sheet import Sheet
    from clusternet.network.value_network import ValueNetwork

Kind = Literal["network", "records"]


def _some(value: str | None) -> str | None:
    """Return the characters of ``--separator``, of which there must be one at least."""
    if value is not None and not value:
        raise BadValue.of("name_a_character", option="--separator")
    return value


SEPARATOR = click.option(
    "--separator",
    metavar="CHARS",
    callback=lambda _, __, value: _some(value),
    help="Characters that stand between the values of a cell.  [default: ; ； 、 | and line breaks]",
)
SHEET = click.option(
    "--sheet", metavar="NAME", default="", help="Of a workbook of records.  [default: first]"
)
HEADER_ROW = click.option(
    "--header-row",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Line of the header.  [default: recognised below a title]",
)
AS = click.option(
    "--as",
    "kind",
    type=click.Choice(["network", "records"]),
    help="What DATA is.  [default: a network where its columns are those of edges]",
)


@dataclass(frozen=True)
class Material:
    """What a command works on: a network, or a table of records."""

    network: ValueNetwork | None = None
    records: Sheet | None = None

    def language(self, request: Request) -> str:
        """Return the language of the output."""
        if self.network is not None:
            return request.language(self.network)
        return request.lang or (self.records.language if self.records else "en")

    @property
    def title(self) -> str:
        """What the data are called in messages, which are English."""
        return self.titled("en")

    def titled(self, language: str) -> str:
        """Return what the data are called in a language."""
        if self.network is not None:
            return self.network.about.titled(language)
        return self.records.file if self.records else ""

    @property
    def synthetic(self) -> bool:
        """Whether the data are made up."""
        return self.network is not None and self.network.about.synthetic


def titled(request: Request, given: Material, what: Text) -> tuple[str, str]:
    """Return the title of a result and its language."""
    language = given.language(request)
    parts = [what.in_(language), given.titled(language), request.selection.in_title.in_(language)]
    return " · ".join(part for part in parts if part), language


def refuse_sheet(path: Path | None, sheet: str) -> None:
    """Refuse the name of a sheet where DATA is no workbook."""
    from clusternet.io.formats.shape import EXCEL_SUFFIXES, suffix_of

    if sheet and (path is None or suffix_of(path) not in EXCEL_SUFFIXES):
        raise Misuse.of("sheet_of_workbook", suffixes=EXCEL_SUFFIXES)


def material(
    request: Request, *columns: str, kind: Kind | None = None, sheet: str = "", technology: bool = False
) -> tuple[Material, Request]:
    """Read DATA as what it is and apply the selection.

    With ``technology`` a network gives its relations of technology unless told otherwise.

    Returns
    -------
    tuple
        What was read, and the request with the relation that was taken.
    """
    from clusternet.io.formats import tagged
    from clusternet.io.formats.tables import SUFFIXES, suffix_of
    from clusternet.io.tables.reader import holds_network

    path = None if request.data is None else Path(request.data)
    table = path is not None and not path.is_dir() and suffix_of(path) in SUFFIXES
    table = table or (path is not None and path.is_file() and tagged.is_records(path))
    if kind == "records" and not table:
        data = request.data or Text("自带的网络", "the network that comes with the package")
        raise FormatError.of("no_table", data=data, accepted=SUFFIXES)
    refuse_sheet(path, sheet)
    edges = kind is None and not sheet and path is not None and table and holds_network(path)
    if path is not None and table and kind != "network" and not edges:
        found = request.sheet(path, *columns, sheet=sheet, lenient=True)
        if kind == "records" or not found.is_network:
            return Material(records=_selected(request, found)), request
    if sheet:
        raise Misuse.of("sheet_of_records")
    for name in ("decimal", "totals", "kingdom"):
        if getattr(request, name):
            raise Misuse.of("option_of_tables", name=name)
    net = request.read().network
    request = request.of_main_type(net.edges) if technology else request
    return Material(network=request.select(net)), request


def _selected(request: Request, found: Sheet) -> Sheet:
    """Return the records that are asked for, and say how many rows were refused."""
    given = [
        name for name in ("nodes", "root", "relation", "only", "isolated", "rollup") if getattr(request, name)
    ]
    if given:
        options = ", ".join(f"--{name}" for name in given)
        raise Misuse.of("options_of_network", options=options, file=found.file)
    if request.year is not None and request.window is not None:
        raise Misuse.of("exclude", first="--year", second="--window")
    if found.refused:
        reasons = ", ".join(f"{reason}: {number}" for reason, number in found.refused.items())
        if request.strict:
            raise SchemaError.of("strict_rows", file=found.file, reasons=reasons)
        if not request.quiet:
            told = refused(sum(found.refused.values()), found.refused)
            say(Text(f"{found.file}：{told.zh}", f"{found.file}: {told.en}"))
    if request.window is None and request.year is None:
        return found
    first, last = request.window or (None, request.year or 0)
    chosen = found.within(first, last)
    if chosen.undated and not request.quiet:
        say(left_out(found.file, chosen.undated, Text("年份", "a year")))
    return chosen


def with_names(matrix: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a matrix with the names of its rows first, under a name that none of its columns has."""
    while name in matrix.columns:
        name += " (row)"
    return matrix.rename_axis(index=name, columns=None).reset_index()


def answer(
    request: Request,
    given: Material,
    frame: pd.DataFrame,
    what: Text,
    notes: Sequence[Text],
    *,
    title: str = "",
    **options: Any,
) -> Answer:
    """Return the answer about a network or records; a title in place of theirs, and options of a result."""
    own, language = titled(request, given, what)
    title = title or own
    rows = None
    if given.network is not None:
        rows = input_rows(request, given.network)
    elif given.records is not None and request.rows is not None:
        rows = Result(given.records.frame, title, (), language)
    said = spoken(notes, language)
    return Answer(Result(frame, title, said, language, given.synthetic, **options), rows)
