"""``fill``."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from clusternet.cli.emit import Progress, emit, result_of, say, written
from clusternet.cli.prose_input import cited
from clusternet.cli.request import Request
from clusternet.cli.usage import Misuse
from clusternet.cli.values import TABLE, Output, files
from clusternet.guard import guarded
from clusternet.notes import prose as notes


@click.command()
@click.argument("template", metavar="TEMPLATE", shell_complete=files)
@click.option(
    "--data",
    metavar="DATA",
    shell_complete=files,
    help="As of every command.  [default: the shipped network]",
)
@click.option("--out", type=Output(), help="The filled text; of the same kind as TEMPLATE.")
@click.option("--in-place", is_flag=True, help="Fill TEMPLATE itself.")
@click.option("--replace", is_flag=True, help="Overwrite a file that is there.")
@click.option("--changes", type=TABLE, metavar="FILE", help="Write what was filled, old and new.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of names.  [default: the data's]")
@click.option("--quiet", is_flag=True, help="Print the path alone.")
def fill(
    template: str, *, out: str | None, in_place: bool, replace: bool, changes: str | None, **shared: Any
) -> None:
    """Fill the marks of an author's text with values of the data; everything else stays as it is.

    TEMPLATE is a Word document, Markdown, Quarto, LaTeX or plain text with marks such as
    {{ metrics.nodes year=2022 }}, {{ sentence flows }}, {{ table 7 }} and {{ figure sankey width=120mm }};
    clusternet marks lists them. A filled Word document remembers its marks in content controls: edit the
    text around them, and fill it again next year. If a mark cannot be filled, nothing is written.

    \b
    clusternet fill chapter.docx --data data/ --out chapter-2022.docx
    clusternet fill chapter-2022.docx --data data/ --in-place --changes changes.xlsx
    clusternet fill chapter.md --data edges/nankai --out chapter-2022.md
    clusternet fill chapter.tex --data data/ --out filled.tex --changes changes.xlsx
    """
    if (out is None) != in_place:
        raise Misuse.of("fill_where")
    request = Request(out=changes, **shared)
    outputs = [each for each in (out, changes) if each]
    with nullcontext() if in_place else guarded(outputs), Progress(quiet=request.quiet) as progress:
        found, data = cited(request, progress, template, out or template, replace=replace or in_place)
    language = request.language(data.net)
    if changes is not None:
        emit(result_of(request, data.net, found, notes.FILLED, columns=notes.CHANGE_COLUMNS), request)
    written(out or template)
    if not request.quiet:
        new = int((found["old"] != found["new"]).sum())
        say(notes.summary(len(found), new, Path(out or template).name).in_(language))
