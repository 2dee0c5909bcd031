"""The example of docs/en/howto/author-text.md runs as it is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from running import InProcess

PAGE = Path(__file__).parents[2] / "docs" / "en" / "howto" / "author-text.md"


def test_the_example_of_the_page_runs(tmp_path: Path, run: InProcess) -> None:
    commands = 0
    for head, body in re.findall(
        r"^```(\w+(?: \S+)?)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S
    ):
        kind, _, name = head.partition(" ")
        if name == "filled.md":
            assert (tmp_path / name).read_text(encoding="utf-8") == body
        elif name:
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif kind == "console":
            command, _, printed = body.partition("\n")
            found = run(*shlex.split(command.removeprefix("$ clusternet ")), cwd=tmp_path).out
            assert found.replace("\r", "").replace('"', "") == printed.replace('"', "")
            commands += 1
    assert commands == 3
