"""What Excel displays: a cell that holds 0.31563 under the format 0.0% is printed as 31.6%."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from clusternet.io.formats import xml
from clusternet.io.formats.state import column_number
from clusternet.schema.rows import TextTable

SUFFIXES = (".xlsx", ".xlsm")
_BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
}
"""Formats that have a number and no text in a workbook."""
_MARKS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]\-]*)[^\]]*\]|\[[^\]]*\]')
"""Texts in quotes, escaped letters, blanks of a width, currencies and colours."""
_NUMBER = re.compile(r"([#0,?]*[#0?])(?:\.([0#?]+))?(,*)")
_PIECE = 1 << 20
Place = tuple[int, int]


def as_displayed(text: TextTable, path: Path, places: Sequence[int]) -> TextTable:
    """Return a sheet with its numbers as their formats show them, given the column that each stands in."""
    codes = dict(_codes(path, text.sheet))
    if not codes:
        return text
    columns = {}
    for place, name in zip(places, text.frame, strict=True):
        cells = [str(cell) for cell in text.frame[name]]
        kept = (codes.get((int(line), place), "") for line in text.line)
        columns[name] = [shown(cell, code) if code else cell for cell, code in zip(cells, kept, strict=True)]
    return replace(text, frame=pd.DataFrame(columns, dtype=object))


def shown(cell: str, code: str) -> str:
    """Return a number as a format shows it; unchanged if it is none, or the format is of another kind.

    >>> shown("0.31563", "0.0%"), shown("1234567.5", "#,##0"), shown("2.5", '0.00"万"'), shown("12", "@")
    ('31.6%', '1,234,568', '2.50万', '12')
    """
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return cell
    code = code.partition(";")[0]
    own = iter([each[0] or each[1] or each[2] for each in _MARKS.findall(code)])
    bare = _MARKS.sub("\0", code)
    number = _NUMBER.search(bare)
    if number is None or not value.is_finite() or re.search(r"[dmyhsEe@/]|General", bare):
        return cell
    percent = bare.count("%")
    value = value.scaleb(2 * percent - 3 * len(number[3]))
    decimals = number[2] or ""
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in number[1] else f"{rounded:f}"
    for _ in range(len(decimals) - len(decimals.rstrip("#?"))):
        digits = digits.removesuffix("0")
    ends = bare[: number.start()], bare[number.end() :]
    around = [re.sub("\0", lambda _: next(own), part) for part in ends]
    return "".join((around[0], digits.removesuffix("."), around[1])).strip()


_TEXT = ("s", "str", "inlineStr")
"""Kinds of cells that no number format changes."""


def _codes(path: Path, sheet: str) -> Iterator[tuple[Place, str]]:
    """Yield row, column and format of the cells of a sheet that have one."""
    try:
        with zipfile.ZipFile(path) as book:
            styles, part = _styles(book), _part(book, sheet)
            for each in _elements(book, part, "c") if any(styles) and part else ():
                style = int(each.get("s", "0"))
                place = None if each.get("t") in _TEXT else _place(each.get("r", ""))
                if place and style < len(styles) and styles[style]:
                    yield place, styles[style]
    except (zipfile.BadZipFile, KeyError, ValueError):
        return  # no such workbook: the numbers count as they are held


def _elements(book: zipfile.ZipFile, part: str, *names: str) -> list[dict[str, str]]:
    """Return the attributes of the elements of a part that have one of the names, and the name as ``""``."""
    found: list[dict[str, str]] = []

    def start(name: str, said: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare in names:
            found.append({"": bare, **said})

    parser = xml.parser()
    parser.StartElementHandler = start
    with book.open(part) as stream:
        xml.feed(parser, iter(lambda: stream.read(_PIECE), b""))
    return found


def _styles(book: zipfile.ZipFile) -> list[str]:
    """Return the number format of each style of cells."""
    own: dict[str, str] = {}
    formats: list[str] = []
    of_cells = False
    for each in _elements(book, "xl/styles.xml", "numFmt", "cellXfs", "cellStyles", "xf"):
        if each[""] == "numFmt":
            own[each.get("numFmtId", "")] = each.get("formatCode", "")
        elif each[""] == "xf" and of_cells:
            number = each.get("numFmtId", "0")
            formats.append(own.get(number) or _BUILT_IN.get(int(number), ""))
        elif each[""] != "xf":
            of_cells = each[""] == "cellXfs"
    return formats


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of a workbook that holds a sheet."""
    for each in _elements(book, "xl/workbook.xml", "sheet"):
        if each.get("name") == sheet:
            links = _elements(book, "xl/_rels/workbook.xml.rels", "Relationship")
            own = {value for name, value in each.items() if name.rpartition(":")[2] == "id"}
            target = next((link.get("Target", "") for link in links if link.get("Id") in own), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _place(address: str) -> Place | None:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", address)
    if found is None:
        return None
    return int(found[2]), column_number(found[1]) - 1
