"""A file to the tables in it: sheets of a workbook, text, documents; several on one page are taken apart."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from clusternet.audit import displayed, documents, regions
from clusternet.audit import settings as given
from clusternet.audit.regions import Page, Part
from clusternet.errors import ClusternetError, FormatError, OverwriteError, SchemaError
from clusternet.io.formats import files
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.tables import EXCEL_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, Shape, read_table, suffix_of
from clusternet.io.formats.workbooks import About, sheets
from clusternet.schema.cells import is_error, why_error
from clusternet.schema.findings import Finding
from clusternet.schema.rows import TextTable
from clusternet.words.text import NOTHING, Text, numbered, said_by

TABULAR = (*(suffix for suffix in SUFFIXES if not suffix.startswith(".txt")), *documents.SUFFIXES)
"""Suffixes of files that hold tables."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 5000, 500, 150_000
"""Size up to which a file is taken for a table of a report."""
_LARGEST = 64 << 20
"""Bytes of a file of text that is surely none."""
_PLAIN = (".txt", ".txt.gz")
_BETWEEN = ("\t+| *\t *", r"\s*\|\s*", r"\s{2,}", "[,;]", r"\s")
"""What may stand between the columns of plain text."""
Named = tuple[str, Part, dict[str, Any]]
"""The name of a table, the table, and what an audit.toml says of it."""


def tables(
    file: Path, where: str, settings: dict[str, Any], found: list[Finding], passed: list[Text]
) -> list[Named]:
    """Return the tables of a file; what of it is not read is added to ``passed``.

    Raises
    ------
    FormatError
        If none can be read.
    """
    suffix = suffix_of(file)
    stem = file.name[: -len(suffix)] if suffix else file.name
    if given.of_table(settings, stem).get("ignore"):
        return []
    if suffix in documents.SUFFIXES:
        return _in_document(file, settings, found)
    tabs = sheets(file) if suffix in EXCEL_SUFFIXES else [About("", hidden=False)]
    held: list[Named] = []
    troubles: list[ClusternetError] = []
    for tab in tabs:
        name = stem if len(tabs) == 1 else f"{stem}:{tab.name}"
        own = given.of_table(settings, name)
        if own.get("ignore"):
            continue
        if tab.hidden and not own:
            passed.append(
                Text(
                    f"{name}：隐藏的工作表，未读取；在 {given.NAME} 中写出其名称即可读取",
                    f"{name}: a hidden sheet, not read; name it in {given.NAME} to read it",
                )
            )
            continue
        try:
            apart = _on_sheet(file, name, _shape(tab.name, own), found)
        except OverwriteError:
            raise
        except ClusternetError as error:
            troubles.append(error)
            continue
        for part in apart:
            passed += _errors(part.text, where)
            if part.text.faulty:
                number, rows = part.text.faulty, numbered(part.text.faulty, "row")
                passed.append(
                    Text(
                        f"{name}：{number}行无法读取；clusternet check 说明原因",
                        f"{name}: {rows} could not be read; clusternet check says why",
                    )
                )
            held.append((f"{name} {part.title}".strip(), part, own))
    if troubles and not held:
        raise troubles[0]
    passed += map(in_a_line, troubles)
    return held


def in_a_line(error: ClusternetError) -> Text:
    """Return the message of an error in one line."""
    return Text(*(" ".join(text.split()) for text in said_by(error)))


def _shape(sheet: str, said: dict[str, Any]) -> Shape:
    return Shape(
        sheet=sheet,
        header_row=said.get("header_row", 1),
        encoding=said.get("encoding", ""),
        delimiter=said.get("delimiter", ""),
    )


def _on_sheet(file: Path, name: str, shape: Shape, found: list[Finding]) -> list[Part]:
    """Return the tables of a sheet, or of a file of text."""
    size = file.stat().st_size
    if size > _LARGEST:
        raise FormatError.of("data_no_report", name=name, size=size >> 20)
    if suffix_of(file) in _PLAIN:
        return _in_plain_text(file, shape, found)
    noted: list[Finding] = []
    text, trouble = None, None
    try:
        text = read_table(file, shape, noted, is_header=_is_header)
    except OverwriteError:
        raise
    except ClusternetError as error:
        trouble = error
    if text is not None:
        _admit(text, name)
    own: list[Finding] = []
    page = _page(file, shape, text)
    apart = regions.parts(page, own) if page.rows else []
    if len(apart) > 1 or (apart and isinstance(trouble, SchemaError)):
        found += own
        return _titled(apart, file)
    if trouble is not None or text is None:
        raise trouble or FormatError.of("no_table_in_it", name=name)
    found += noted
    return [_displayed(Part("", text, _places(text, page)), file)]


def _titled(apart: list[Part], file: Path) -> list[Part]:
    """Return the tables of a page by their titles, or their number; the first is called as the page is."""
    titles: list[str] = [""]
    for at, each in enumerate(apart[1:], start=2):
        titles.append(f"{each.title} #{at}".strip() if each.title in ("", *titles) else each.title)
    return [_displayed(replace(each, title=title), file) for each, title in zip(apart, titles, strict=True)]


def holds_table(file: Path) -> bool:
    """Whether a file of plain text holds a table and not sentences."""
    return bool(_plain_cells(decode(file.read_bytes(), file.name, "", [], western=True), "")[0])


def _in_plain_text(file: Path, shape: Shape, found: list[Finding]) -> list[Part]:
    """Return the tables of a file of plain text: lines cut at tabs, or where blanks align them."""
    data = files.content(file, "delimited", packed=suffix_of(file).endswith(".gz"))
    text = decode(data, file.name, shape.encoding, found, western=True)
    rows, lines = _plain_cells(text, shape.delimiter)
    first = next((at for at, line in enumerate(lines) if line >= shape.header_row), len(lines))
    page = regions.page_of(rows[first:], lines[first:], file.name)
    apart = [part for part in regions.parts(page, found) if len(part.text.line)]
    if not apart:
        raise FormatError.of("sentences_only", name=file.name)
    for part in apart:
        _admit(part.text, file.name)
    return _titled(apart, file)


def _plain_cells(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Return the cells of lines of text, and the number of each line; none where most lines are no rows.

    Columns end at tabs, else at one of `,;|`, else at two blanks or more, else at one; nearly all lines then
    have as many cells, and some of them are numbers.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for mark in [re.escape(delimiter)] if delimiter else _BETWEEN:
        rows = [[cell.strip() for cell in re.split(mark, line)] for _, line in lines]
        counts = Counter(map(len, rows))
        width, often = max(counts.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        figures = sum(cell[-1:].isdigit() for row in rows for cell in row if len(row) == width)
        if width > 1 and often > 1 and often * 10 >= 7 * len(rows) and figures * 4 >= often * width:
            return rows, [number for number, _ in lines]
    return [], []


def _displayed(part: Part, file: Path) -> Part:
    if suffix_of(file) not in displayed.SUFFIXES:
        return part
    return replace(part, text=displayed.as_displayed(part.text, file, part.places))


def _page(file: Path, shape: Shape, text: TextTable | None) -> Page:
    """Return all cells from the line on in which a header may stand."""
    suffix = suffix_of(file)
    if suffix in EXCEL_SUFFIXES:
        held = read_table(file, replace(shape, header_row=0), [])
        rows, lines, sheet = held.frame.to_numpy().tolist(), held.line.tolist(), held.sheet
    elif suffix in TEXT_SUFFIXES:
        data = files.content(file, "delimited", packed=suffix.endswith(".gz"))
        said = decode(data, file.name, shape.encoding, [])
        rows, lines = _cells(said, shape.delimiter or (text.delimiter if text else "") or _delimiter(said))
        sheet = ""
    else:
        return Page([], [], file.name)
    first = next((at for at, line in enumerate(lines) if line >= shape.header_row), len(lines))
    return regions.page_of(rows[first:], lines[first:], file.name, sheet)


def _cells(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Return the rows of text, and the line that each begins in; none of what is no delimited text."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows, lines, before = [], [], 0
    try:
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        return [], []
    return rows, lines


def _delimiter(text: str) -> str:
    return max(",\t;|", key=text.count)


def _places(text: TextTable, page: Page) -> tuple[int, ...]:
    """Return the columns of a page in which those of a table stand: blank ones may have been left out."""
    row_of = {line: at for at, line in enumerate(page.lines)}
    rows = [row_of.get(int(line), -1) for line in text.line]
    width = len(page.rows[0]) if page.rows else 0
    places: list[int] = []
    for name in text.frame:
        cells = [str(cell).strip() for cell in text.frame[name]]
        start = places[-1] + 1 if places else 0
        places.append(next((at for at in range(start, width) if _stands(page, rows, at, cells)), start))
    return tuple(places)


def _stands(page: Page, rows: Sequence[int], column: int, cells: Sequence[str]) -> bool:
    return all(row < 0 or page.rows[row][column] == cell for row, cell in zip(rows, cells, strict=True))


def _in_document(file: Path, settings: dict[str, Any], found: list[Finding]) -> list[Named]:
    """Return the tables of a Word document or a page; each is called by its number and the line above it."""
    held = documents.tables(file, found)
    apart: list[Named] = []
    for number, part in enumerate(held, start=1):
        name = file.stem if len(held) == 1 else f"{file.stem}:{number}"
        own = given.of_table(settings, name)
        if not own.get("ignore"):
            _admit(part.text, name)
            apart.append((f"{name} {part.title[:40]}".strip(), part, own))
    return apart


def _admit(text: TextTable, name: str) -> None:
    rows, width = text.frame.shape
    if rows > _MOST_ROWS or width > _MOST_COLUMNS or rows * width > _MOST_CELLS:
        size = Text(f"{rows:,}行、{width:,}列", f"{numbered(rows, 'row')} and {numbered(width, 'column')}")
        raise FormatError.of(
            "table_no_report",
            name=name,
            size=size,
            rows=_MOST_ROWS,
            columns=_MOST_COLUMNS,
            cells=_MOST_CELLS,
        )


def _errors(text: TextTable, file: str) -> Iterator[Text]:
    """Say of each cell that is the error of a formula where it stands: it counts as no number."""
    sheet = Text(f"，工作表 {text.sheet}", f", sheet {text.sheet}") if text.sheet else NOTHING
    for header in map(str, text.frame):
        for row, cell in enumerate(text.frame[header]):
            if is_error(cell):
                line, why = int(text.line[row]), why_error(cell)
                yield Text(
                    f"{file}{sheet.zh}，第{line}行，{header} 列：{why.zh}",
                    f"{file}{sheet.en}, line {line}, column {header}: {why.en}",
                )


def _is_header(cells: list[str]) -> bool:
    """Tell a header from a title above it, which fills one cell of several."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and (len(filled) * 2 > len(cells) or len(filled) > 3)
