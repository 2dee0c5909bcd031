"""What is public says so, and says how it is used."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

import pytest

import clusternet as cn

MODULES = sorted({*cn._MODULES, *(home for home in cn._HOMES.values())})
PARAMETERS, EXAMPLES = 0.98, 0.92
"""Shares that documentation has reached, and never falls below."""


def module(name: str) -> ModuleType:
    """The module that ``clusternet.NAME`` is, or that a name at the top comes from."""
    from importlib import import_module

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


def takes(found: Any) -> bool:
    """Whether something is given: parameters, or the fields of a record."""
    if isinstance(found, type):
        return bool(inspect.get_annotations(found)) or "__init__" in vars(found)
    return bool({*inspect.signature(found).parameters} - {"self", "cls"})


def lacking(found: dict[str, Any], *any_of: str) -> list[str]:
    """What has none of some pieces in its docstring."""
    texts = {name: each.__doc__ or "" for name, each in found.items()}
    return [name for name, text in texts.items() if not any(piece in text for piece in any_of)]


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


def test_docstrings_list_parameters():
    found = {name: each for name, each in public().items() if takes(each)}
    without = lacking(found, "Parameters\n", "Attributes\n")
    assert 1 - len(without) / len(found) >= PARAMETERS, "\n".join(without)


def test_docstrings_show_an_example():
    found = public()
    without = lacking(found, ">>> ")
    assert 1 - len(without) / len(found) >= EXAMPLES, "\n".join(without)
