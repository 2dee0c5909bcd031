"""``init``."""

from __future__ import annotations

from pathlib import Path

import click

from clusternet.cli.emit import Progress
from clusternet.cli.values import files


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--out",
    metavar="FILE",
    shell_complete=files,
    help="The descriptor to write.  [default: FOLDER/dataset.toml]",
)
@click.option("--update", is_flag=True, help="Add new files and sheets to a descriptor; keep what it says.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option("--quiet", is_flag=True, help="Print the paths alone.")
def init(folder: str, out: str | None, update: bool, lang: str, quiet: bool) -> None:
    """Write a first dataset.toml for a folder of workbooks, with the reason for each guess.

    It looks at every file and sheet: header rows, what columns hold, relation, direction, how cells are
    split, rosters and lists. Words, names and places that it cannot place become tables to fill in, which
    change nothing until they are. An edited dataset.toml is kept: --update adds what is new.

    \b
    clusternet init data/
    clusternet init data/ --lang en
    clusternet init data/ --update
    """
    from clusternet.io import init as drafts
    from clusternet.notes import init as notes

    with Progress(quiet=quiet) as progress:
        progress(notes.LOOKING)
        made = drafts.init(folder, out=out, update=update, language=lang)
    for path in made.written:
        click.echo(str(path))
    if quiet:
        return
    said = [notes.read(made)]
    said += [notes.REMAINS, *notes.lines(made.remaining)] if made.remaining else [notes.NOTHING_REMAINS]
    said.append(notes.next_command(made, Path(folder).as_posix()))
    for each in said:
        click.echo(each.in_(lang))
