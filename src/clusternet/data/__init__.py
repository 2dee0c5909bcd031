"""The tables shipped inside the package; ``SOURCES.md`` says where each comes from."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["folder", "rows", "toml"]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of this folder; every cell is text."""
    return list(csv.DictReader(_text(name).splitlines()))


def toml(name: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads(_text(name))


def folder(name: str) -> Path:
    """A folder of files that the user may name, read and copy."""
    return Path(__file__).parent / name


def _text(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
