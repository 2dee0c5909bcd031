"""``tables``."""

from __future__ import annotations

from pathlib import Path

import click

from clusternet.cli.emit import Progress, written
from clusternet.cli.request import Request, requests
from clusternet.cli.usage import BadValue
from clusternet.cli.values import Output

_SUFFIXES = (".xlsx", ".md", ".tex")


class _Years(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Years joined by commas."""

    name = "Y,Y"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).replace("，", ",").split(",") if part.strip()]
        if not parts or not all(part.isdigit() for part in parts):
            raise BadValue.of("no_list_of_years", param, text=str(value))
        return tuple(sorted({int(part) for part in parts}))


@click.command()
@requests("data", "convention")
@click.option("--year", type=click.IntRange(0, 9999), metavar="Y", help="Up to and including this year.")
@click.option(
    "--relation",
    metavar="NAME|all",
    help="One relation type.  [default: all; in Tables 5 to 10 technology, or the one type there is]",
)
@click.option(
    "--platform-years",
    type=_Years(),
    default=(),
    help="Rows of Table 6; the last is Table 5.  [default: every year]",
)
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Number of seeds for modularity.",
)
@click.option("--format", "form", type=click.Choice(["md", "tex"]), default="md", show_default=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option(
    "--out", "file", type=Output(*_SUFFIXES), help="Write a file: .xlsx (a sheet a table), .md, .tex"
)
def tables(
    request: Request,
    platform_years: tuple[int, ...],
    seeds: int,
    form: str,
    file: str | None,
) -> None:
    """Tables 2 to 10 of the report, in its own layout, from any data set.

    Structure by year, leading sample firms and partner nodes, the platform network, provinces, cities and
    their flows. A table the data cannot give says why.

    \b
    clusternet tables --out tables.xlsx
    clusternet tables edges.csv --year 2020 --lang en
    clusternet tables edges.csv --relation investment
    clusternet tables --platform-years 2015,2017,2019,2021 --out tables.tex
    """
    from clusternet.io.atomic import whole_file
    from clusternet.output import excel, text
    from clusternet.report.document import Settings
    from clusternet.report.tables import tables as numbered

    path = None if file is None else Path(file)
    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        reading = request.read()
        made = numbered(
            reading.network,
            settings=Settings(
                year=request.year,
                relation=request.one_relation or request.relation,
                convention=request.choices(),
                seeds=seeds,
                language=request.lang or "zh",
            ),
            platform_years=platform_years,
            progress=progress,
        )
    if path is None:
        click.echo(text.of_tables(made, form), nl=False)
        return
    with whole_file(path) as temporary:
        if path.suffix.lower() == ".xlsx":
            excel.write_book(made, temporary)
        else:
            temporary.write_text(text.of_tables(made, path.suffix.lower()[1:]), encoding="utf-8", newline="")
    written(path)
