"""The help of commands in Chinese, from ``data/help.csv``: its English is what stands in the commands."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from inspect import cleandoc
from itertools import pairwise

import click

_TOKEN = re.compile(r"[!-~]+|.")
_CLOSING = "，。；：、！？）」』】》”%"
_ADDED = re.compile(r"(.*)\s{2}\[([^\[]*)\]")
_EXAMPLE = re.compile(r"(\s*clusternet .*?\s{2,})(\S.*)")


def asked_for() -> bool:
    """Whether the words of the command ask for Chinese."""
    return "--lang=zh" in sys.argv or ("--lang", "zh") in pairwise(sys.argv)


def _at_home() -> bool:
    """Whether help is in Chinese: asked for, or the language of the system where none is asked for."""
    if any(word.startswith("--lang") for word in sys.argv):
        return asked_for()
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, names), "").startswith("zh")


@cache
def _words() -> dict[str, str]:
    from clusternet.data import rows

    return {row["en"]: row["zh"] for row in rows("help.csv")}


def chinese(text: str) -> str:
    """Return a text of the help in Chinese, with what click writes behind it; as it is where it has none."""
    told = _words().get(text)
    if told is None and (added := _ADDED.fullmatch(text)):
        written = added[2].replace("default: ", "默认：").replace("required", "必填")
        return f"{chinese(added[1])}  [{written}]"
    return text if told is None else told


def paragraphs(text: str, *, zh: bool) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a command's help and whether they are examples, which stay line by line."""
    for block in re.split(r"\n\s*\n", cleandoc(text)):
        if not block.startswith("\b"):
            told = " ".join(block.split())
            yield (chinese(told) if zh else told), False
            continue
        lines = [line.strip() for line in block.splitlines()[1:]]
        if zh:
            lines = [_EXAMPLE.sub(lambda found: found[1] + chinese(found[2]), line) for line in lines]
        yield "\n".join(lines), True


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, in which a Chinese character takes two columns.

    >>> wrap("度为不重复的合作方数，gephi 口径。", 14)
    ['度为不重复的合', '作方数，gephi', '口径。']
    """
    from rich.cells import cell_len

    lines = [""]
    for token in _TOKEN.findall(text):
        if cell_len(lines[-1] + token) > width and lines[-1] and token not in _CLOSING:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return lines


class _Formatter(click.HelpFormatter):
    """Writes in Chinese what commands say in English."""

    def _lines(self, text: str, first: int) -> list[str]:
        return wrap(text, max(self.width - first - 2, 20))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, chinese(prefix or "Usage: "))

    def write_heading(self, heading: str) -> None:
        self.write(f"{chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        margin = " " * self.current_indent
        blocks = [
            part.split("\n") if example else self._lines(part, self.current_indent)
            for part, example in paragraphs(text, zh=True)
        ]
        self.write("\n\n".join("\n".join(margin + line for line in block) for block in blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max(len(name) for name, _ in rows), col_max) + col_spacing + self.current_indent
        for name, text in rows:
            head = " " * self.current_indent + name
            lines = self._lines(chinese(text), first)
            if len(head) > first - col_spacing:
                self.write(f"{head}\n")
                head = ""
            self.write(f"{head:{first}}{lines[0]}\n")
            self.write("".join(f"{'':{first}}{line}\n" for line in lines[1:]))


class Context(click.Context):
    """Helps in Chinese where that is asked for or the language of the system."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes the help."""
        if not _at_home():
            return super().make_formatter()
        return _Formatter(width=self.terminal_width, max_width=self.max_content_width)


def helped(command: click.Command) -> click.Command:
    """Return a command whose help, and that of those below it, is in Chinese where it should be."""
    below: Sequence[click.Command] = [*command.commands.values()] if isinstance(command, click.Group) else []
    for each in (command, *below):
        each.context_class = Context
    return command
