"""The folder that the page works in: files copied there, and the tables that are completed by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.io.dataset import DESCRIPTOR
from clusternet.io.formats import graphs
from clusternet.io.formats.spreadsheet import write_csv
from clusternet.io.formats.tables import SUFFIXES, Shape, read_table, suffix_of
from clusternet.io.init.proposal import MADE
from clusternet.limits import limit
from clusternet.notes import app as words
from clusternet.words.text import Text

__all__ = ["copy_in", "folder_of", "is_described", "load", "save", "to_complete"]

ACCEPTED = tuple(sorted({*SUFFIXES, *graphs.SUFFIXES, ".toml"}))
"""Suffixes of files that may be copied into a project."""


def folder_of(text: str) -> Path | None:
    """Return the folder that a path names, None if there is none.

    >>> folder_of("") is None
    True
    """
    path = Path(text.strip().strip('"')).expanduser()
    return path.resolve() if text.strip() and path.is_dir() else None


def is_described(folder: Path) -> bool:
    """Return whether a project has its ``dataset.toml``."""
    return (folder / DESCRIPTOR).is_file()


def copy_in(folder: Path, name: str, uploaded: Path) -> Text:
    """Copy an uploaded file into a project; never over another. Return what was done.

    Parameters
    ----------
    folder
        The project.
    name
        Of the file, as the browser tells it; a path in it means nothing.
    uploaded
        Where the file is now.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    if suffix_of(Path(name)) not in ACCEPTED or name.startswith((".", "~$")):
        accepted = " ".join(ACCEPTED)
        return Text(words.NOT_TAKEN.zh.format(name, accepted), words.NOT_TAKEN.en.format(name, accepted))
    if uploaded.stat().st_size > limit():
        return Text(words.TOO_LARGE.zh.format(name, limit()), words.TOO_LARGE.en.format(name, limit()))
    try:
        with (folder / name).open("xb") as new, uploaded.open("rb") as given:
            shutil.copyfileobj(given, new)
    except FileExistsError:
        return Text(words.THERE.zh.format(name), words.THERE.en.format(name))
    except OSError as error:
        raise FormatError.of("not_written", path=folder / name, why=error.strerror or error) from error
    return Text(words.COPIED.zh.format(name), words.COPIED.en.format(name))


def to_complete(folder: Path) -> list[str]:
    """Return the tables of a project that ``init`` made for people to complete.

    >>> to_complete(Path("/nonexistent"))
    []
    """
    return [path.name for path in sorted(folder.glob("*.csv")) if path.name in MADE]


def load(folder: Path, name: str) -> pd.DataFrame:
    """Return a table to complete, every cell as text."""
    return read_table(folder / name, Shape(), []).frame.astype(str)


def save(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a completed table in place of what was there."""
    with whole_file(folder / name) as path, path.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(frame, stream)
