"""``alias suggest``."""

from __future__ import annotations

import click

from clusternet.cli.emit import Progress, describe, emit
from clusternet.cli.request import Request, requests
from clusternet.output.result import Result


@click.group()
def alias() -> None:
    """Which names are one organisation: proposals for the alias table, which you own."""


@alias.command()
@requests("data", "output")
@click.option(
    "--score",
    type=click.IntRange(0, 100),
    default=85,
    show_default=True,
    help="Leave out proposals below this score.",
)
def suggest(request: Request, score: int) -> None:
    """Propose names that may be one organisation, as a table to edit.

    Every proposal says merge = no. Change it to yes where you agree, name the file under [aliases] in
    dataset.toml, and every command merges these names and no others.

    \b
    clusternet alias suggest edges.csv
    clusternet alias suggest data/ --out aliases.csv
    """
    from clusternet.network import aliases

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        reading = request.read()
        progress("comparing names")
        net = reading.network
        frame = aliases.suggest(net, reading.curation.aliases)
    frame = frame[frame["score"] >= score].reset_index(drop=True)
    title, language = describe(request, net, ("同名建议", "Proposed aliases"))
    if language == "zh":
        notes = ["merge 一列改为 yes（是）才会合并；score 满分100；规则见文档 docs/rough-data.md。"]
    else:
        notes = ["Names merge where you change merge to yes; scores are out of 100."]
    if (request.out or "").endswith(".xlsx"):  # the reader would take them for rows
        notes = []
    emit(Result(frame, title, notes, language, net.about.synthetic), request)
