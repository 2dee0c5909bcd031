"""What is new, added to a descriptor and to tables that are there: what the user wrote stays as it is."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.atomic import whole_file
from clusternet.io.blocks import EVERY
from clusternet.io.formats.spreadsheet import write_csv
from clusternet.io.init import writing
from clusternet.io.init.block import Block
from clusternet.io.init.cells import Cut
from clusternet.io.init.draft import Draft
from clusternet.io.init.look import Seen
from clusternet.io.init.tables import Listed
from clusternet.schema.cells import fold

_AFTER = ("[crosswalk]", "[aliases]", "[parents]", "[vocabulary]")
"""Tables that new blocks stand before."""


def with_new(path: Path, found: Draft, language: str) -> str:
    """Return a descriptor with the sheets that it does not name.

    A sheet with the columns of a block joins its list; others become blocks of their own.

    Raises
    ------
    FormatError
        If the file is no TOML.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        content = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except (ParseError, UnicodeDecodeError) as error:
        raise FormatError.of("not_toml", path=path, why=error) from error
    named = {
        (str(table["file"]), sheet)
        for key in ("edges", "nodes")
        for table in _tables(content, key)
        for sheet in _sheets(table)
    }
    lines: list[str] = []
    blocks: list[tuple[Block, Cut]] = [*found.edges, *((block, Cut()) for block in found.nodes)]
    for block, cut in blocks:
        fresh = [seen for seen in block.seen if not _is_named(seen, named)]
        left = [seen for seen in fresh if not _joins(seen, block, cut, _tables(content, block.key))]
        if left:
            block.seen[:] = left
            lines += (
                writing.edges(block, cut, language)
                if block.key == "edges"
                else writing.nodes(block, language)
            )
    return _inserted(tomlkit.dumps(content), lines)


def _tables(content: Mapping[str, Any], key: str) -> list[Any]:
    held = content.get(key, [])
    return [held] if isinstance(held, Mapping) else list(held)


def _sheets(table: Mapping[str, Any]) -> list[str]:
    said = table.get("sheet", "")
    return [said] if isinstance(said, str) else list(said)


def _is_named(seen: Seen, named: set[tuple[str, str]]) -> bool:
    first = (seen.file, "") in named and not any(file == seen.file and sheet for file, sheet in named)
    return first or bool({(seen.file, seen.sheet), (seen.file, EVERY)} & named)


def _joins(seen: Seen, block: Block, cut: Cut, tables: Sequence[Any]) -> bool:
    """Add a sheet to the list of a table of the same file that reads the same columns alike."""
    headers = set(map(fold, map(str, seen.frame)))
    for table in tables:
        columns = table.get("columns", {})
        alike = str(table["file"]) == seen.file and table.get("header_row", 1) == seen.header_row
        meant = {name: column.header for name, column in block.columns.items()}
        same = columns and {fold(str(header)) for header in columns.values()} <= headers
        said = {name: value for name, (value, _) in block.set.items() if name != "year"}
        told = all(str(table.get("set", {}).get(name, value)) == value for name, value in said.items())
        marks = all(
            {*own, *cut.words.get(end, ())} <= set(table.get("split", {}).get(end, ""))
            for end, own in cut.split.items()
        )
        ends = all(columns.get(name) == meant[name] for name in block.names if name in columns)
        if alike and same and told and marks and ends and "year" not in block.set and "sheet" in table:
            table["sheet"] = [*_sheets(table), seen.sheet]
            return True
    return False


def _inserted(text: str, lines: list[str]) -> str:
    """Put new blocks before the tables of words and names."""
    if not lines:
        return text
    rows = text.rstrip("\n").split("\n")
    place = next((number for number, row in enumerate(rows) if row.startswith(_AFTER)), len(rows))
    while place and rows[place - 1].startswith("#"):
        place -= 1
    while place and not rows[place - 1].strip():
        place -= 1
    return "\n".join([*rows[:place], *lines, *rows[place:]]) + "\n"


def with_tables(text: str, listed: Sequence[Listed], language: str) -> str:
    """Return a descriptor that names the tables to fill in, those that it does not name already."""
    import tomlkit

    content = tomlkit.parse(text)
    files = {str(table.get("file", "")) for table in _tables(content, "nodes")}
    fresh: list[Listed] = []
    changed = False
    for table in listed:
        section, _, key = table.section.partition(".")
        if section == "nodes":
            fresh += [] if table.file in files else [table]
        elif section not in content:
            fresh.append(table)
        elif key and key not in content[section]:
            content[section][key] = table.file
            changed = True
    lines = writing.tables([(each.section, each.file, each.meant) for each in fresh], language)
    whole = tomlkit.dumps(content) if changed else text
    return "\n".join([whole.rstrip("\n"), *lines]) + "\n"


def write(table: Listed, path: Path) -> None:
    """Write a table to fill in; of one that is there every row stays, and new ones follow.

    Raises
    ------
    FormatError
        If the file that is there has other columns.
    """
    frame = table.frame.astype(str)
    if path.exists():
        held = _held(path)
        if not set(table.key) <= set(held):
            columns = ", ".join(table.key)
            raise FormatError.of("table_without_columns", path=path, columns=columns)
        if "merge" in frame and "merge" not in held:
            held["merge"] = "yes"
        known = set(held[list(table.key)].itertuples(index=False, name=None))
        keys = frame[list(table.key)].itertuples(index=False, name=None)
        fresh = frame[[key not in known for key in keys]]
        frame = pd.concat([held, fresh], ignore_index=True).fillna("")
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
        write_csv(frame, stream)


def _held(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FormatError.of("user_table_unreadable", path=path, why=error) from error
    return pd.DataFrame(rows, dtype=object)
