"""``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clusternet.cli.emit import Progress, emit, say, written
from clusternet.cli.prose_input import compared
from clusternet.cli.request import Request, requests
from clusternet.cli.values import TABLE, Output, files


@click.command()
@click.argument("text", metavar="TEXT", shell_complete=files)
@click.option(
    "--data",
    metavar="DATA",
    shell_complete=files,
    help="As of every command.  [default: the shipped network]",
)
@requests("convention", "output", "quiet")
@click.option(
    "--all", "every", is_flag=True, help="List the numbers that agree and those from elsewhere, too."
)
@click.option("--comments", type=Output(".docx"), help="A copy of the Word document with comments.")
@click.option(
    "--rows", type=TABLE, metavar="FILE", help="Write the input rows behind the numbers that agree."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if any number contradicts the data.")
@click.pass_context
def verify(
    ctx: click.Context, /, request: Request, text: str, *, every: bool, comments: str | None, **_: Any
) -> None:
    """Compare every number of an author's text with the data, by its own words.

    TEXT is a Word document, Markdown, Quarto, LaTeX or plain text, in Chinese or English. A number agrees
    with the value that its words name (name, place, year, unit) as far as it was rounded, contradicts it, or
    is not traced; numbers of figures, pages, citations and other statistics are told apart. Findings are to
    be checked. Tables are compared cell by cell where their heads are recognised, and audited.

    \b
    clusternet verify chapter.docx --data data/
    clusternet verify chapter.docx --data data/ --comments checked.docx --all --out numbers.xlsx
    clusternet verify chapter.md --data edges/nankai --rows behind.csv
    """
    with Progress(quiet=request.quiet) as progress:
        found = compared(request, progress, Path(text), every=every, comments=comments)
    for line in found.summary if not request.quiet else ():
        say(line.in_(found.result.language))
    emit(found.result, request)
    if comments is not None:
        written(comments)
    ctx.exit(1 if request.strict and found.contradicted else 0)
