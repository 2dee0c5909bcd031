"""How the package is named and installed: from the checkout, never by its name from an index."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")

FROM_AN_INDEX = re.compile(
    r"(?:pip3?|pipx|uv|uvx|conda|poetry|pdm)\s(?:[\w-]+\s)*(?:install|add|tool|--from)\b[^\n;&|]*?[\s\"'=]clusternet(?![\w./])"
    r"|\buvx\s+clusternet|clusternet\[[a-z,]+\]"
)
WRITTEN = (".py", ".md", ".toml", ".html", ".sh", ".yml", ".yaml", ".txt", "")


def texts() -> Iterator[Path]:
    """Every text that a user may read."""
    for place in ("src", "docs", "scripts", "benchmarks", ".ci", ".github"):
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and path.suffix in WRITTEN and "__pycache__" not in path.parts:
                yield path
    yield from sorted(ROOT.glob("*.md"))
    yield ROOT / "pyproject.toml"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('pip install "clusternet[report]"', True),
        ("needs plotly: pip install clusternet[map]", True),
        ("pip install --upgrade clusternet", True),
        ("uv add clusternet", True),
        ("uv tool install clusternet", True),
        ("uvx clusternet metrics", True),
        ("pip install . && clusternet metrics", False),
        ('pip install ".[test]" && python -m pytest', False),
        ("uv run clusternet metrics --year 2022", False),
        ("python -m pip install --quiet .", False),
        ("centrality[kind]", False),
    ],
)
def test_the_search_finds_the_name(text, named):
    assert bool(FROM_AN_INDEX.search(text)) is named


def test_nothing_installs_from_an_index_by_our_name():
    searched = list(texts())
    assert len(searched) > 200
    found = {
        str(path.relative_to(ROOT)): hit[0]
        for path in searched
        if (hit := FROM_AN_INDEX.search(path.read_text(encoding="utf-8", errors="ignore")))
    }
    assert found == {}


def test_the_distribution_has_a_name_of_its_own():
    assert PROJECT["project"]["name"] == "clusternet-toolkit"
    assert PROJECT["project"]["scripts"] == {"clusternet": "clusternet.__main__:main"}


def test_extras_that_messages_name_exist():
    named = {
        extra
        for path in texts()
        for extra in re.findall(r"\"\.\[(\w+)\]\"", path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert {"map", "interactive", "test"} <= named <= set(PROJECT["project"]["optional-dependencies"])


def test_uv_and_pip_install_the_same_for_tests():
    extras = PROJECT["project"]["optional-dependencies"]
    assert extras["test"] == PROJECT["dependency-groups"]["test"]
    assert {"include-group": "test"} in PROJECT["dependency-groups"]["dev"]
    assert set(extras["map"]) | set(extras["interactive"]) <= set(extras["test"])


def test_no_lock_file_with_addresses_is_kept():
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_two_lines_stand_on_the_first_screen():
    first = README.splitlines()[:24]
    assert "$ uv run clusternet metrics --year 2022" in first
    assert "$ uv run pytest" in first
    assert "$ pip install . && clusternet metrics --year 2022" in first
    assert '$ pip install ".[test]" && python -m pytest' in first


def test_the_oldest_versions_that_are_tried_are_those_allowed():
    lines = (ROOT / "tests" / "oldest-constraints.txt").read_text(encoding="utf-8").splitlines()
    tried = dict(re.findall(r"^([\w-]+)==([\d.]+)", "\n".join(lines), re.M))
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    for need in wanted:
        name, lowest = need.split(">=")
        assert tried[name].removesuffix(".0").removesuffix(".0") == lowest.removesuffix(".0"), need


def test_the_version_stands_in_one_place_and_is_cited():
    (line,) = re.findall(
        r'^__version__ = "(.*)"$', (ROOT / "src/clusternet/__init__.py").read_text("utf-8"), re.MULTILINE
    )
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (day,) = re.findall(rf"^## {re.escape(line)} — (\d{{4}}-\d\d-\d\d)$", changes, re.MULTILINE)
    assert f"\nversion: {line}\n" in cited
    assert f'\ndate-released: "{day}"\n' in cited
    assert changes.index("## Unreleased") < changes.index(f"## {line}")
