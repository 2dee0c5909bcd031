"""How far the cells of a workbook reach, and whether it is whole: its reader trusts what it is given."""

from __future__ import annotations

import re
import string
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

_PLACE = re.compile(rb"""[<:](?:c|row)(?=\s)[^<>]*?\sr\s*=\s*["']\s*([A-Za-z]{0,8}[0-9]{1,12})""")
_TAG = re.compile(rb"<(?:[\w.-]+:)?(table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']\s*([0-9]{1,18})""")
_LETTERS = string.ascii_letters.encode()
_LONGEST_TAG = 1 << 24


def extent(pieces: Iterator[bytes]) -> tuple[int, int, int]:
    """Return the bytes of a part, and the last row and column it names: a reader lays out all before them.

    Raises
    ------
    zipfile.BadZipFile
        If it begins as XML and is not well-formed, or declares entities.
    """
    excel, open_document, parser = _ExcelArea(), _OpenDocumentArea(), None
    size, rest = 0, b""
    for piece in pieces:
        if not size and piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            parser = _parser()
        size += len(piece)
        if parser is None:
            continue
        _feed(parser, piece)
        text = rest + piece
        excel.see(text)
        if b"table-cell" in text:
            open_document.see(text)
        rest = text[text.rfind(b"<") :] if text.rfind(b"<") > text.rfind(b">") else b""
        if len(rest) > _LONGEST_TAG:
            raise zipfile.BadZipFile(f"a tag of more than {_LONGEST_TAG} bytes")
    if parser is not None:
        _feed(parser, b"", last=True)
    areas = ((excel.rows, excel.columns), (open_document.rows, open_document.columns))
    return size, *max(areas, key=lambda area: area[0] * area[1])


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _no_entities
    return parser


def _no_entities(*_: object) -> None:
    raise zipfile.BadZipFile("XML with entities")


def _feed(parser: expat.XMLParserType, piece: bytes, *, last: bool = False) -> None:
    try:
        parser.Parse(piece, last)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise zipfile.BadZipFile(f"not well-formed XML: {error}") from error


class _ExcelArea:
    """The last row and column that a sheet of Excel names."""

    def __init__(self) -> None:
        self.rows, self.columns = 1, 1

    def see(self, text: bytes) -> None:
        places = _PLACE.findall(text)
        digits = {place.lstrip(_LETTERS) for place in places}
        letters = {place.rstrip(b"0123456789") for place in places}
        self.rows = max(self.rows, max(map(int, digits), default=1))
        self.columns = max(self.columns, max(map(_column, letters), default=1))


class _OpenDocumentArea:
    """The last row and column with a value; LibreOffice repeats blank cells to the end of every sheet."""

    def __init__(self) -> None:
        self.rows, self.columns, self.column, self.next_row = 0, 0, 0, 0

    def see(self, text: bytes) -> None:
        for tag, attributes in _TAG.findall(text):
            self._see(tag, attributes)

    def _see(self, tag: bytes, attributes: bytes) -> None:
        repeated = _REPEATED.search(attributes)
        number = int(repeated[1]) if repeated else 1
        if tag == b"table-row":
            self.next_row, self.column = self.next_row + number, 0
            return
        self.column += number
        if b"value" in attributes or b"formula" in attributes:
            self.rows, self.columns = self.next_row, max(self.columns, self.column)


def _column(letters: bytes) -> int:
    """Return the number of a column.

    >>> _column(b"A"), _column(b"xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
