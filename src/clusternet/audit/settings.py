"""audit.toml: what the tables of a folder mean, where headers do not say it."""

from __future__ import annotations

import fnmatch
import tomllib
from pathlib import Path
from typing import Any

from clusternet.audit.ledger import RULES
from clusternet.audit.meaning import ROLES
from clusternet.errors import FormatError, SchemaError

NAME = "audit.toml"
_TOP = ("tables", "sums", "indices", "skip", "reports")
_TABLE = ("ignore", "roles", "complete", "multiple", "base", "header_row", "encoding", "delimiter", "sheet")
_SUM = ("table", "total", "parts")
_INDEX = ("index", "of", "weights", "method", "direction", "aggregate")


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
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
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


def _check_roles(name: str, roles: Any) -> None:
    for column, role in _dict(roles, f"[tables.{name}] roles").items():
        if role not in ROLES:
            raise SchemaError(
                f"{NAME}, [tables.{name}]: {column} = {role!r}; a role is one of {', '.join(ROLES)}"
            )


def _known(found: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for name in found:
        if name not in known:
            raise SchemaError(f"{where}: unknown setting {name!r}; accepted: {', '.join(known)}")


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
