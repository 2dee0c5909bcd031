"""Runs notebooks, or stores in them what their cells give now: ``python tests/notebooks.py docs/en/x.ipynb``.

A notebook is a list of cells and needs no kernel here: cells are run in one namespace, and the last value of
a cell shows itself as it would in Jupyter.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

KINDS = {"text/html": "_repr_html_", "image/png": "_repr_png_"}


def shown(value: Any) -> dict[str, Any]:
    """Return a value as a notebook stores it."""
    data = {"text/plain": type(value).__name__ if hasattr(value, "_repr_png_") else repr(value)}
    for kind, name in KINDS.items():
        found = getattr(value, name, lambda: None)()
        found = found[0] if isinstance(found, tuple) else found
        if found is not None:
            data[kind] = base64.b64encode(found).decode() if isinstance(found, bytes) else found
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}


def run(source: str, names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Run a cell; yield what it prints, and its last value."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        value = None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    if out.getvalue():
        yield {"output_type": "stream", "name": "stdout", "text": out.getvalue()}
    if value is not None:
        yield shown(value)


def played(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook with what its cells give now."""
    names: dict[str, Any] = {}
    cells = []
    for cell in notebook["cells"]:
        made = {"outputs": [*run("".join(cell["source"]), names)]} if cell["cell_type"] == "code" else {}
        cells.append(cell | made)
    return notebook | {"cells": cells}


def said(notebook: dict[str, Any]) -> list[Any]:
    """Return what cells give, but for pictures, whose bytes depend on the versions of libraries."""
    return [
        {kind: text if kind != "image/png" else "" for kind, text in output.get("data", output).items()}
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
    ]


def save(notebook: dict[str, Any], path: Path) -> None:
    """Write a notebook as Jupyter does."""
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in map(Path, sys.argv[1:]):
        save(played(json.loads(each.read_text(encoding="utf-8"))), each)
