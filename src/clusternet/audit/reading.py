"""A folder of tables, a workbook or one file to the tables of one or more reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from clusternet.audit import pages, sentences, unread
from clusternet.audit import settings as given
from clusternet.audit.layout import Laid, side_by_side, without_notes
from clusternet.audit.meaning import Heading, fold, heading, says_percent
from clusternet.audit.printed import Printed, parse, parse_column
from clusternet.audit.regions import Part
from clusternet.audit.sentences import Sentence
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
from clusternet.io.formats.tables import suffix_of
from clusternet.places import china
from clusternet.schema.findings import Finding, done
from clusternet.schema.numbers import notation
from clusternet.schema.rows import TextTable
from clusternet.words.text import SEMICOLON, Text, said_by

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
_MOST_REASONS = 5
"""Reasons that one message holds."""
_PAIR = re.compile("->|→|--|—|–|-|~|至|到")


def read_reports(path: Path) -> tuple[list[Report], list[Text], list[Finding]]:
    """Read every table below a folder, of a workbook, or of one file.

    Returns
    -------
    list of Report
        Tables of one folder are one report. Where the names of all files begin with a word and an underscore,
        and there are several such words with several files each, each word is a report of its own.
    list of Text
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
        raise FormatError.of("no_path", path=str(path)) from error
    if not exists:
        raise FormatError.of("no_such_path", path=path)
    if not is_folder and path.name == given.NAME:
        path, is_folder = path.parent, True
    folder = path if is_folder else path.parent
    settings = given.read_settings(folder / given.NAME)
    files = _files(path) if is_folder else [path]
    passed_by = unread.files(path)
    if not files or files == passed_by:
        whys = [said_by(FormatError.of("no_table_in_it", name=path)), *unread.reasons(passed_by, folder)]
        raise FormatError.of("no_report", why=SEMICOLON.join(whys), accepted=pages.TABULAR)
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
            passed.append(pages.in_a_line(error))
    if not tables:
        ignored = Text("均设为忽略", "all are ignored")
        why = SEMICOLON.join(passed[:_MOST_REASONS]) if passed else ignored
        raise FormatError.of("no_table_read", path=path, why=why)
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
    found = [file for file in folder.rglob("*") if suffix_of(file) in pages.TABULAR and file.is_file()]
    found += [file for file in unread.beside(folder, (".txt",)) if pages.holds_table(file)]
    hidden = [
        file for file in found if any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    ]
    return sorted(set(found) - set(hidden))


def _tables(
    file: Path, folder: Path, settings: dict[str, Any], found: list[Finding], passed: list[Text]
) -> list[Table]:
    where = str(file.relative_to(folder))
    held = pages.tables(file, where, settings, found, passed)
    return [table_of(part, name, where, said, found) for name, part, said in held]


def table_of(
    part: Part, name: str, file: str, settings: dict[str, Any], found: list[Finding] | None = None
) -> Table:
    """Return a table of a page with its columns understood; decimal commas are added to the findings."""
    laid, pair = _split_pairs(side_by_side(without_notes(_laid(part))))
    heads, texts = laid.heads, laid.texts
    numbers = [
        _numbers(head.text, column, part.text, settings, found)
        for head, column in zip(heads, texts, strict=True)
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
        Column(head, role, tuple(column), _cells(head, role, cells, units, settings), tuple(places))
        for head, role, column, cells, places in zip(heads, roles, texts, numbers, laid.places, strict=True)
    )
    blocks = blocks_of([head.text for head in heads], roles, texts, label, pair)
    columns = tuple(_as_percent(each, blocks) for each in columns)
    return Table(name, file, part.text.sheet, columns, tuple(laid.lines), label, pair, blocks, settings)


def _laid(part: Part) -> Laid:
    frame = part.text.frame
    texts = [[str(cell).strip() for cell in frame[name]] for name in frame]
    lines = [int(line) for line in part.text.line]
    return Laid(
        [heading(str(name)) for name in frame], texts, lines, [[place] * len(lines) for place in part.places]
    )


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
    head: Heading, role: str, numbers: list[Printed | None], units: list[str] | None, said: dict[str, Any]
) -> tuple[Printed | None, ...]:
    if role in ("text", "block", "label", "unit", "ignore"):
        return tuple(numbers)
    return cells_of(head, role, numbers, units if role == "measure" else None, said.get("exact"))


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


def _split_pairs(laid: Laid) -> tuple[Laid, tuple[int, int] | None]:
    """Split a column of flows such as 北京市-上海市 into its two ends."""
    for place, column in enumerate(laid.texts):
        parts = [_ends(cell) for cell in column if cell]
        if len(parts) < 3 or not all(len(each) == 2 for each in parts):
            continue
        if sum(is_place(one) and is_place(two) for one, two in parts) * 10 < len(parts) * 9:
            continue
        split = [(*_ends(cell), "")[:2] if cell else ("", "") for cell in column]
        ends = [[one for one, _ in split], [two for _, two in split]]
        head = laid.heads[place].text
        new = [replace(heading(f"{head} ({end})"), text=head) for end in ("from", "to")]
        before, after = slice(None, place), slice(place + 1, None)
        heads = [*laid.heads[before], *new, *laid.heads[after]]
        texts = [*laid.texts[before], *ends, *laid.texts[after]]
        places = [*laid.places[before], *[laid.places[place]] * 2, *laid.places[after]]
        return Laid(heads, texts, laid.lines, places), (place, place + 1)
    return laid, None


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
