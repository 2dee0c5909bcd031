"""The page on coverage names every analysis, a command that exists with its options and a test."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from clusternet.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]


def rows(language: str) -> list[list[str]]:
    """The rows of the page in a language, each as its cells."""
    page = ROOT / "docs" / language / "reference" / "coverage.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if re.match(r"\| \d+ \|", line)
    ]


ROWS = rows("en")


def test_every_analysis_has_its_row():
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, 90))


def test_both_languages_name_the_same_commands_and_tests():
    own = {"`net_share`", "`net`"}  # columns, which the English page names without marks
    for english, chinese in zip(ROWS, rows("zh"), strict=True):
        marked = [re.findall("`[^`]+`", " ".join(row[2:])) for row in (english, chinese)]
        assert english[0] == chinese[0]
        assert marked[0] == [each for each in marked[1] if each not in own]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("| "))
def test_commands_options_and_tests_exist(row):
    calls = re.findall(r"`([^`]+)`", row[2])
    assert calls
    for call in calls:
        name, *words = call.split()
        assert name in COMMANDS, call
        command = cli.get_command(click.Context(cli), name)
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, call
    (test,) = re.findall(r"`([^`]+)`", row[3])
    file, function = test.split("::")
    assert f"def {function}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")
