"""audit.toml: what the tables of a folder mean, where headers do not say it."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from clusternet.audit.ledger import RULES
from clusternet.audit.meaning import ROLES, fold
from clusternet.io import toml
from clusternet.io.toml import Table

NAME = "audit.toml"
_TOP = ("tables", "sums", "indices", "skip", "reports")
_TABLE: dict[str, Callable[[Table], Any]] = {
    "ignore": lambda table: table.flag("ignore"),
    "roles": lambda table: [table.inner("roles").choice(name, ROLES) for name in table.content["roles"]],
    "complete": lambda table: table.flag("complete"),
    "multiple": lambda table: table.flag("multiple"),
    "base": lambda table: table.whole("base", low=1),
    "exact": lambda table: table.flag("exact"),
    "header_row": lambda table: table.whole("header_row", low=1),
    "encoding": lambda table: table.text("encoding"),
    "delimiter": lambda table: table.character("delimiter"),
    "decimal": lambda table: table.choice("decimal", (".", ",")),
}
"""What may be set for a table, and how it is checked."""
_SUM = ("table", "total", "parts")
_INDEX = ("index", "of", "weights", "method", "direction")


def read_settings(path: Path) -> dict[str, Any]:
    """Read an audit.toml; nothing where there is none.

    Raises
    ------
    FormatError
        If it is no TOML.
    SchemaError
        If it holds a setting that is not known; the message has the ones that are.
    """
    if not path.is_file():
        return {}
    found = toml.read(path)
    found.known(_TOP)
    found.choices("skip", tuple(RULES))
    found.texts("reports")
    tables = found.inner("tables")
    for name in tables.content:
        _check_table(tables.inner(name))
    for key in ("sums", "indices"):
        if key in found and not found.tables(key):
            raise found.wrong(key, f"[[{key}]] with what it is made of")
    for table in found.tables("sums"):
        _check_sum(table)
    for table in found.tables("indices"):
        _check_index(table)
    return {
        **found.content,
        **{key: [each.content for each in found.tables(key)] for key in ("sums", "indices")},
    }


def of_table(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """Return what is set for a table: all patterns that its name fits, later ones on top."""
    merged: dict[str, Any] = {}
    for pattern, said in settings.get("tables", {}).items():
        if fnmatch.fnmatch(name, pattern):
            roles = {**merged.get("roles", {}), **said.get("roles", {})}
            merged = {**merged, **said, "roles": roles}
    return merged


def unused(settings: dict[str, Any], columns: dict[str, list[str]]) -> list[str]:
    """Return which settings fit no table or no column.

    Parameters
    ----------
    columns
        Table -> its headers.
    """
    idle: list[str] = []
    for pattern, said in settings.get("tables", {}).items():
        fitting = [name for name in columns if fnmatch.fnmatch(name, pattern)]
        if not fitting and not said.get("ignore"):
            idle.append(f"[tables.{pattern}] fits no table")
        heads = {fold(head) for name in fitting for head in columns[name]}
        lost = [name for name in said.get("roles", {}) if fitting and fold(name) not in heads]
        idle += [f"[tables.{pattern}] roles: no column {name!r}" for name in lost]
    for each in settings.get("sums", []):
        wanted = {fold(name) for name in (each["total"], *each["parts"])}
        fitting = [name for name in columns if fnmatch.fnmatch(name, each["table"])]
        if not any(wanted <= {fold(head) for head in columns[name]} for name in fitting):
            idle.append(f"[[sums]] of {each['table']}.{each['total']}: no table has these columns")
    known = {fold(f"{name}.{head}") for name, heads in columns.items() for head in heads}
    for each in settings.get("indices", []):
        idle += [f"[[indices]]: no column {name!r}" for name in _lost((each["index"], *each["of"]), known)]
    return idle


def _lost(names: Iterable[str], known: set[str]) -> list[str]:
    return [name for name in names if fold(name) not in known]


def _check_table(table: Table) -> None:
    table.known(_TABLE)
    for name in table.content:
        _TABLE[name](table)


def _check_sum(table: Table) -> None:
    table.known(_SUM)
    table.needs(*_SUM)
    for name in ("table", "total"):
        table.text(name)
    if not table.texts("parts"):
        raise table.wrong("parts", "names of columns")


def _check_index(table: Table) -> None:
    table.known(_INDEX)
    table.needs("index", "of")
    table.text("index")
    table.choice("method", ("min-max", "z-score", "none"))
    parts, weights, direction = len(table.texts("of")), table.numbers("weights"), table.numbers("direction")
    if "weights" in table and not (len(weights) == parts and sum(weights) > 0):
        raise table.wrong("weights", f"{parts} numbers with a sum above 0, one for each of `of`")
    if "direction" in table and not (len(direction) == parts and set(direction) <= {1, -1}):
        raise table.wrong("direction", f"{parts} numbers, 1 or -1, one for each of `of`")
