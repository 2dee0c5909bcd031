"""The README is true: its commands run, its Python runs, its tables are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from clusternet.cli import COMMANDS
from clusternet.schema import columns as schema

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
LINES = [
    line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines()
]
PARTS = [part.removeprefix("uv run ") for line in LINES for part in line.split(" && ")]
RUN = list(dict.fromkeys(part for part in PARTS if part.startswith("clusternet ")))


@pytest.mark.parametrize("line", RUN)
def test_commands_run(line, tmp_path, run):
    rows = ["source,target,year", "a,b,2020", "b,c,2021", "c,a,2022"]
    (tmp_path / "edges.csv").write_text("\n".join(rows))
    assert run(*shlex.split(line)[1:], cwd=tmp_path).out.strip()
    if "--out" in line:
        assert (tmp_path / shlex.split(line)[-1]).stat().st_size > 500


def test_python_runs(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()
    assert (tmp_path / "flows.png").stat().st_size > 5_000


@pytest.mark.parametrize(
    ("name", "columns"),
    [("edges", schema.EDGES), ("nodes", schema.NODES), ("other names", schema.OTHER_NAMES)],
)
def test_column_tables_are_those_of_the_code(name, columns):
    between = re.search(rf"<!-- columns of {name} -->\n(.*?)<!-- end -->", README, re.S)
    assert between
    assert between[1].strip() == schema.markdown(columns)


def test_every_command_is_in_the_readme():
    assert all(f"`clusternet {name} " in README for name in COMMANDS)


def test_ci_runs_the_readmes_test_command():
    script = (Path(__file__).parents[1] / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "python -m pytest" in PARTS
    assert {"python -m pytest", "python -m pytest -m slow", "ruff check .", "mypy"} <= set(script)


def test_no_text_installs_the_package_of_this_name_from_an_index() -> None:
    root = Path(__file__).parents[1]
    texts = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    texts += [path for folder in ("src", "scripts") for path in (root / folder).rglob("*.py")]
    named = re.compile(r"(?:pip|uv|pipx) (?:\w+ )*install [\"']?clusternet\b")
    assert [path.name for path in texts if named.search(path.read_text(encoding="utf-8"))] == []
