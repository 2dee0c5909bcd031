"""audit.toml: what the tables of a folder mean, where headers do not say it."""

from __future__ import annotations

import fnmatch
import math
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from clusternet import guard
from clusternet.audit.ledger import RULES
from clusternet.audit.meaning import ROLES, fold
from clusternet.errors import FormatError, SchemaError

NAME = "audit.toml"
_TOP = ("tables", "sums", "indices", "skip", "reports")
_TABLE = ("ignore", "roles", "complete", "multiple", "base", "header_row", "encoding", "delimiter", "decimal")
_SUM = ("table", "total", "parts")
_INDEX = ("index", "of", "weights", "method", "direction")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, int | float) and not isinstance(each, bool) and math.isfinite(each) for each in value
    )


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("skip", "reports", "parts", "of"), (_is_texts, "a list of texts")),
    **dict.fromkeys(
        ("ignore", "complete", "multiple"), (lambda value: isinstance(value, bool), "true or false")
    ),
    **dict.fromkeys(("base", "header_row"), (_is_whole, "a whole number above 0")),
    **dict.fromkeys(
        ("encoding", "table", "total", "index"), (lambda value: isinstance(value, str), "a text")
    ),
    "delimiter": (lambda value: isinstance(value, str) and len(value) == 1, "one character"),
    "decimal": (lambda value: value in (".", ","), '"." or ","'),
    "weights": (_is_numbers, "a list of numbers"),
    "direction": (
        lambda value: isinstance(value, list) and all(each in (1, -1) for each in value),
        "a list of 1 and -1",
    ),
}
"""Setting -> how its value is checked, and what is accepted."""


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
    try:
        found = tomllib.loads(guard.reading(path).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path.name}: not readable TOML ({error})") from error
    except OSError as error:
        raise FormatError(f"{path.name}: cannot be read ({error.strerror})") from error
    _known(found, _TOP, NAME)
    for name, table in _dict(found.get("tables", {}), "[tables]").items():
        _known(_dict(table, f"[tables.{name}]"), _TABLE, f"{NAME}, [tables.{name}]")
        _check_roles(name, table.get("roles", {}))
    for each in _list(found.get("sums", []), "[[sums]]"):
        _known(each, _SUM, f"{NAME}, [[sums]]")
        _needs(each, _SUM, "[[sums]]")
    for each in _list(found.get("indices", []), "[[indices]]"):
        _known(each, _INDEX, f"{NAME}, [[indices]]")
        _needs(each, ("index", "of"), "[[indices]]")
    for rule in found.get("skip", []):
        if rule not in RULES:
            raise SchemaError(f"{NAME}: skip names {rule!r}; the rules are: {', '.join(RULES)}")
    return found


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


def _check_roles(name: str, roles: Any) -> None:
    for column, role in _dict(roles, f"[tables.{name}] roles").items():
        if role not in ROLES:
            raise SchemaError(
                f"{NAME}, [tables.{name}]: {column} = {role!r}; a role is one of {', '.join(ROLES)}"
            )


def _known(found: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for name, value in found.items():
        if name not in known:
            raise SchemaError(f"{where}: unknown setting {name!r}; accepted: {', '.join(known)}")
        fits, accepted = _KINDS.get(name, (lambda _: True, ""))
        if not fits(value):
            raise SchemaError(f"{where}: {name} = {value!r}; wanted {accepted}")


def _needs(found: dict[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in names:
        if name not in found:
            raise SchemaError(f"{NAME}, {where}: {name} is missing")


def _dict(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SchemaError(f"{NAME}: {where} is no table of settings")
    return value


def _list(value: Any, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise SchemaError(f"{NAME}: write {where} with double brackets, once for each")
    return value
