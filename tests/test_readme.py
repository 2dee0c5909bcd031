"""The READMEs are true: their commands, Python and links; tables of columns are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import pages
from clusternet.schema import columns as schema

ROOT = Path(__file__).parents[1]
README, CHINESE = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))
LINES = [
    line[2:]
    for block in re.findall(r"```console\n(.*?)```", README + CHINESE, re.S)
    for line in block.splitlines()
    if line.startswith("$ ")
]
PARTS = [part.removeprefix("uv run ") for line in LINES for part in line.split(" && ")]
RUN = [part for part in dict.fromkeys(PARTS) if re.match("clusternet (?!report)", part)]  # a report is slow


@pytest.mark.parametrize("line", RUN)
def test_commands_run(line, tmp_path, run):
    (rows,) = re.findall(r"```csv edges.csv\n(.*?)```", README, re.S)
    (tmp_path / "edges.csv").write_text(rows)
    faults = 1 if "check" in line else 0
    assert run(*shlex.split(line)[1:], code=faults, cwd=tmp_path).out.strip()
    if "--out" in line:
        assert (tmp_path / shlex.split(line)[-1]).stat().st_size > 500


@pytest.mark.parametrize("text", [README, CHINESE], ids=["en", "zh"])
@pytest.mark.slow
def test_what_is_shown_is_printed(text, tmp_path):
    shown = [each for _, fence in pages.play(text, tmp_path) for each in fence]
    assert any(each.page for each in shown)
    for each in shown:
        assert each.true, each


def test_every_link_leads_to_a_file():
    for text in (README, CHINESE):
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
        assert len(links) > 20
        assert [link for link in links if not (ROOT / link).exists()] == []


def test_python_runs(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = [re.findall(r"```python\n(.*?)```", text, re.S) for text in (README, CHINESE)]
    code = [re.sub(r" *#.*", "", block) for (block,) in blocks]
    assert code[0] == code[1]
    exec(compile(code[0], "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()
    assert (tmp_path / "flows.png").stat().st_size > 5_000


@pytest.mark.parametrize(
    ("name", "columns"),
    [("edges", schema.EDGES), ("nodes", schema.NODES), ("other names", schema.OTHER_NAMES)],
)
def test_column_tables_are_those_of_the_code(name, columns):
    for language in ("en", "zh"):
        text = (ROOT / "docs" / language / "reference" / "columns.md").read_text(encoding="utf-8")
        between = re.search(rf"<!-- columns of {name} -->\n(.*?)<!-- end -->", text, re.S)
        assert between
        assert between[1].strip() == schema.markdown(columns)


def test_ci_runs_the_readmes_test_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "python -m pytest" in PARTS
    assert {"python -m pytest", "python -m pytest -m slow", "ruff check .", "mypy"} <= set(script)


def test_no_text_installs_the_package_of_this_name_from_an_index() -> None:
    texts = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md"]
    texts += [*(ROOT / "docs").rglob("*.md")]
    texts += [path for folder in ("src", "scripts") for path in (ROOT / folder).rglob("*.py")]
    named = re.compile(r"(?:pip|uv|pipx) (?:\w+ )*install [\"']?clusternet\b")
    assert [path.name for path in texts if named.search(path.read_text(encoding="utf-8"))] == []
