"""A folder of tables, a workbook or one file to the tables of one or more reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from clusternet.audit import settings as given
from clusternet.audit.meaning import Heading, fold, heading, says_percent
from clusternet.audit.printed import Printed, parse, parse_column
from clusternet.audit.tables import (
    Block,
    Column,
    Report,
    Table,
    blocks_of,
    cells_of,
    label_of,
    plain_label,
    roles_of,
)
from clusternet.errors import ClusternetError, FormatError, OverwriteError
from clusternet.io.formats.tables import EXCEL_SUFFIXES, SUFFIXES, Shape, read_table, suffix_of
from clusternet.io.formats.workbooks import About, sheets
from clusternet.places import china
from clusternet.schema.cells import is_error, why_error
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import notation

_TABULAR = tuple(suffix for suffix in SUFFIXES if not suffix.startswith(".txt"))
_ENDS = (
    *(("enable", "input"), ("source", "target"), ("from", "to"), ("origin", "destination"), ("out", "in")),
    *(
        ("赋能", "输入"),
        ("来源", "目标"),
        ("流出", "流入"),
        ("起点", "终点"),
        ("源", "目标"),
        ("export", "import"),
    ),
    *(("supplier", "receiver"), ("orig", "dest")),
)
_FINE = 2
"""Decimals that fractions of 1 are printed with, at least."""
_MOST_ROWS = 5000
"""Rows up to which a file is taken for a table of a report."""
_PAIR = re.compile("->|→|--|—|–|-|~|至|到")


def read_reports(path: Path) -> tuple[list[Report], list[str], list[Finding]]:
    """Read every table below a folder, of a workbook, or of one file.

    Returns
    -------
    list of Report
        Tables of one folder are one report. Where the names of all files begin with a word and an underscore,
        and there are several such words with several files each, each word is a report of its own.
    list of str
        Files that hold no table, with the reason.
    list of Finding
        What was odd in reading.

    Raises
    ------
    FormatError
        If there is no such folder or file, or nothing in it can be read.
    """
    try:
        exists, is_folder = path.exists(), path.is_dir()
    except (OSError, ValueError) as error:
        raise FormatError(f"{str(path)!r}: not the name of a file or folder") from error
    if not exists:
        raise FormatError(f"{path}: no such file or folder")
    if not is_folder and path.name == given.NAME:
        path, is_folder = path.parent, True
    folder = path if is_folder else path.parent
    settings = given.read_settings(folder / given.NAME)
    files = _files(path) if is_folder else [path]
    if not files:
        raise FormatError(f"{path}: no table in it; accepted: {', '.join(_TABULAR)}")
    tables: list[tuple[Path, Table]] = []
    passed: list[str] = []
    found: list[Finding] = []
    for file in files:
        try:
            tables += [(file, each) for each in _tables(file, folder, settings, found, passed)]
        except OverwriteError:
            raise
        except ClusternetError as error:
            if not is_folder:
                raise
            passed.append(" ".join(str(error).split()))
    if not tables:
        raise FormatError(f"{path}: no table could be read; {passed[0] if passed else 'all are ignored'}")
    return _grouped(tables, folder, settings), passed, found


def _files(folder: Path) -> list[Path]:
    found = [file for file in folder.rglob("*") if suffix_of(file) in _TABULAR and file.is_file()]
    hidden = [
        file for file in found if any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    ]
    return sorted(set(found) - set(hidden))


def _tables(
    file: Path, folder: Path, settings: dict[str, Any], found: list[Finding], passed: list[str]
) -> list[Table]:
    suffix = suffix_of(file)
    stem = file.name[: -len(suffix)] if suffix else file.name
    said = given.of_table(settings, stem)
    if said.get("ignore"):
        return []
    tabs = sheets(file) if suffix in EXCEL_SUFFIXES else [About("", hidden=False)]
    where = str(file.relative_to(folder))
    tables: list[Table] = []
    troubles: list[ClusternetError] = []
    for tab in tabs:
        sheet = tab.name
        name = stem if len(tabs) == 1 else f"{stem}:{sheet}"
        own = given.of_table(settings, name)
        if own.get("ignore"):
            continue
        if tab.hidden and not own:
            passed.append(f"{name}: a hidden sheet, not read; name it in {given.NAME} to read it")
            continue
        shape = Shape(
            sheet=sheet,
            header_row=own.get("header_row", 1),
            encoding=own.get("encoding", ""),
            delimiter=own.get("delimiter", ""),
        )
        try:
            text = read_table(file, shape, found, is_header=_is_header)
        except OverwriteError:
            raise
        except ClusternetError as error:
            troubles.append(error)
            continue
        passed += _errors(text, where)
        if len(text.frame) > _MOST_ROWS:
            troubles.append(
                FormatError(f"{name}: {len(text.frame):,} rows are data and no table of a report")
            )
            continue
        tables.append(table_of(text, name, where, own, found))
    if troubles and not tables:
        raise troubles[0]
    passed += [" ".join(str(error).split()) for error in troubles]
    return tables


def _errors(text: TextTable, file: str) -> Iterator[str]:
    """Say of each cell that is the error of a formula where it stands: it counts as no number."""
    where = f"{file}, sheet {text.sheet}" if text.sheet else file
    for header in map(str, text.frame):
        for row, cell in enumerate(text.frame[header]):
            if is_error(cell):
                yield f"{where}, line {int(text.line[row])}, column {header}: {why_error(cell)}"


def _is_header(cells: list[str]) -> bool:
    """Tell a header from a title above it, which fills one cell of several."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and (len(filled) * 2 > len(cells) or len(filled) > 3)


def table_of(
    text: TextTable, name: str, file: str, settings: dict[str, Any], found: list[Finding] | None = None
) -> Table:
    """Return a text table with its columns understood; decimal commas are added to the findings."""
    names = [str(each) for each in text.frame]
    texts = [[str(cell).strip() for cell in text.frame[each]] for each in names]
    lines = [int(line) for line in text.line]
    heads = [heading(each) for each in names]
    heads, texts, lines = _without_notes(heads, texts, lines)
    heads, texts, lines = _side_by_side(heads, texts, lines)
    heads, texts, pair = _split_pairs(heads, texts)
    numbers = [
        _numbers(head.text, column, text, settings, found) for head, column in zip(heads, texts, strict=True)
    ]
    roles = roles_of(heads, texts, numbers)
    said = {fold(column): role for column, role in settings.get("roles", {}).items()}
    roles = [said.get(fold(head.text), role) for head, role in zip(heads, roles, strict=True)]
    if pair is None:
        pair = _pair(heads, roles, texts)
        roles = ["text" if pair and place in pair else role for place, role in enumerate(roles)]
    label = label_of(heads, roles, texts) if pair is None else pair[0]
    units = next((texts[place] for place, role in enumerate(roles) if role == "unit"), None)
    columns = tuple(
        Column(head, role, tuple(column), _cells(head, role, column, cells, units))
        for head, role, column, cells in zip(heads, roles, texts, numbers, strict=True)
    )
    blocks = blocks_of([head.text for head in heads], roles, texts, label, pair)
    columns = tuple(_as_percent(each, blocks) for each in columns)
    return Table(name, file, text.sheet, columns, tuple(lines), label, pair, blocks, settings)


def _numbers(
    head: str, column: list[str], text: TextTable, settings: dict[str, Any], found: list[Finding] | None
) -> list[Printed | None]:
    """Return the numbers of a column, by its one decimal sign."""
    said = notation(column, settings.get("decimal"))
    if said.decimal == ".":
        return parse_column(column)
    if found is not None:
        action = done("whole_column")
        found.append(Finding("decimal_comma", text.file, text.sheet, None, head, said.example, action))
    read = [(cell, parse(said.pointed(cell) or cell)) for cell in column]
    return [each and replace(each, text=cell) for cell, each in read]


def _cells(
    head: Heading, role: str, texts: list[str], numbers: list[Printed | None], units: list[str] | None
) -> tuple[Printed | None, ...]:
    if role in ("text", "block", "label", "unit", "ignore"):
        return tuple(numbers)
    return cells_of(head, texts, role, numbers, units if role == "measure" else None)


def _as_percent(column: Column, blocks: Sequence[Block]) -> Column:
    """Bring shares that are printed as fractions of 1 (0.316) to percent.

    They are none above 1, and add up to one at most or have more decimals than percentages are printed with.
    """
    held = [each for each in column.cells if each is not None]
    if column.role != "share" or len(held) < 2 or says_percent(column.name):
        return column
    sums = [sum(each.value for row in block.rows if (each := column.cells[row])) for block in blocks]
    finest = max(each.decimals for each in held)
    parts = all(each.value >= 0 for each in held) and all(each <= Fraction(21, 20) for each in sums)
    fractions = all(abs(each.value) <= 1 for each in held) and (parts or finest > _FINE)
    if not fractions or any("%" in each.text for each in held) or finest < _FINE:
        return column
    return replace(column, cells=tuple(each and each.in_percent(finest) for each in column.cells))


def _without_notes(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Leave out the notes below a table, and make rows that fill one cell alone a column of sections."""
    alone = [sum(bool(column[row]) for column in texts) < 2 for row in range(len(lines))]
    if len(heads) < 2 or all(alone):
        return heads, texts, lines
    last = max(row for row, single in enumerate(alone) if not single)
    kept = [row for row in range(last + 1) if not alone[row]]
    inner = [row for row in range(last + 1) if alone[row] and len(heads) > 2]
    if len(heads) == 2:  # a blank second cell is a missing value
        kept = list(range(last + 1))
    named = [next((column[row] for column in texts if column[row]), "") for row in inner]
    sections = bool(inner) and inner[0] == 0 and all(named) and not any(map(parse, named))
    columns = [[column[row] for row in kept] for column in texts]
    if sections:
        said = [named[sum(start < row for start in inner) - 1] for row in kept]
        heads, columns = [heading("panel"), *heads], [said, *columns]
    return heads, columns, [lines[row] for row in kept]


def _side_by_side(
    heads: list[Heading], texts: list[list[str]], lines: list[int]
) -> tuple[list[Heading], list[list[str]], list[int]]:
    """Put the halves of a table printed in two panels under each other."""
    width = len(heads)
    if width < 4 or width % 2:
        return heads, texts, lines
    half = width // 2
    bare = [fold(re.sub(r" \(\d+\)$", "", head.text)) for head in heads]
    same = sum(one == two for one, two in zip(bare[:half], bare[half:], strict=True))
    if same * 2 < half + 1 or not any(re.search(r" \(\d+\)$", head.text) for head in heads[half:]):
        return heads, texts, lines
    other = next((place for place in range(half) if bare[place] != bare[place + half]), None)
    columns = [one + two for one, two in zip(texts[:half], texts[half:], strict=True)]
    filled = [row for row in range(len(lines) * 2) if any(column[row] for column in columns)]
    columns = [[column[row] for row in filled] for column in columns]
    panel = []
    if other is not None:
        said = [heads[other].text] * len(lines) + [heads[other + half].text] * len(lines)
        panel = [[said[row] for row in filled]]
    both = (lines * 2)[:]
    return (
        [*([heading("panel")] if panel else []), *heads[:half]],
        [*panel, *columns],
        [both[row] for row in filled],
    )


def _ends(cell: str) -> list[str]:
    return [part.strip() for part in _PAIR.split(cell)]


def _split_pairs(
    heads: list[Heading], texts: list[list[str]]
) -> tuple[list[Heading], list[list[str]], tuple[int, int] | None]:
    """Split a column of flows such as 北京市-上海市 into its two ends."""
    for place, column in enumerate(texts):
        parts = [_ends(cell) for cell in column if cell]
        if len(parts) < 3 or not all(len(each) == 2 for each in parts):
            continue
        if sum(is_place(one) and is_place(two) for one, two in parts) * 10 < len(parts) * 9:
            continue
        split = [(*_ends(cell), "")[:2] if cell else ("", "") for cell in column]
        ends = [[one for one, _ in split], [two for _, two in split]]
        head = heads[place].text
        new = [heading(f"{head} (from)"), heading(f"{head} (to)")]
        new = [replace(each, text=f"{head}") for each in new]
        return (
            [*heads[:place], *new, *heads[place + 1 :]],
            [*texts[:place], *ends, *texts[place + 1 :]],
            (place, place + 1),
        )
    return heads, texts, None


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Tell a place of China or a country.

    >>> is_place("北京市"), is_place("美国"), is_place("省内技术流动")
    (True, True, False)
    """
    return china.resolve(text) is not None or china.zone(text) != china.UNKNOWN


def _pair(heads: list[Heading], roles: Sequence[str], texts: list[list[str]]) -> tuple[int, int] | None:
    """Return the two columns that a flow runs between."""
    held = [
        place
        for place, role in enumerate(roles)
        if role == "text" or (role == "ignore" and heads[place].name in ("source", "来源"))  # of a flow
    ]
    for one in held:
        for two in held:
            first, second = heads[one].name, heads[two].name
            ends = any(
                start in first and end in second and first.replace(start, "") == second.replace(end, "")
                for start, end in _ENDS
            )
            if (
                one != two
                and ends
                and {plain_label(cell) for cell in texts[one]} & {plain_label(cell) for cell in texts[two]}
            ):
                return one, two
    return None


def _grouped(tables: list[tuple[Path, Table]], folder: Path, settings: dict[str, Any]) -> list[Report]:
    parents = {file.parent for file, _ in tables}
    reports: list[Report] = []
    for parent in sorted(parents):
        own = [(file, table) for file, table in tables if file.parent == parent]
        words: dict[str, list[Table]] = {}
        for file, table in own:
            words.setdefault(_word(file.name, settings), []).append(table)
        several = len({file for file, _ in own}) > len(words) > 1 and "" not in words
        if several or "reports" in settings:
            reports += [Report(word, tuple(held), settings) for word, held in words.items()]
        else:
            name = "" if parent == folder else parent.name
            reports.append(Report(name, tuple(table for _, table in own), settings))
    return reports


def _word(name: str, settings: dict[str, Any]) -> str:
    """Return the word that a file name begins with; those of a report share it."""
    said = [word for word in settings.get("reports", []) if name.startswith(word)]
    if "reports" in settings:
        return max(said, key=len, default="")
    match = re.match(r"([^\W\d_]{2,})[_\-](?=.*(?:table|fig|text|表|图))", name, flags=re.IGNORECASE)
    return match[1].casefold() if match else ""
