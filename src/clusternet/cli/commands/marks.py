"""``marks``."""

from __future__ import annotations

from typing import Any

import click

from clusternet.cli.emit import Progress, result_of, say
from clusternet.cli.prose_input import citable
from clusternet.cli.request import Request, requests
from clusternet.cli.views import Answer, View, show
from clusternet.notes import prose as notes

_LONG = 60
"""Rows that a terminal shows where no words are given."""


@click.command()
@requests("data", "convention", "output")
@click.argument("words", nargs=-1)
@click.option("--all-years", is_flag=True, help="Every year; else those named, or the last.")
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Rows of ranked tables; 0 for all.",
)
def marks(request: Request, **_: Any) -> None:
    """List the values that a text may cite: mark, meaning, present value, base.

    WORDS narrow the list: measures, places, names and years, in Chinese or English. The mark goes into
    a Word document, Markdown, LaTeX or Quarto; fill puts the value in its place.

    \b
    clusternet marks edges/nankai
    clusternet marks edges/nankai 平均路径长度 2022
    clusternet marks edges/nankai Guangdong share --format md
    clusternet marks edges/nankai --all-years --out marks.xlsx
    """
    show(request, _VIEWS)


def _marks(
    request: Request, progress: Progress, *, words: tuple[str, ...], all_years: bool, top: int
) -> Answer:
    from clusternet.prose.listing import listed

    data = citable(request, progress)
    progress("measuring")
    language = request.language(data.net)
    frame = listed(data, " ".join(words), top=top, all_years=all_years, language=language)
    if frame.empty:
        say(notes.NONE_DESCRIBED)
    whole = len(frame)
    if request.form == "table":
        frame = frame.head(whole if words else _LONG).drop(columns="value")
    elif request.readable:
        frame = frame.drop(columns="value")
    said = [*notes.shortened(len(frame), whole), notes.YEARS, notes.HOW]
    return Answer(result_of(request, data.net, frame, notes.MARKS, said, columns=notes.MARK_COLUMNS))


_VIEWS: dict[str, View] = {"marks": _marks}
