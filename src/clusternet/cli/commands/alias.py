"""``alias suggest``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from clusternet.cli.emit import Progress, emit, result_of, say
from clusternet.cli.request import Request, requests
from clusternet.words import labels

if TYPE_CHECKING:
    from clusternet.words.text import Text


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
    from clusternet.network import proposals
    from clusternet.notes import data as notes

    with Progress(quiet=request.quiet) as progress:
        progress("reading")
        reading = request.read()
        progress("comparing names")
        net = reading.network
        cuts: list[Text] = []
        known, roster = reading.curation.aliases, reading.origins.roster
        frame = proposals.suggest(net, known, roster=roster, progress=progress, cut=cuts.append)
    frame = frame[frame["score"] >= score].reset_index(drop=True)
    said = [] if request.form == "xlsx" else [notes.MERGING]  # the reader would take them for rows
    if not request.quiet:
        for each in cuts:
            say(each.in_(request.language(net)))
    words = {name: labels.holding(name, "word") for name in ("merge", "reason")}
    emit(result_of(request, net, frame, notes.ALIASES, said, columns=words), request)
