"""Tables of a Word document: in three lines, with headings that repeat on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from clusternet.output import markup
from clusternet.output.markup import printable

if TYPE_CHECKING:
    from clusternet.output.result import Result

_CELL = 8.5
_GAP = 57
"""Left and right of a cell, in twentieths of a point."""
_SHORT, _LETTER = 14, 1.35
"""Letters of a cell that is not broken, and the millimetres of one."""
_ACROSS = 8
"""Columns beyond which a table is set smaller."""


def write(document: Any, table: Result, room: float) -> None:
    """Add a table in three lines.

    Parameters
    ----------
    document
        Of python-docx.
    table
        With at least one row.
    room
        Width of the text, in millimetres.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT

    rows = table.texts()
    widths = _columns([table.heads, *rows], room)
    size = _CELL if len(table.heads) <= _ACROSS else _CELL - 1
    sides = ["" if style == "text" else "right" for style in table.styles]
    whole = list(zip(widths, [1] * len(widths), sides, strict=True))
    heads = [_Line([*table.heads], whole, head=True)]
    if table.spans:
        texts, over, place = [], [], 0
        for text, wide in table.spans:
            texts.append(text)
            over.append((sum(widths[place : place + wide]), wide, "center"))
            place += wide
        heads.insert(0, _Line(texts, over, head=True))
    lines = [*heads, *(_Line(list(row), whole) for row in rows)]
    heads[0].rules["top"] = 12
    heads[-1].rules["bottom"] = 6
    lines[-1].rules["bottom"] = 12
    lines[-1].follow = True
    added(document, lines, widths, size).alignment = WD_TABLE_ALIGNMENT.CENTER


@dataclass
class _Line:
    """A row: texts, and of each cell its width in millimetres, the columns it spans, and its side.

    ``rules`` are the lines along it, in eighths of a point; ``follow`` keeps it on the page of what is next.
    """

    texts: Sequence[str]
    cells: Sequence[tuple[float, int, str]]
    head: bool = False
    follow: bool = False
    rules: dict[str, int] = field(default_factory=dict)

    def markup(self, size: float) -> str:
        """Return it as XML: far quicker to read at once than to build cell by cell."""
        ruled = "".join(
            f'<w:{side} w:val="single" w:sz="{wide}" w:space="0" w:color="222222"/>'
            for side, wide in self.rules.items()
        )
        borders = f"<w:tcBorders>{ruled}</w:tcBorders>" if ruled else ""
        made = ["<w:tr><w:trPr><w:cantSplit/>", "<w:tblHeader/>" if self.head else "", "</w:trPr>"]
        letters = f'<w:rPr>{"<w:b/>" if self.head else ""}<w:sz w:val="{int(2 * size)}"/></w:rPr>'
        keep = "<w:keepNext/>" if self.head or self.follow else ""
        for text, (wide, columns, side) in zip(map(printable, self.texts), self.cells, strict=True):
            span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
            aside = f'<w:jc w:val="{side}"/>' if side else ""
            blank = ' xml:space="preserve"' if text != text.strip() else ""
            held = f"<w:t{blank}>{escape(text, quote=False)}</w:t>" if text else ""
            made.append(
                f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{_twips(wide)}"/>{span}{borders}</w:tcPr>'
                f'<w:p><w:pPr>{keep}<w:spacing w:after="0"/>{aside}</w:pPr>'
                f"<w:r>{letters}{held}</w:r></w:p></w:tc>"
            )
            keep = ""  # one cell keeps its row
        return "".join([*made, "</w:tr>"])


def plain(document: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> None:
    """Add rows without lines.

    Parameters
    ----------
    document
        Of python-docx.
    rows
        Their texts.
    widths
        Of the columns, in millimetres.
    size
        Of the letters, in points.
    """
    cells = [(wide, 1, "") for wide in widths]
    added(document, [_Line(row, cells) for row in rows], widths, size)


def added(document: Any, lines: Sequence[_Line], widths: Sequence[float], size: float) -> Any:
    """Add lines as a table whose columns have widths in millimetres, and return it."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from docx.shared import Mm

    grid = document.add_table(rows=0, cols=len(widths))
    grid.autofit = False
    _narrow(grid)
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Mm(wide)
    body = "".join(line.markup(size) for line in lines)
    grid._tbl.extend(parse_xml(f"<w:tbl {nsdecls('w')}>{body}</w:tbl>"))
    return grid


def _twips(millimetres: float) -> int:
    return round(int(millimetres * 36_000) / 635)


def _columns(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Share the width of the text among columns by their longest cells, in mm; long texts give way."""
    longest = [min(max(map(markup.cells, column), default=1), 30) + 2 for column in zip(*rows, strict=True)]
    short = sum(each for each in longest if each <= _SHORT)
    rest = sum(longest) - short
    less = min(1.0, max((room / _LETTER - short) / rest, 0.3)) if rest else 1.0
    wide = [each if each <= _SHORT else each * less for each in longest]
    return [room * each / sum(wide) for each in wide]


def _narrow(grid: Any) -> None:
    """Leave a millimetre to the left and right of every cell."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_GAP))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
