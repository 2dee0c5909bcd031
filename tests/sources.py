"""The source as syntax trees, each file parsed once for all tests of one process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a file as it is parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))
