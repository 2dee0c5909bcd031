"""``init``: look at a folder, write its first descriptor and the tables to fill in, and say what remains."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.io.dataset import DESCRIPTOR
from clusternet.io.init import look, tables, updating, writing
from clusternet.io.init.draft import Draft, draft
from clusternet.io.init.tables import Listed
from clusternet.io.reading import Reading, examine
from clusternet.schema.findings import Finding
from clusternet.schema.problems import PROBLEMS
from clusternet.words.text import COLON, SEMICOLON, Text

_COLUMNS = ("direction", "technology", "application", "category")
MADE = frozenset({"aliases.csv", "places.csv", *(f"words_{column}.csv" for column in _COLUMNS)})
"""Tables that are written for people to complete, and are no data."""


@dataclass(frozen=True)
class Remaining:
    """Something that a first descriptor leaves open.

    Attributes
    ----------
    rows
        Rows of the data that it costs, or is about.
    what
        What is open.
    where
        Where to say it.
    """

    rows: int
    what: Text
    where: Text


@dataclass(frozen=True)
class Proposal:
    """What :func:`init` wrote.

    Attributes
    ----------
    path
        The descriptor.
    written
        Every file, the descriptor first.
    relations, nodes, refused
        What it reads, and how many rows it refuses.
    remaining
        What is open, that which costs most rows first.
    """

    path: Path
    written: tuple[Path, ...]
    relations: int
    nodes: int
    refused: int
    remaining: tuple[Remaining, ...]


def init(
    folder: str | Path, *, out: str | Path | None = None, update: bool = False, language: str = "zh"
) -> Proposal:
    """Write a first ``dataset.toml`` for a folder of workbooks and text files.

    Every guess stands with its reason. What nothing tells becomes tables beside the data, for the user to
    fill in; they change nothing until they are.

    Parameters
    ----------
    folder
        Where the files lie, in folders of their own too.
    out
        The descriptor; ``dataset.toml`` in the folder if None.
    update
        Add the sheets that an existing descriptor does not name, and leave everything else in it as it is.
    language
        Of the comments, ``zh`` or ``en``.

    Returns
    -------
    Proposal

    Raises
    ------
    FormatError
        If the folder holds no table, or a descriptor is there and ``update`` is false.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "ties.csv")
    ...     _ = file.write_text("供给方,需求方,年份" + chr(10) + "甲公司,乙大学,2021" + chr(10))
    ...     made = init(folder)
    >>> made.path.name, made.relations
    ('dataset.toml', 1)
    """
    root = Path(folder)
    path = root / DESCRIPTOR if out is None else Path(out)
    if not root.is_dir():
        raise FormatError.of("no_such_folder", root=root)
    if path.exists() and not update:
        raise FormatError.of("descriptor_there", path=path)
    sheets = look.folder(root, MADE)
    if not sheets:
        held = sorted({path.suffix.lower() for path in root.rglob("*.*") if path.is_file()} - {""})
        raise FormatError.of("no_table_in_folder", root=root, held=held or Text("无", "nothing"))
    found = draft(sheets)
    if not found.edges:
        said = [(block.seen[0].where, block.why) for block in (*found.left, *found.nodes)]
        left = SEMICOLON.join(COLON.join([Text(where, where), why]) for where, why in said)
        raise FormatError.of("no_ties_in_folder", root=root, left=left)
    if path.exists():
        text = updating.with_new(path, found, language)
    else:
        text = writing.text(found, root.resolve().name, language)
    reading = _read(text, root)
    listed = tables.listed(reading, language)
    text = updating.with_tables(text, listed, language)
    for table in listed:
        updating.write(table, root / table.file)
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")
    return Proposal(
        path,
        (path, *(root / table.file for table in listed)),
        len(reading.network.edges),
        len(reading.network.nodes),
        reading.refused,
        tuple(remaining(reading, found, listed)),
    )


def _read(text: str, root: Path) -> Reading:
    with tempfile.TemporaryDirectory(prefix="clusternet-") as folder:
        path = Path(folder, DESCRIPTOR)
        path.write_text(text, encoding="utf-8", newline="")
        return examine(path, root=root, empty=True)


# -- what remains ------------------------------------------------------------------------------------------
_WATCHED = ("several_names", "several_years", "undated", "unreadable_year", "unknown_place", "place_conflict")
"""Findings, beside refused rows, that a setting may mend."""


def remaining(reading: Reading, found: Draft, listed: Sequence[Listed]) -> list[Remaining]:
    """Return what a first descriptor leaves open, that which costs most rows first.

    Parameters
    ----------
    reading
        Of the descriptor.
    found
        The draft.
    listed
        The tables to fill in.
    """
    open_ = [
        Remaining(table.rows, table.meant, Text(table.file, table.file)) for table in listed if table.rows
    ]
    for block, _ in found.edges:
        rows = sum(len(seen.frame) for seen in block.seen)
        where = Text(block.seen[0].where, block.seen[0].where)
        open_ += [Remaining(rows, doubt, where) for doubt in block.doubts]
    told = {"bad_direction"} if any(table.section == "crosswalk.direction" for table in listed) else set()
    kept: dict[str, list[Finding]] = {}
    for each in reading.findings:
        blank = each.problem == "bad_direction" and not each.value
        if (each.severity == "fault" and each.problem not in told) or each.problem in _WATCHED or blank:
            kept.setdefault(each.problem, []).append(each)
    for problem, several in kept.items():
        _, english, chinese = PROBLEMS[problem]
        most = Counter(f"{each.file} · {each.sheet}" if each.sheet else each.file for each in several)
        place, number = most.most_common(1)[0]
        more = f" {number}" if len(most) > 1 else ""
        open_.append(Remaining(len(several), Text(chinese, english), Text(place + more, place + more)))
    return sorted(open_, key=lambda each: -each.rows)
