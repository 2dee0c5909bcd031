"""Tables that a command of a page prints as Markdown are shown as tables, below the command."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx.application import Sphinx

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
TABLE = re.compile(r"^\| -{3}", re.M)
SAID = re.compile(r"^clusternet: ")
"""A line of the terminal, which is no Markdown."""


def fence(lines: list[str]) -> str:
    """Return lines of a terminal as they stand."""
    return "\n".join(["```console", *lines, "```"])


def printed(lines: list[str]) -> Iterator[str]:
    """Yield what a command printed: Markdown, then what else the terminal said."""
    markdown = [line for line in lines if not SAID.match(line)]
    yield "\n".join([":::{container} printed", *markdown, ":::"])
    if said := [line for line in lines if SAID.match(line)]:
        yield fence(said)


def parts(body: str) -> Iterator[str]:
    """Yield a console block in pieces, each table by itself."""
    lines: list[str] = []
    for chunk in re.split(r"(?m)^(?=\$ )", body):
        command, *rest = chunk.rstrip("\n").split("\n")
        if not TABLE.search(chunk):
            lines += [command, *rest] if chunk else []
            continue
        yield fence([*lines, command])
        lines = []
        yield from printed(rest)
    if lines:
        yield fence(lines)


def shown(text: str) -> str:
    """Return a page with its printed tables as tables."""
    return CONSOLE.sub(lambda found: "\n\n".join(parts(found[1])), text)


def read(app: Sphinx, page: str, source: list[str]) -> None:
    """Change a page as it is read."""
    if app.env.doc2path(page).suffix == ".md":
        source[0] = shown(source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Listen to every page that is read."""
    app.connect("source-read", read)
    return {"parallel_read_safe": True}
