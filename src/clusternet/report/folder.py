"""A report as a folder: page, document, workbook, figures, and the manifest that says how it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from clusternet.errors import MissingDependencyError
from clusternet.plot.page import Page, publish
from clusternet.report import excel, html, word
from clusternet.report.document import Report

MANIFEST = "manifest.json"
_NEEDED = {"jinja2": "jinja2", "docx": "python-docx"}


def check_libraries() -> None:
    """Refuse to begin where a library of the ``report`` extra is missing.

    Raises
    ------
    MissingDependencyError
        With the command that installs it.
    """
    from importlib.util import find_spec

    missing = [package for module, package in _NEEDED.items() if find_spec(module) is None]
    if missing:
        raise MissingDependencyError(
            f"a report needs {' and '.join(missing)}: pip install clusternet[report]"
        )


def write(
    report: Report,
    folder: Path,
    *,
    manifest: Mapping[str, Any],
    progress: Callable[[str], None] = lambda message: None,
) -> None:
    """Write every form of a report into a folder, and the manifest last.

    Figures are written twice: PNG of 300 dots an inch for slides and text processors, and PDF, whose lines
    and letters stay sharp at any size and which every typesetter takes; both with title and caption, since
    they travel alone. Page and document hold them bare, for they have captions of their own.

    Parameters
    ----------
    folder
        An empty folder; see :func:`clusternet.io.folders.whole_folder`.
    manifest
        What is known before anything is written; outputs with their SHA-256 are added.
    """
    figures = folder / "figures"
    figures.mkdir()
    pictures = {}
    for figure in report.figures:
        progress(f"drawing {figure.key}")
        bare = folder / f"{figure.key}.png"
        publish(figure.draw, bare, height=figure.height, page=Page(bare=True), words=figure.words)
        pictures[figure.key] = bare.read_bytes()
        bare.unlink()
        words = replace(figure.words, title=report.numbered(figure).removeprefix(f"[{report.mark}] "))
        for suffix in ("png", "pdf"):
            path = figures / f"{figure.key}.{suffix}"
            publish(figure.draw, path, height=figure.height, page=Page(), words=words)
    progress("writing")
    (folder / "report.html").write_text(html.page(report, pictures), encoding="utf-8", newline="")
    word.write(report, pictures, folder / "report.docx")
    excel.write_book(report.tables, folder / "tables.xlsx")
    outputs = [
        {"file": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": digest(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    text = json.dumps({**manifest, "outputs": outputs}, ensure_ascii=False, indent=2, allow_nan=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def written(folder: Path) -> set[str] | None:
    """Return the files an earlier report says it wrote into a folder; None where there is no such report."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return (
            {MANIFEST, *(str(each["file"]) for each in manifest["outputs"])}
            if manifest["clusternet"]
            else None
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
