"""Results to stdout or to a file."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clusternet.errors import FormatError
from clusternet.report import markup
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from clusternet.cli.request import Request
    from clusternet.network.value_network import ValueNetwork

PIPED_WIDTH = 200
"""Columns of a table that is piped or redirected, where no terminal sets them."""
SUFFIXES = (".csv", ".json", ".md", ".tex", ".xlsx", ".parquet")


@dataclass(frozen=True)
class Result:
    """A table and what must be known to read it.

    Attributes
    ----------
    frame
        English column names.
    title
        One line above it.
    notes
        Lines below it: convention, base, unit.
    language
        ``zh`` or ``en``.
    synthetic
        Every form of the table then says so.
    sideways
        Print years as columns in the terminal.
    words
        Printed words that stand for others here: 省内 for 区域内.
    columns
        Labels of columns the user named: an indicator of theirs.
    """

    frame: pd.DataFrame
    title: str
    notes: Sequence[str]
    language: str
    synthetic: bool = False
    sideways: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, labels.Label] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)


def describe(request: Request, net: ValueNetwork, what: tuple[str, str]) -> tuple[str, str]:
    """Return the title of a result and its language."""
    language = request.language(net)
    title = what[0] if language == "zh" else what[1]
    parts = [title, net.about.title, request.selection]
    return " · ".join(part for part in parts if part), language


def emit(result: Result, request: Request) -> None:
    """Print a result, or write it to ``--out`` and print the path. Reasons for empty cells go to stderr."""
    if not request.quiet:
        for note in result.frame.attrs.get("notes", ()):
            say(note)
    if request.out is not None:
        write(result, Path(request.out))
        click.echo(request.out)
    elif request.format == "table":
        _print_table(result)
    else:
        text = _TEXT[request.format](result)
        if request.format == "json" and not _encodable(text):
            text = json.dumps(json.loads(text)) + "\n"
        click.echo(text, nl=False)


def say(message: str) -> None:
    """Print a message on stderr: one line, without the characters that steer a terminal."""
    click.echo(f"clusternet: {markup.one_line(message)}", err=True)


def _encodable(text: str) -> bool:
    """Tell whether the console has every character; JSON can name those it lacks, other forms cannot."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def check_path(path: Path) -> None:
    """Refuse a path whose suffix is unknown or whose folder does not exist."""
    if path.suffix.lower() not in SUFFIXES:
        raise FormatError(f"{path}: unknown suffix {path.suffix!r}; accepted: {', '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise FormatError(f"{path}: the folder {path.parent} does not exist")


def write(result: Result, path: Path) -> None:
    """Write a result to a file; the suffix decides the form. The file appears whole or not at all."""
    from clusternet.io.atomic import whole_file

    check_path(path)
    suffix = path.suffix.lower()
    with whole_file(path) as temporary:
        if suffix == ".parquet":
            marked(result).to_parquet(temporary, index=False)
        elif suffix == ".xlsx":
            from clusternet.report.excel import write_table

            write_table(
                result.frame, temporary, title=result.heading, notes=result.notes, language=result.language,
                own=result.columns,
            )  # fmt: skip
        else:
            mark = "\ufeff" if suffix == ".csv" else ""
            temporary.write_text(mark + _TEXT[suffix[1:]](result), encoding="utf-8", newline="")


def marked(result: Result) -> pd.DataFrame:
    """Return the table with a last column ``synthetic`` where the data are synthetic."""
    frame = result.frame.assign(synthetic=True) if result.synthetic else result.frame.copy()
    frame.attrs.clear()
    return frame


def _csv(result: Result) -> str:
    from clusternet.io.formats.spreadsheet import guarded

    return str(guarded(marked(result)).to_csv(index=False, lineterminator="\n"))


def _json(result: Result) -> str:
    frame = marked(result)
    names = [str(name) for name in frame]
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame]
    rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    body = ",\n".join(f"  {line}" for line in lines)
    return f"[\n{body}\n]\n" if body else "[]\n"


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: null where it is missing or infinite."""
    if labels.missing(value) or (isinstance(value, float) and abs(value) == float("inf")):
        return None
    return value.item() if hasattr(value, "item") else value


def _cells(result: Result) -> tuple[list[str], list[list[str]]]:
    frame, language = result.frame, result.language
    names = [str(name) for name in frame]
    own = result.columns
    heads = [labels.heading(name, language, own) for name in names]
    columns = [
        [labels.printed(value, name, language, own) for value in frame[name].tolist()] for name in names
    ]
    columns = [[result.words.get(cell, cell) for cell in column] for column in columns]
    return heads, [list(row) for row in zip(*columns, strict=True)]


def _markdown(result: Result) -> str:
    heads, rows = _cells(result)
    return markup.markdown_table(result.heading, heads, _styles(result), rows, result.notes)


def _latex(result: Result) -> str:
    heads, rows = _cells(result)
    return markup.latex_table(result.heading, heads, _styles(result), rows, result.notes)


def _styles(result: Result) -> list[labels.Style]:
    return [labels.style(str(name), result.columns) for name in result.frame]


_TEXT: dict[str, Callable[[Result], str]] = {"csv": _csv, "json": _json, "md": _markdown, "tex": _latex}


def _print_table(result: Result) -> None:
    from rich.console import Console
    from rich.text import Text

    frame = result.frame  # the notes say what holds for every row
    told = [name for name in ("base", "base_n") if name in frame and frame[name].nunique(dropna=False) <= 1]
    result = replace(result, frame=frame.drop(columns=told))
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    console.print(Text(markup.one_line(result.heading), style="bold"))
    heads, rows = _cells(result)
    if not rows:
        console.print("—")
    elif result.sideways:
        wide = max(console.measure(Text(cell)).maximum for row in rows for cell in row) + 3
        across = max(1, (console.width - 32) // max(14, wide))
        for start in range(0, len(rows), across):
            block = rows[start : start + across]
            body = [[head, *(row[place] for row in block)] for place, head in enumerate(heads)]
            numbers = [False] + [True] * len(block)
            console.print(_grid(body[0], body[1:], numbers))
    else:
        console.print(_grid(heads, rows, [_is_number(result.frame[name]) for name in result.frame]))
    for note in result.notes:
        console.print(Text(markup.one_line(note)))


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for head, number in zip(heads, numbers, strict=True):
        table.add_column(Text(markup.one_line(head)), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(markup.one_line(cell)) for cell in row))
    return table


def _is_number(column: pd.Series) -> bool:
    from pandas.api.types import is_numeric_dtype

    return bool(is_numeric_dtype(column))


class Progress:
    """Messages on stderr, from the first second of work on."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet, self.message, self.late = quiet, "", False
        self.timer = threading.Timer(1.0, self._begin)
        self.timer.daemon = True

    def __enter__(self) -> Progress:
        if not self.quiet:
            self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def __call__(self, message: str) -> None:
        """Say what is being done; shown once the work has taken a second."""
        self.message = message
        if self.late:
            self._say()

    def _begin(self) -> None:
        self.late = True
        if self.message:
            self._say()

    def _say(self) -> None:
        say(f"{self.message} …")


def write_rows(request: Request, net: ValueNetwork) -> None:
    """Write the input rows behind a result where ``--rows`` asks for them."""
    from pathlib import Path

    from clusternet.cli.emit import say, write

    if request.rows is None:
        return
    frame = net.edges.rename(columns={"row_file": "file", "row_sheet": "sheet", "row_line": "line"})
    first = [
        name for name in ("file", "sheet", "line", "source", "target", "year", "provenance") if name in frame
    ]
    frame = frame[first + [name for name in frame if name not in first]]
    title, language = describe(request, net, ("数据行", "Input rows"))
    write(Result(frame, title, (), language, net.about.synthetic), Path(request.rows))
    if not request.quiet:
        say(f"{len(frame)} input rows in {request.rows}")
