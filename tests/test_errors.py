"""What a user may do wrong is told in both languages, out of one table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import clusternet
from clusternet.data import rows
from clusternet.errors import ClusternetError, FormatError, SchemaError
from clusternet.words.text import Text
from sources import tree_of

SOURCE = Path(clusternet.__file__).parent
TEXTS = {row["key"]: row for row in rows("refusals.csv")}


def told(tree: ast.AST) -> Iterator[tuple[int, str, set[str]]]:
    """Yield where a text of the table is used, its key and the names of its values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "of":
            first = node.args[0] if node.args else None
            owner = ast.unparse(node.func.value)
            if owner.endswith(("Error", "Misuse", "BadValue")) and isinstance(first, ast.Constant):
                given = {str(each.arg) for each in node.keywords}
                yield node.lineno, str(first.value), given - ({"option"} if owner == "BadValue" else set())


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_is_used_with_its_values() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        for line, key, values in told(tree_of(path)):
            assert named(TEXTS[key]["en"]) == values, f"{path.name}:{line} {key}"
            used.add(key)
    assert used == set(TEXTS)


def test_both_languages_hold_the_same_values() -> None:
    for key, row in TEXTS.items():
        assert named(row["zh"]) == named(row["en"]), key
        assert re.search("[\u3400-\u9fff\uff1a]", row["zh"]), key


def test_values_are_said_in_the_language_of_the_error() -> None:
    inner = FormatError.of("no_such_file", path="a.csv")
    number = Text("数", "a number")
    error = SchemaError.of("setting_wrong", file="d.toml", place="", key="k", value=inner, wanted=number)
    assert str(error) == "d.toml: k = a.csv: no such file; wanted a number"
    assert error.zh == "d.toml：k = a.csv：文件不存在；应为数"
    assert type(error) is SchemaError
    assert ClusternetError("only English").zh == "only English"
