"""Runs the pages of docs, or writes what their commands print into them and
draws their pictures: ``python tests/pages.py docs/zh/howto/x.md``.

A fence with a name behind its language (```` ```csv edges.csv ````) is a file, ``console`` holds commands and
what they print, ``python`` is run in one namespace for the page, and a ``text`` fence right behind it holds
what it prints. A line ``…`` stands for any number of lines;
in a draft ``…8`` is written as eight lines and a cut, or as all if they are no more.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from running import InProcess

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^```(?P<kind>\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
CUT = "…"
FINDINGS = ("audit", "check", "verify")
"""Commands that end in 1 where they find what they look for."""


class Shown(NamedTuple):
    """What a page shows, and what was printed."""

    command: str
    page: list[str]
    printed: list[str]

    @property
    def true(self) -> bool:
        """Whether the page shows what was printed, or part of it, or nothing."""
        if not self.page:
            return True
        if CUT not in self.page:
            return self.page == self.printed
        at = self.page.index(CUT)
        head, tail = self.page[:at], self.page[at + 1 :]
        fits = len(self.printed) >= len(head) + len(tail)
        return fits and self.printed[:at] == head and self.printed[len(self.printed) - len(tail) :] == tail

    def mended(self) -> list[str]:
        """Return the lines that the page should show, cut as they are now."""
        if draft := re.fullmatch(f"{CUT}(\\d+)", "".join(self.page)):
            shown = self.printed[: int(draft[1])]
            return shown if shown == self.printed else [*shown, CUT]
        if not self.page:
            return []
        if CUT not in self.page:
            return self.printed
        head, behind = self.page.index(CUT), len(self.page) - self.page.index(CUT) - 1
        return [*self.printed[:head], CUT, *self.printed[len(self.printed) - behind :]]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without blanks at their ends, and without blank lines around them."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").splitlines()


def run(line: str, folder: Path) -> str:
    """Run a command of a page; return what a terminal would show."""
    name, *arguments = shlex.split(line)
    if name == "cp":
        source, target = (folder / each for each in arguments if each != "-r")
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
        return ""
    assert name == "clusternet", line
    done = InProcess()(*arguments, code=None, cwd=folder)
    assert done.code == 0 or (done.code == 1 and arguments[0] in FINDINGS), (line, done)
    return (done.out + done.err).replace(str(folder.resolve()), "/home/me")


def console(body: str, folder: Path) -> Iterator[Shown]:
    """Run the commands of a fence, one after the other."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, page = part.partition("\n")
        if command.startswith(("pip ", "uv ")):
            continue
        yield Shown(command, lines_of(page), lines_of(run(command, folder)))


def play(text: str, folder: Path) -> Iterator[tuple[re.Match[str], list[Shown]]]:
    """Run a page in a folder; yield each fence with what it shows and what was printed."""
    for name in ("workbooks", "example_rough"):
        shutil.copytree(ROOT / "docs" / name, folder / "docs" / name, dirs_exist_ok=True)
    names: dict[str, Any] = {}
    printed = None
    for fence in FENCE.finditer(text):
        kind, file, body = fence.groups()
        shown = []
        if file:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(body, encoding="utf-8")
        elif kind == "console":
            shown = [*console(body, folder)]
        elif kind == "python":
            with chdir(folder), redirect_stdout(io.StringIO()) as out:
                exec(compile(body, "page", "exec"), names)
            printed = out.getvalue()
        elif kind == "text" and printed is not None:
            shown, printed = [Shown("", lines_of(body), lines_of(printed))], None
        yield fence, shown


def written(text: str, folder: Path) -> str:
    """Return a page with what its commands print now."""
    parts, at = [], 0
    for fence, shown in play(text, folder):
        if shown:
            body = "\n".join(
                "\n".join(([f"$ {each.command}"] if each.command else []) + each.mended()) for each in shown
            )
            parts += [text[at : fence.start(3)], body + "\n"]
            at = fence.end(3)
    return "".join([*parts, text[at:]])


def pictures(text: str) -> set[str]:
    """Return the pictures beside a page, which its commands draw."""
    return set(re.findall(r"!\[[^\]]*\]\(([\w-]+\.png)\)", text))


if __name__ == "__main__":
    for each in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as empty:
            text = written(each.read_text(encoding="utf-8"), Path(empty))
            each.write_text(text, encoding="utf-8")
            for name in pictures(text):
                shutil.copy(Path(empty) / name, each.parent / name)
