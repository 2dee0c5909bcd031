"""What is public says so, and says how it is used."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

import clusternet as cn

SOURCE = Path(cn.__file__).parent
MODULES = sorted({*cn._MODULES, *(home for home in cn._HOMES.values())})
PARAMETERS, RETURNS, EXAMPLES = 0.99, 0.95, 0.93
"""Shares that documentation has reached, and never falls below."""
SECTION = r"^(?:Parameters|Attributes)\n-+\n(.*?)(?=\n\n[A-Z][A-Za-z ]+\n---|\Z)"


def module(name: str) -> ModuleType:
    """The module that ``clusternet.NAME`` is, or that a name at the top comes from."""
    return getattr(cn, name) if name in cn._MODULES else import_module(f"clusternet.{name}")


def defined(held: ModuleType) -> set[str]:
    """The functions and classes that a module defines under public names."""
    tree = ast.parse(inspect.getsource(held))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return {node.name for node in found if not node.name.startswith("_")}


def members(name: str, found: Any) -> Iterator[tuple[str, Any]]:
    """A function or a class, and the methods that a class defines under public names."""
    yield name, found
    for key, each in vars(found).items() if isinstance(found, type) else ():
        method = each.__func__ if isinstance(each, classmethod | staticmethod) else each
        if not key.startswith("_") and isinstance(method, FunctionType):
            yield f"{name}.{key}", method


def public() -> dict[str, Any]:
    """Public functions, classes and methods, once each, by their full name."""
    found = {}
    for held in map(module, MODULES):
        for name in held.__all__:
            each = getattr(held, name)
            if isinstance(each, FunctionType | type) and each.__module__.startswith("clusternet"):
                found |= dict(members(f"{each.__module__}.{each.__qualname__}", each))
    return found


def given(found: Any) -> set[str]:
    """What something is given: parameters, or the fields of a record."""
    if isinstance(found, type):
        fields = {name for name in inspect.get_annotations(found) if not name.startswith("_")}
        made = inspect.signature(found).parameters if "__init__" in vars(found) and not fields else {}
        return fields or ({*made} if not getattr(found, "_is_protocol", False) else set())
    return {*inspect.signature(found).parameters} - {"self", "cls"}


def told(found: Any) -> set[str]:
    """The parameters and fields that a docstring lists: what stands at the margin of their sections."""
    sections = re.findall(SECTION, inspect.getdoc(found) or "", re.DOTALL | re.MULTILINE)
    lines = [line for section in sections for line in section.splitlines()]
    heads = [line.partition(" : ")[0] for line in lines if line.strip() and not line.startswith(" ")]
    return {name.strip().lstrip("*") for head in heads for name in head.split(",")}


def named(name: str) -> Any:
    """What a dotted name stands for, a field of a record by its annotation; None if nothing."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        with suppress(ImportError):
            found: Any = import_module(".".join(parts[:end]))
            for part in parts[end:]:
                fields = inspect.get_annotations(found) if isinstance(found, type) else {}
                found = fields.get(part) or getattr(found, part, None)
            return found
    return None


def references() -> Iterator[tuple[str, list[str]]]:
    """What docstrings and comments refer to: where, and the names it may stand for there."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(SOURCE).with_suffix("").parts
        home = ".".join(("clusternet", *(part for part in parts if part != "__init__")))
        classes = re.findall(r"^class (\w+)", text, re.MULTILINE)
        for name in re.findall(r":(?:func|class|meth|mod|data|attr):`~?([\w.]+)`", text):
            here = [f"{home}.{name}", *(f"{home}.{each}.{name}" for each in classes)]
            yield f"{path.relative_to(SOURCE)}: {name}", [name] if name.startswith("clusternet") else here


@pytest.mark.parametrize("name", MODULES)
def test_all_names_what_a_module_defines(name):
    held = module(name)
    assert defined(held) <= set(held.__all__)
    assert all(hasattr(held, each) for each in held.__all__)
    assert set(held.__all__) <= set(dir(held))


def test_modules_complete_at_the_top():
    assert {*cn._MODULES, *cn.__all__} <= set(dir(cn))
    assert {"matrix", "margins", "largest"} <= set(dir(cn.flows))
    assert set(cn.plot.__all__) <= set(dir(cn.plot))


def test_docstrings_list_every_parameter():
    found = {name: each for name, each in public().items() if given(each)}
    without = [name for name, each in found.items() if not given(each) <= told(each)]
    assert 1 - len(without) / len(found) >= PARAMETERS, "\n".join(without)


def test_docstrings_say_what_is_returned():
    """In a section, or in the first line of those that return one thing in one word."""
    nothing = ("None", "NoReturn", str(inspect.Signature.empty))
    found = {
        name: inspect.getdoc(each) or ""
        for name, each in public().items()
        if isinstance(each, FunctionType) and str(inspect.signature(each).return_annotation) not in nothing
    }
    said = r"^(?:Return|Yield|Tell|Whether|Read|Count|Generate|Find)|^(?:Returns|Yields)\n-+\n"
    without = [name for name, doc in found.items() if not re.search(said, doc, re.MULTILINE)]
    assert 1 - len(without) / len(found) >= RETURNS, "\n".join(without)


def test_docstrings_show_an_example():
    found = public()
    without = [name for name, each in found.items() if ">>> " not in (each.__doc__ or "")]
    assert 1 - len(without) / len(found) >= EXAMPLES, "\n".join(without)


def test_what_docstrings_refer_to_is_there():
    found = [(where, any(named(name) is not None for name in names)) for where, names in references()]
    assert len(found) > 200
    assert [where for where, there in found if not there] == []
