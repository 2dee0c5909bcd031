"""What Tab gives in a shell, as docs/en/howto/completion.md says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from clusternet.cli import cli


def offered(line: str) -> list[tuple[str, str]]:
    """Return what is offered for the last word of a line: kind and value."""
    *words, begun = line.split(" ")[1:]
    complete = BashComplete(cli, {}, "clusternet", "_CLUSTERNET_COMPLETE")
    return [(item.type, item.value) for item in complete.get_completions(words, begun)]


def test_commands_options_and_values() -> None:
    assert offered("clusternet cent") == [("plain", "centrality")]
    assert offered("clusternet metrics --conv") == [("plain", "--convention")]
    assert offered("clusternet metrics --convention ") == [
        ("plain", "gephi"), ("plain", "networkx"), ("plain", "igraph"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "clusternet metrics da",
        "clusternet metrics --nodes da",
        "clusternet metrics --out da",
        "clusternet audit da",
        "clusternet compare da",
        "clusternet verify da",
        "clusternet verify x.md --data da",
        "clusternet check x.csv --against da",
    ],
)
def test_paths_are_left_to_the_shell(line: str) -> None:
    assert offered(line) == [("file", "da")]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
def test_bash_completes_with_the_line_of_the_page(tmp_path: Path) -> None:
    page = Path(__file__).parents[2] / "docs" / "en" / "howto" / "completion.md"
    (line,) = [each for each in page.read_text(encoding="utf-8").splitlines() if "bash_source" in each]
    (tmp_path / "clusternet").write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from clusternet.cli import main; main()' \"$@\"\n"
    )
    (tmp_path / "clusternet").chmod(0o755)
    script = f"""PATH={tmp_path}:$PATH
{line}
COMP_WORDS=(clusternet metrics --convention '') COMP_CWORD=3
_clusternet_completion clusternet
echo "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["gephi", "networkx", "igraph"]
