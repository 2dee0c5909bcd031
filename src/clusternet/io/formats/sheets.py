"""The parts of a workbook, read through once for what they ask of memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from clusternet.io.formats import biff12, xml
from clusternet.io.formats.extent import UNKNOWN, Extent
from clusternet.io.formats.state import State, column_number
from clusternet.schema.cells import is_error

Attributes = dict[str, str]

_BINARY = (".bin", "xl/worksheets/", "xl/chartsheets/", "xl/dialogsheets/")
"""How names of parts end or begin that hold records of Excel's binary form."""


def extent(name: str, pieces: Iterator[bytes]) -> Extent:
    """Return what a part holds: of one that is neither XML nor binary records, nothing but its size.

    Raises
    ------
    ValueError
        If it is XML and not well-formed, or declares entities or attributes.
    """
    first = next(pieces, b"")
    every = itertools.chain([first], pieces)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or name.lower().endswith(".xml"):
        return _of_xml(every)
    if name.startswith(_BINARY) or name.endswith(_BINARY):
        return biff12.extent(every)
    return Extent(size=sum(map(_no_sheet, every)))


def _no_sheet(piece: bytes) -> int:
    """Return the length of a piece; readers pass over what stands before the first tag of a sheet."""
    if b"sheetData" in piece:
        raise ValueError("a sheet that does not begin as XML")
    return len(piece)


def _of_xml(pieces: Iterator[bytes]) -> Extent:
    found = Extent()
    excel, document = _Excel(found), _OpenDocument(found)
    starts = xml.Handlers(excel.starts | document.starts)
    ends = xml.Handlers(excel.ends | document.ends)

    def start(name: str, attributes: Attributes) -> None:
        if (handler := starts[name]) is not None:
            handler(attributes)

    def end(name: str) -> None:
        if (handler := ends[name]) is not None:
            handler()

    def data(text: str) -> None:
        for kept in (excel.value, excel.string, document.text):
            if kept is not None:
                kept.append(text)

    parser = xml.parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    found.size = xml.feed(parser, pieces)
    excel.close()
    return found


class _Excel:
    """The elements of Excel: ``row``, ``c`` (cell), ``v`` and ``is`` (its value), ``si`` (shared string)."""

    def __init__(self, found: Extent) -> None:
        self.starts: dict[str, xml.Handler] = {
            "row": self._row,
            "c": self._cell,
            "v": self._value,
            "is": self._inline,
            "si": self._string,
            "t": self._text,
            "rPh": self._phonetic,
            "sheet": self._sheet,
            "f": self._begin_formula,
            "mergeCell": self._merge,
            "Relationship": self._relation,
        }
        self.ends: dict[str, xml.Handler] = {
            "row": self._end_row,
            "v": self._end_value,
            "si": self._end_string,
            "rPh": self._end_phonetic,
        }
        self.value: list[str] | None = None
        """Texts of the open value; more than one where its reader may see another number than we do."""
        self.string: list[str] | None = None
        """Texts of the open shared string."""
        self._found = found
        self._rows = self._columns = 0
        self._row_number, self._column_number = 1, 0
        self._cell_row = 1
        self._is_shared = self._has_text = self._blank_string = False
        self._kind: str | None = None
        self._formula = False
        self._spoken = 0
        self._letters: dict[str, int] = {}

    def close(self) -> None:
        """Take in the sheet."""
        self._end_formula()
        self._found.add_sheet(self._rows, self._columns)
        if self._blank_string:  # readers differ in whether it counts
            self._found.unsure()

    def _row(self, attributes: Attributes) -> None:
        self._row_number = _number(attributes.get("r"), self._row_number)
        self._found.state.hidden_rows += attributes.get("hidden") in ("1", "true")

    def _end_row(self) -> None:
        if self._formula:
            self._end_formula()
        self._row_number += 1
        self._column_number = 0

    def _cell(self, attributes: Attributes) -> None:
        if self._formula:
            self._end_formula()
        place = attributes.get("r")
        if place is None:
            self._cell_row, self._column_number = self._row_number, self._column_number + 1
        else:
            letters = place.rstrip("0123456789")
            if letters not in self._letters:
                self._letters[letters] = column_number(letters)
            self._cell_row, self._column_number = _number(place[len(letters) :], 1), self._letters[letters]
        self._kind = attributes.get("t")
        self._is_shared = self._kind == "s"

    def _value(self, _: Attributes) -> None:
        unsure = self._formula and self._kind != "str"  # a text may be blank
        self._inline(_)
        self._formula = unsure
        if (self._is_shared or unsure or self._kind == "e") and self.value is None:
            self.value = []

    def _inline(self, _: Attributes) -> None:
        """Take in a cell that has a value: blank ones take no memory."""
        self._formula = False
        self._rows = max(self._rows, self._cell_row)
        self._columns = max(self._columns, self._column_number)

    def _end_value(self) -> None:
        if self.value is None:
            return
        if self._is_shared:
            self._found.named.append(_number(self.value[0], UNKNOWN) if len(self.value) == 1 else UNKNOWN)
        text = "".join(self.value).strip()
        self._formula = self._formula and not text
        if self._kind == "e" and text:
            self._found.state.fault(text[:40], self._box)
        self.value = None

    def _begin_formula(self, _: Attributes) -> None:
        self._found.state.formulas += 1
        self._formula = True

    def _end_formula(self) -> None:
        """Take in a formula that had no value; it is a cell like any other."""
        if self._formula:
            self._inline({})
            self._found.state.unvalued(self._box)

    @property
    def _box(self) -> tuple[int, int, int, int]:
        row, column = self._cell_row - 1, self._column_number - 1
        return row, row, column, column

    def _merge(self, attributes: Attributes) -> None:
        self._found.state.merge_range(attributes.get("ref", ""))

    def _relation(self, attributes: Attributes) -> None:
        self._found.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _string(self, _: Attributes) -> None:
        self.string, self._has_text = self.string or [], False

    def _text(self, _: Attributes) -> None:
        self._has_text |= not self._spoken

    def _phonetic(self, _: Attributes) -> None:
        self._spoken += 1

    def _end_phonetic(self) -> None:
        self._spoken -= 1

    def _end_string(self) -> None:
        self._found.strings.append(_bytes("".join(self.string or ())))
        self._blank_string |= not self._has_text
        self.string = None

    def _sheet(self, attributes: Attributes) -> None:
        self._found.sheets += 1
        if "name" in attributes:
            self._found.listed[attributes["name"]] = _local(attributes, "id") or ""


class _OpenDocument:
    """The elements of OpenDocument: ``table``, ``table-row``, ``table-cell``, and ``s`` for blanks."""

    def __init__(self, found: Extent) -> None:
        self.starts: dict[str, xml.Handler] = {
            "table": self._table,
            "table-row": self._row,
            "table-cell": self._cell,
            "covered-table-cell": self._cell,
            "s": self._blanks,
        }
        self.ends: dict[str, xml.Handler] = {
            "table": self._end_table,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
        }
        self.text: list[str] | None = None
        """Texts of the open cell."""
        self._found = found
        self._rows = self._columns = 0
        self._row_number, self._column_number = 0, 0
        self._repeated = 1
        self._open = self._copies = 0
        """Cells that are open, and how often their text is copied."""
        self._state = State()
        self._formula = self._valued = self._error = False
        self._written = ""
        self._box = (0, 0, 0, 0)

    def _table(self, attributes: Attributes) -> None:
        self._state = self._found.states.setdefault(_local(attributes, "name") or "", State())

    def _row(self, attributes: Attributes) -> None:
        self._repeated = _number(_local(attributes, "number-rows-repeated"), 1)
        self._row_number, self._column_number = self._row_number + self._repeated, 0

    def _cell(self, attributes: Attributes) -> None:
        """Take in a cell; blank ones, which LibreOffice repeats to the end of a sheet, take no memory."""
        columns = _number(_local(attributes, "number-columns-repeated"), 1)
        self._column_number += columns
        values = [text for name, text in attributes.items() if "value" in name or "formula" in name]
        self._count_text()
        copies = columns * self._repeated if values else 0
        self._copies = max(self._copies, copies) if self._open else copies
        if not self._open:
            self._begin(attributes, columns)
        self._open += 1
        self._found.text += self._copies * sum(map(_bytes, values))
        if values:
            self._rows, self._columns = self._row_number, max(self._columns, self._column_number)

    def _begin(self, attributes: Attributes, columns: int) -> None:
        """Remember what a cell says of itself: its formula, its kind, and the cells merged into it."""
        kinds = [text for name, text in attributes.items() if name.endswith("value-type")]
        self._formula = _local(attributes, "formula") is not None
        self._valued, self._error, self._written = bool(kinds), "error" in kinds, ""
        row, column = self._row_number - 1, self._column_number - 1
        self._box = (row - self._repeated + 1, row, column - columns + 1, column)
        self._state.formulas += self._formula
        down, right = (
            _number(_local(attributes, f"number-{each}-spanned"), 1) for each in ("rows", "columns")
        )
        if down > 1 or right > 1:
            self._state.merge((row, row + down - 1, column, column + right - 1))

    def _end_cell(self) -> None:
        self._count_text()
        self._open -= 1
        if self._open:
            return
        if self._error or (self._formula and is_error(self._written)):
            self._state.fault(self._written or "#VALUE!", self._box)
        elif self._formula and not self._valued and not self._written:
            self._state.unvalued(self._box)
        self.text, self._copies = None, 0

    def _count_text(self) -> None:
        text = "".join(self.text or ())
        self._found.text += self._copies * _bytes(text)
        self._written = (self._written + text.strip())[:40]
        self.text = []

    def _blanks(self, attributes: Attributes) -> None:
        self._found.text += self._copies * _number(_local(attributes, "c"), 1)

    def _end_table(self) -> None:
        self._found.add_sheet(self._rows, self._columns)
        self._rows = self._columns = self._row_number = 0


def _local(attributes: Attributes, name: str) -> str | None:
    return next((text for key, text in attributes.items() if key.rpartition(":")[2] == name), None)


def _number(text: str | None, otherwise: int) -> int:
    """Return a text as a number, at most 10 to the 18th.

    >>> _number("+007", 1), _number(None, 1), _number("x", 1), _number("9" * 5000, 1) == 10**18
    (7, 1, 1, True)
    """
    digits = "" if text is None else text.strip().lstrip("+")
    if not digits.isdecimal():
        return otherwise
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= 18 else 10**18


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
