"""Every test asserts something: by itself, or through a helper of the tests that does."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RUNNERS = {"run", "process"}
"""Fixtures that refuse an end that was not expected."""


def functions() -> dict[str, list[ast.FunctionDef]]:
    """Every function of the tests, by its file."""
    return {
        str(path.relative_to(HERE)): [
            node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        ]
        for path in sorted(HERE.rglob("*.py"))
    }


def called(function: ast.FunctionDef) -> set[str]:
    """The names that a function calls: ``run.fails(...)`` calls both ``run`` and ``fails``."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {
        part.id if isinstance(part, ast.Name) else part.attr
        for call in calls
        for part in ast.walk(call)
        if isinstance(part, ast.Name | ast.Attribute)
    }


def asserts(function: ast.FunctionDef, known: dict[str, ast.FunctionDef], seen: frozenset[str]) -> bool:
    names = called(function)
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)) or names & {
        "raises",
        "warns",
        *RUNNERS,
    }:
        return True
    if any(name.startswith("assert_") for name in names):
        return True
    inner = [known[name] for name in names & known.keys() if name not in seen]
    return any(asserts(each, known, seen | {each.name}) for each in inner)


def helpers(found: list[ast.FunctionDef]) -> dict[str, ast.FunctionDef]:
    return {each.name: each for each in found if not each.name.startswith("test_")}


def silent(sources: dict[str, list[ast.FunctionDef]]) -> list[str]:
    """The tests that assert nothing; a helper stands in the file of the test, or in one for all tests."""
    common: dict[str, ast.FunctionDef] = {}
    for file, found in sources.items():
        if not Path(file).name.startswith("test_"):
            common |= helpers(found)
    return [
        f"{file}::{each.name}"
        for file, found in sources.items()
        for each in found
        if each.name.startswith("test_") and not asserts(each, common | helpers(found), frozenset())
    ]


def test_every_test_asserts_something():
    assert silent(functions()) == []


def test_a_test_that_asserts_nothing_is_found():
    code = "def test_a():\n    print(1)\ndef test_b():\n    helped()\ndef helped():\n    assert 1\n"
    parsed = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    assert silent({"x.py": parsed}) == ["x.py::test_a"]


@pytest.mark.parametrize("workers", [pytest.param("0", marks=pytest.mark.slow), "1"])
def test_what_is_left_out_is_said_in_the_last_line(workers):
    command = [sys.executable, "-m", "pytest", "-n", workers, "-p", "no:cacheprovider"]
    asked = [HERE / "synthetic" / "test_shipping.py", "-k", "published or synth_writes or generated_words"]
    done = subprocess.run(
        [*command, *asked], cwd=HERE.parent, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == "3 slow tests left out: python -m pytest -m slow"
