"""Rules of the house that no tool checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import clusternet
from clusternet import errors
from sources import tree_of

SOURCE = Path(clusternet.__file__).parent
CUTS = {*("removeprefix", "removesuffix", "startswith", "endswith"), *("partition", "rpartition", "split")}
PATTERNS = {f"re.{name}" for name in ("match", "fullmatch", "search", "sub", "split", "compile")}
READERS = ("audit", "checks", "io", "limits.py", "places", "network", "prose", "schema")
"""Rooms that take apart what others wrote."""
PIECE = re.compile("[A-Za-z]{2,} | [A-Za-z]{2,}|[A-Za-z]: |[:;] $|  |[\u4e00-\u9fff：；]{2,}|[\\[(]$")
"""What stands in a sentence, and in no key, suffix or separator of a list."""
PHRASE = re.compile("[a-z]{2,} [a-z(]|[\u4e00-\u9fff]{2,}")
"""What stands in a pattern for a sentence."""
ERRORS = {name for name in vars(errors) if name.endswith("Error")} | {"UsageError", "BadParameter"}
OF_PROGRAMS = {"kernels/rewire.py", "kernels/families.py"}
"""Modules that refuse arrays no user gives."""
TYPED = {"审图号"}
"""Cut from what a user typed."""


def cuts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield where a text is cut, or told, by a piece of a sentence; and the piece."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        pattern = ast.unparse(node.func) in PATTERNS
        if not pattern and node.func.attr not in CUTS:
            continue
        for each in (each for given in node.args[:1] for each in ast.walk(given)):
            text = each.value if isinstance(each, ast.Constant) else None
            if isinstance(text, str) and text not in TYPED and (PHRASE if pattern else PIECE).search(text):
                yield node.lineno, text


def test_no_sentence_of_our_own_is_taken_apart() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in READERS or path.name == "findings.py":
            pieces = cuts(tree_of(path))
            found += [f"{path.relative_to(SOURCE)}:{line} {text!r}" for line, text in pieces]
    assert found == []


def test_pieces_of_sentences_are_told_from_keys() -> None:
    for code, wanted in (
        ('text.removeprefix("all ")', ["all "]),
        ('text.partition(" with ")', [" with "]),
        ("str(error).split('.png: ')", [".png: "]),
        ('said.startswith(("untested: ", "拒绝："))', ["untested: ", "拒绝："]),
        ('name.removeprefix(f"[{mark}] ")', ["["]),
        ('table.title.split("  ")', ["  "]),
        ('re.match("rejected for (.*)", text)', ["rejected for (.*)"]),
        ('name.removeprefix("source_"), path.endswith(".csv"), text.split("、"), a.partition(":")', []),
        (r're.compile(r"\s*[;；|]\s*")', []),
    ):
        assert [text for _, text in cuts(ast.parse(code))] == wanted


def test_nothing_travels_in_attrs_of_frames() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr == "attrs":
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert found == []


def choices(tree: ast.AST) -> Iterator[int]:
    """Yield where words are chosen by a language: ``language == "zh"`` or ``say(chinese, english)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            sides = [ast.unparse(each) for each in (node.left, *node.comparators)]
            if {"'zh'", "'en'"} & {*sides} and any(re.search(r"lang(uage)?$", each) for each in sides):
                yield node.lineno
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).rpartition(".")[2] == "say"
            and node.args[1:]
        ):
            yield node.lineno


def test_words_are_chosen_by_language_in_one_place() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] not in ("words", "notes"):
            lines = choices(tree_of(path))
            found += [f"{path.relative_to(SOURCE)}:{line}" for line in lines]
    assert found == []


def test_a_choice_by_language_is_found() -> None:
    for code, wanted in (
        ('"年" if language == "zh" else "year"', [1]),
        ('chosen = 0 if "zh" != words.language else 1', [1]),
        ('material.say("年", "year")', [1]),
        ('say("message"); Text("年", "year").in_(language)', []),
    ):
        assert list(choices(ast.parse(code))) == wanted


def test_notes_know_no_request() -> None:
    for path in (SOURCE / "notes").rglob("*.py"):
        assert "Request" not in path.read_text(encoding="utf-8"), path.name


LINES, FUNCTION, ARGUMENTS, BODY, MEDIAN = 400, 60, 8, 30, 15
"""Most lines of a module, and of a function, its docstring aside; arguments; lines of the body of a command,
and of most of them."""


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def said(tree: ast.AST) -> int:
    """Count the lines of docstrings."""
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Expr))
    held = (
        node for node in texts if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )
    return sum((node.end_lineno or 0) - node.lineno + 1 for node in held)


def length(node: ast.FunctionDef) -> int:
    """Count the lines of a function from its name on, the docstring aside."""
    return (node.end_lineno or 0) - node.lineno + 1 - said(node)


def body(node: ast.FunctionDef) -> int:
    """Count the lines of a function below its docstring."""
    first = node.body[1 if ast.get_docstring(node) is not None else 0]
    return (node.end_lineno or 0) - first.lineno + 1


def parsed() -> Iterator[tuple[str, int, ast.Module]]:
    for path in SOURCE.rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        yield path.relative_to(SOURCE).as_posix(), lines, tree_of(path)


def test_modules_and_functions_are_short() -> None:
    found = [f"{name}: {lines}" for name, lines, _ in parsed() if lines > LINES]
    for name, _, tree in parsed():
        if not name.startswith("cli/commands/"):
            found += [
                f"{name} {each.name}: {length(each)}" for each in functions(tree) if length(each) > FUNCTION
            ]
    assert found == []


def test_arguments_are_few() -> None:
    found = []
    for name, _, tree in parsed():
        for each in functions(tree) if not name.startswith("cli/commands/") else ():
            given = [*each.args.posonlyargs, *each.args.args, *each.args.kwonlyargs]
            count = len([one for one in given if one.arg not in ("self", "cls")])
            if count > ARGUMENTS:
                found.append(f"{name} {each.name}: {count}")
    assert found == []


def test_commands_are_short() -> None:
    found = {}
    for name, _, tree in parsed():
        for each in functions(tree) if name.startswith("cli/commands/") else ():
            if any("command" in ast.unparse(decorator) for decorator in each.decorator_list):
                found[each.name] = body(each)
    assert {name: lines for name, lines in found.items() if lines > BODY} == {}
    assert median(found.values()) <= MEDIAN


TESTS = Path(__file__).parent
MIRRORED = ("change", "checks", "network", "nulls", "records", "schema", "space", "structure")
"""Rooms of analyses and of what they work on: every module has its tests, under its name."""
DRAWN = {"records/positions.py", "structure/layout.py"}
"""Where things are drawn: held by the tests of the figures."""
UNTESTED = {"network/about.py", "schema/problems.py", "schema/tables.py"}
"""Nothing but fields and tables of words."""
SPANNING = ("audit", "cli", "io", "kernels", "plot", "published")
"""Folders that also hold tests of several modules at once: of a figure, a file or a command as a whole."""


def test_tests_lie_where_their_module_lies() -> None:
    """Every test of a room is of one of its modules, or of the room; modules of analyses all have theirs."""
    strays = [
        path.relative_to(TESTS).as_posix()
        for room in sorted({path.parent for path in TESTS.rglob("test_*.py")} - {TESTS})
        for path in room.glob("test_*.py")
        if room.relative_to(TESTS).as_posix() not in SPANNING
        if not (SOURCE / room.relative_to(TESTS) / path.name.removeprefix("test_")).exists()
        and path.stem != f"test_{room.name}"
    ]
    assert strays == []
    modules = {
        path.relative_to(SOURCE).as_posix()
        for room in MIRRORED
        for path in (SOURCE / room).glob("*.py")
        if path.name != "__init__.py"
    }
    lacking = {name for name in modules if not (TESTS / name).with_name(f"test_{Path(name).name}").exists()}
    assert lacking == DRAWN | UNTESTED


def one_language(tree: ast.AST) -> Iterator[int]:
    """Yield where an error is made of words of one language."""
    for node in ast.walk(tree):
        alone = isinstance(node, ast.Call) and len(node.args) == 1
        if not alone or isinstance(node.args[0], ast.Starred):
            continue
        if ast.unparse(node.func).rpartition(".")[2] in ERRORS:
            yield node.lineno


def test_errors_have_words_in_both_languages() -> None:
    found = []
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        if name not in OF_PROGRAMS:
            found += [f"{name}:{line}" for line in one_language(tree_of(path))]
    assert found == [], "give both: a row of data/refusals.csv, and SchemaError.of or Misuse.of its key"
