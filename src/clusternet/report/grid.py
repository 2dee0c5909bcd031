"""Tables of a Word document: in three lines, with headings that repeat on every page."""

from __future__ import annotations

from collections.abc import Sequence
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
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    rows = table.texts()
    heads = 2 if table.spans else 1
    grid = document.add_table(rows=heads + len(rows), cols=len(table.heads))
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = _CELL if len(table.heads) <= _ACROSS else _CELL - 1
    place = 0
    lines = [list(line.cells) for line in grid.rows]  # looked up once: each look is a walk through the row
    for text, wide in table.spans:
        over = lines[0][place].merge(lines[0][place + wide - 1])
        fill(over, text, size, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        place += wide
    sides = [None if style == "text" else WD_ALIGN_PARAGRAPH.RIGHT for style in table.styles]
    for cells, texts, bold in [
        (lines[heads - 1], table.heads, True),
        *((line, row, False) for line, row in zip(lines[heads:], rows, strict=True)),
    ]:
        for cell, text, side in zip(cells, texts, sides, strict=True):
            fill(cell, text, size, bold=bold, align=side)
    for line in grid.rows[:heads]:
        _repeat(line)
    for line in grid.rows:
        _whole(line)
    for line in (*lines[:heads], lines[-1]):  # neither headings nor notes stand on a page of their own
        line[0].paragraphs[0].paragraph_format.keep_with_next = True
    _rule(lines[0], "top", 12)
    _rule(lines[heads - 1], "bottom", 6)
    _rule(lines[-1], "bottom", 12)
    set_widths(grid, _columns([table.heads, *rows], room))


def fill(cell: Any, text: str, size: float, *, bold: bool = False, align: Any = None) -> None:
    """Write a text into an empty cell.

    Parameters
    ----------
    cell
        Of python-docx.
    text
        On one line.
    size
        In points.
    bold
        Whether it is a heading.
    align
        To which side; the left if None.
    """
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.bold = bold or None


def _columns(rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Share the width of the text among columns by their longest cells, in mm; long texts give way."""
    longest = [min(max(map(markup.cells, column), default=1), 30) + 2 for column in zip(*rows, strict=True)]
    short = sum(each for each in longest if each <= _SHORT)
    rest = sum(longest) - short
    less = min(1.0, max((room / _LETTER - short) / rest, 0.3)) if rest else 1.0
    wide = [each if each <= _SHORT else each * less for each in longest]
    return [room * each / sum(wide) for each in wide]


def set_widths(grid: Any, widths: Sequence[float]) -> None:
    """Set the widths of the columns of a table.

    Parameters
    ----------
    grid
        A table of python-docx.
    widths
        In millimetres.
    """
    from docx.shared import Mm

    grid.autofit = False
    _narrow(grid)
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Mm(wide)
    for line in grid.rows:
        for cell, wide in zip(line._tr.tc_lst, widths, strict=False):
            if cell.grid_span == 1:
                cell.width = Mm(wide)


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


def _repeat(line: Any) -> None:
    from docx.oxml.parser import OxmlElement

    line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _whole(line: Any) -> None:
    from docx.oxml.parser import OxmlElement

    line._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _rule(cells: Sequence[Any], side: str, eighths: int) -> None:
    """Draw a line along one side of cells, in eighths of a point."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for cell in {id(each._tc): each for each in cells}.values():
        properties = cell._tc.get_or_add_tcPr()
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = OxmlElement("w:tcBorders")
            properties.append(borders)
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "222222")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
