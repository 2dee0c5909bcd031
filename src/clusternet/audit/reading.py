"""A folder of tables, a workbook or one file to the tables of one or more reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from clusternet.audit import displayed, documents, sentences, unread
from clusternet.audit import settings as given
from clusternet.audit.layout import apart, side_by_side, without_notes
from clusternet.audit.meaning import Heading, fold, heading, says_percent
from clusternet.audit.printed import Printed, parse, parse_column
from clusternet.audit.sentences import Sentence
from clusternet.audit.tables import (
    Block,
    Column,
    Report,
    Table,
    blocks_of,
    cells_of,
    label_of,
    letter_of,
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

_TABULAR = (*(suffix for suffix in SUFFIXES if not suffix.startswith(".txt")), *documents.SUFFIXES)
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
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 5000, 500, 150_000
"""Size up to which a file is taken for a table of a report."""
_LARGEST = 64 << 20
"""Bytes of a file of text that is surely none."""
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
    passed_by = unread.files(path)
    if not files or files == passed_by:
        why = f"; {passed_by[0].name}: {unread.WHY[suffix_of(passed_by[0])]}" if passed_by else ""
        raise FormatError(f"{path}: no table in it; accepted: {', '.join(_TABULAR)}{why}")
    tables: list[tuple[Path, Table]] = []
    passed = list(unread.reasons(passed_by, folder))
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
    reports = _grouped(tables, folder, settings)
    return _with_text(reports, tables, sentences.below(path, files, folder, found), settings), passed, found


def _with_text(
    reports: list[Report],
    tables: list[tuple[Path, Table]],
    texts: list[tuple[Path, list[Sentence]]],
    settings: dict[str, Any],
) -> list[Report]:
    """Give each report the sentences of its folder, and of files that begin with its word."""
    homes = {id(table): file for file, table in tables}
    found = []
    for report in reports:
        file = homes[id(report.tables[0])]
        words = {_word(file.name, settings), ""}
        own = [
            each
            for path, held in texts
            if path.parent == file.parent and _word(path.name, settings) in words
            for each in held
        ]
        found.append(replace(report, sentences=tuple(own)))
    return found


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
    where = str(file.relative_to(folder))
    if suffix in documents.SUFFIXES:
        return _in_document(file, where, settings, found)
    tabs = sheets(file) if suffix in EXCEL_SUFFIXES else [About("", hidden=False)]
    tables: list[Table] = []
    troubles: list[ClusternetError] = []
    for tab in tabs:
        name = stem if len(tabs) == 1 else f"{stem}:{tab.name}"
        own = given.of_table(settings, name)
        if own.get("ignore"):
            continue
        if tab.hidden and not own:
            passed.append(f"{name}: a hidden sheet, not read; name it in {given.NAME} to read it")
            continue
        shape = Shape(
            sheet=tab.name,
            header_row=own.get("header_row", 1),
            encoding=own.get("encoding", ""),
            delimiter=own.get("delimiter", ""),
        )
        try:
            _admit(file, name)
            text = read_table(file, shape, found, is_header=_is_header)
            _admit_size(text, name)
            text = displayed.as_displayed(text, file) if suffix in displayed.SUFFIXES else text
        except OverwriteError:
            raise
        except ClusternetError as error:
            troubles.append(error)
            continue
        passed += _errors(text, where)
        if text.faulty:
            passed.append(f"{name}: {text.faulty} rows could not be read; clusternet check says why")
        tables += [
            table_of(part, f"{name} {title}".strip(), where, own, found) for title, part in apart(text)
        ]
    if troubles and not tables:
        raise troubles[0]
    passed += [" ".join(str(error).split()) for error in troubles]
    return tables


def _in_document(file: Path, where: str, settings: dict[str, Any], found: list[Finding]) -> list[Table]:
    """Return the tables of a Word document or a page; each is called by its number and the line above it."""
    held = documents.tables(file, found)
    tables = []
    for number, (title, text) in enumerate(held, start=1):
        name = file.stem if len(held) == 1 else f"{file.stem}:{number}"
        own = given.of_table(settings, name)
        if not own.get("ignore"):
            _admit_size(text, name)
            tables.append(table_of(text, f"{name} {title[:40]}".strip(), where, own, found))
    return tables


def _admit(file: Path, name: str) -> None:
    size = file.stat().st_size
    if size > _LARGEST:
        raise FormatError(f"{name}: {size >> 20:,} MB are data and no table of a report")


def _admit_size(text: TextTable, name: str) -> None:
    rows, width = text.frame.shape
    if rows > _MOST_ROWS or width > _MOST_COLUMNS or rows * width > _MOST_CELLS:
        raise FormatError(
            f"{name}: {rows:,} rows and {width:,} columns are data and no table of a report, which has up to "
            f"{_MOST_ROWS:,} rows, {_MOST_COLUMNS} columns and {_MOST_CELLS:,} cells"
        )


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
    heads, texts, lines = without_notes(heads, texts, lines)
    heads, texts, lines = side_by_side(heads, texts, lines)
    apart = len(set(lines)) == len(lines)
    letters = {each: letter_of(place) for place, each in enumerate(names)} if apart else {}
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
        Column(head, role, tuple(column), _cells(head, role, cells, units), letters.get(head.text, ""))
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
    head: Heading, role: str, numbers: list[Printed | None], units: list[str] | None
) -> tuple[Printed | None, ...]:
    if role in ("text", "block", "label", "unit", "ignore"):
        return tuple(numbers)
    return cells_of(head, role, numbers, units if role == "measure" else None)


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
