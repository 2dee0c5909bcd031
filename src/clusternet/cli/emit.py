"""Results to stdout or to a file."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.cli.grids import grids
from clusternet.output import markup
from clusternet.output.result import Result
from clusternet.output.text import FORMS, write
from clusternet.transaction import afterwards
from clusternet.words.labels import doing
from clusternet.words.text import Text, numbered, spoken

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from clusternet.cli.request import Request
    from clusternet.network.value_network import ValueNetwork

BLOCK_WIDTH = 80
PIPED_WIDTH = 200
"""Columns of a table that is piped or redirected, where no terminal sets them."""


def result_of(
    request: Request,
    net: ValueNetwork,
    frame: pd.DataFrame,
    title: Text,
    notes: Iterable[Text] = (),
    **options: Any,
) -> Result:
    """Return a table of a network with its title and notes, in the language of the output."""
    language = request.language(net)
    parts = [title.in_(language), net.about.titled(language), request.selection.in_title.in_(language)]
    heading = " · ".join(part for part in parts if part)
    return Result(frame, heading, spoken(notes, language), language, net.about.synthetic, **options)


def emit(result: Result, request: Request, *sheets: Result) -> None:
    """Print a result, or write it to ``--out`` and print the path. Reasons for empty cells go to stderr.

    A workbook gets the ``sheets``, too.
    """
    if not request.quiet:
        for reason in result.reasons:
            say(reason)
    if request.out is not None:
        write(result, Path(request.out), *sheets)
        written(request.out)
    elif request.format == "table":
        _print_table(result)
    else:
        text = FORMS[request.format](result)
        if request.format == "json" and not _encodable(text):
            text = json.dumps(json.loads(text)) + "\n"
        click.echo(text, nl=False)


def written(path: str | Path) -> None:
    """Print where a file is, once it is there."""
    afterwards(partial(click.echo, str(path)))


def say(message: str | Text) -> None:
    """Print a message on stderr: one line, in the language asked for, without what steers a terminal."""
    said = message if isinstance(message, str) else message.in_(asked_language())
    click.echo(f"clusternet: {markup.one_line(said)}", err=True)


def asked_language() -> str:
    """Return the language that ``--lang`` asks for; English where it asks for none."""
    context = click.get_current_context(silent=True)
    return str((context.params.get("lang") if context else None) or "en")


def _encodable(text: str) -> bool:
    """Whether the console has every character; JSON can name those it lacks, other forms cannot."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _console(width: int) -> Console:
    """Return the terminal, or a page of a width where there is none; a pipe closed early ends the command."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else width)


def _print_table(result: Result) -> None:
    from rich.text import Text

    frame = result.frame  # the notes say what holds for every row
    told = [name for name in ("base", "base_n") if name in frame and frame[name].nunique(dropna=False) <= 1]
    result = replace(result, frame=frame.drop(columns=told))
    console = _console(PIPED_WIDTH)
    console.print(Text(markup.one_line(result.heading), style="bold"))
    if result.frame.empty:
        console.print("—")
    for table in grids(result, console.width):
        console.print(table)
    for note in result.notes:
        console.print(Text(markup.one_line(note)))


def emit_blocks(heading: str, blocks: Sequence[Sequence[str]], notes: Sequence[str]) -> None:
    """Print paragraphs of a bold line and lines below it, none wider than the terminal or 80 columns."""
    from rich.text import Text

    console = _console(BLOCK_WIDTH)
    console.width = min(console.width, BLOCK_WIDTH)
    console.print(Text(markup.one_line(heading), style="bold"))
    for first, *more in blocks or [["—"]]:
        console.print()
        console.print(Text(markup.one_line(first), style="bold"))
        for line in more:
            for row in Text(markup.one_line(line)).wrap(console, console.width - 2):
                row.rstrip()
                console.print(Text("  ").append(row))
    console.print()
    for note in notes:
        console.print(Text(markup.one_line(note)))


class Progress:
    """Messages on stderr, from the first second of work on."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet, self.message, self.late = quiet, "", False
        self.language = asked_language()  # that of the thread that says it has no context
        self.timer = threading.Timer(1.0, self._begin)
        self.timer.daemon = True

    def __enter__(self) -> Progress:
        if not self.quiet:
            self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def __call__(self, message: str | Text) -> None:
        """Say what is being done; shown once the work has taken a second."""
        self.message = doing(message, self.language)
        if self.late:
            self._say()

    def of(self, what: str) -> Callable[[float, float], None]:
        """Return a function that says every tenth that is done, and the seconds left, if it takes any."""
        shown = 0.0

        def share(done: float, left: float) -> None:
            nonlocal shown
            if done - shown >= 0.1 and left >= 1:
                shown = done
                said = doing(what, self.language)
                self(Text(f"{said} {done:.0%}，约剩 {left:.0f} 秒", f"{said} {done:.0%}, {left:.0f} s left"))

        return share

    def _begin(self) -> None:
        self.late = True
        if self.message:
            self._say()

    def _say(self) -> None:
        say(f"{self.message} …")


def input_rows(request: Request, net: ValueNetwork) -> Result | None:
    """Return the input rows behind a result, where ``--rows`` asks for them."""
    from clusternet.notes.data import ROWS, left_out
    from clusternet.schema.private import private

    if request.rows is None:
        return None
    left = private(net.edges)
    request.tell([left_out(left)] if left else [])
    frame = net.edges.drop(columns=left).rename(
        columns={"row_file": "file", "row_sheet": "sheet", "row_line": "line"}
    )
    first = [
        name for name in ("file", "sheet", "line", "source", "target", "year", "provenance") if name in frame
    ]
    return result_of(request, net, frame[first + [name for name in frame if name not in first]], ROWS)


def write_rows(rows: Result | None, request: Request) -> None:
    """Write the input rows behind a result, if there are any to write."""
    if rows is None or request.rows is None:
        return
    write(rows, Path(request.rows))
    number = len(rows.frame)
    told = f"{number:,} 行输入数据在 {request.rows}", f"{numbered(number, 'input row')} in {request.rows}"
    request.tell([Text(*told)])
