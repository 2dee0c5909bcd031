"""The page on coverage names every analysis, a command that exists with its options and a test."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from clusternet.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "docs" / "en" / "reference" / "coverage.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_every_analysis_has_its_row():
    assert [int(row[0].strip("| ")) for row in ROWS] == list(range(1, 90))


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
