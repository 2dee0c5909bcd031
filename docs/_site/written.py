"""Writes the pages that are made from the code, before they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import commands
import glossary
import python_pages
from sphinx.application import Sphinx

SHARED = re.compile(r"\w+(?:, \w+)+")


def keep(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages that changed, and take away those that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.stem not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def write(app: Sphinx) -> None:
    """Write the pages of one language."""
    language = "zh" if (app.config.language or "en").startswith("zh") else "en"
    reference = Path(app.srcdir) / "reference"
    keep(reference / "commands", commands.pages(language))
    keep(reference / "python", python_pages.pages(language))
    keep(reference / "glossary", glossary.pages(language))


def several(_: Sphinx, __: str, ___: str, ____: object, _____: object, lines: list[str]) -> None:
    """Close up names that share a description, of which Sphinx would take the first for a type."""
    lines[:] = [line.replace(", ", ",") if SHARED.fullmatch(line) else line for line in lines]


def setup(app: Sphinx) -> dict[str, bool]:
    """Write before the sources are looked for."""
    app.connect("builder-inited", write)
    app.connect("autodoc-process-docstring", several, priority=400)  # before napoleon reads them
    return {"parallel_read_safe": True}
