"""What the value of an option may be: names, years, files to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clusternet.cli.usage import BadValue
from clusternet.errors import ClusternetError
from clusternet.guard import check_path
from clusternet.output.text import SUFFIXES as TABLES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

R = TypeVar("R")


def files(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Tell the shell to complete the name of a file or folder."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


class Columns(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Two column names joined by a comma."""

    name = "A,B"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the two names; anything else is wrong usage."""
        source, _, target = (part.strip() for part in str(value).partition(","))
        if not source or not target or "," in target or source == target:
            raise BadValue.of("not_two_columns", param, text=str(value))
        return source, target


class Output(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A file or folder that a command writes: looked at before anything is read.

    Attributes
    ----------
    suffixes
        That are accepted; any where the command itself decides.
    beside
        Returns further files that are written with it.
    """

    name = "PATH"

    def __init__(self, *suffixes: str, beside: Callable[[str], list[str]] = lambda _: []) -> None:
        self.suffixes, self.beside = suffixes, beside

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the path, if a file can be written there."""
        check_path(Path(value), self.suffixes)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave it to the shell, which knows the files."""
        return files(ctx, param, incomplete)


def _second_file(path: str) -> list[str]:
    """Return the file beside a map of VOSviewer (its network), or beside edges (their nodes)."""
    from clusternet.io.formats.vosviewer import network_path
    from clusternet.io.writing import nodes_file

    second = {".txt": network_path, ".csv": nodes_file}.get(Path(path).suffix.lower())
    return [str(second(Path(path)))] if second else []


TABLE = Output(*TABLES)


FIGURE = Output(".png", ".svg", ".pdf", ".html")


EXPORT = Output(beside=_second_file)


class Window(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Two years joined by a colon."""

    name = "A:B"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return both years."""
        first, _, last = str(value).partition(":")
        if not (first.strip().isdigit() and last.strip().isdigit() and int(first) <= int(last)):
            raise BadValue.of("no_window", param, text=str(value))
        return int(first), int(last)


class Windows(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Windows of years in a list with commas, none of which overlaps another."""

    name = "A:B,C:D"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> list[tuple[int, int]]:
        """Return the years of each, in the order of time."""
        from clusternet.space.windows import apart

        if isinstance(value, list):
            return value
        option = param.opts[-1] if param else ""
        found = [Window().convert(each, param, ctx) for each in listed(value, option)]
        return option_value(lambda: apart(found), option)


class Names(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """Names in a list with commas; none at all is wrong usage.

    Attributes
    ----------
    commas
        Characters that stand for a comma beside it.
    """

    name = "a,b"

    def __init__(self, commas: str = "") -> None:
        self.commas = commas

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        """Return the names."""
        if isinstance(value, list):
            return value
        return listed(value, param.opts[-1] if param else "", commas=self.commas)


NAMES = Names()


def listed(text: str, option: str, *, commas: str = "") -> list[str]:
    """Return the names in a list with commas; none at all is wrong usage."""
    for each in commas:
        text = text.replace(each, ",")
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise BadValue.of("list_empty", option=option)
    return names


def numbers(names: list[str], option: str) -> list[float]:
    """Return names as numbers; one that is none is wrong usage."""
    try:
        return list(map(float, names))
    except ValueError:
        raise BadValue.of("no_numbers", option, text=",".join(names)) from None


def option_value(check: Callable[[], R], option: str) -> R:
    """Run a check of an option's value; a value that is not accepted is wrong usage, not bad data."""
    try:
        return check()
    except ClusternetError as error:
        raise BadValue(error, option) from error
