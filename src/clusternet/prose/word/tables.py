"""Tables in the style of the author's own: made once, and their cells filled again."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from clusternet.prose.word.package import w
from clusternet.prose.word.runs import pieces, run_like, text, written

if TYPE_CHECKING:
    from clusternet.output.result import Result


def made(result: Result, like: Any, styles: Any | None) -> Any:
    """Return a table, in the table style that the document uses most, else its own default.

    Parameters
    ----------
    result
        The table.
    like
        An element of the part it goes to.
    styles
        Root of the styles of the document, where there are any.
    """
    root = like.getroottree().getroot()
    style, cell_style = _style(root, styles)
    table = _element(like, "tbl")
    properties = _add(table, "tblPr")
    if style:
        _add(properties, "tblStyle").set(w("val"), style)
    width = _add(properties, "tblW")
    width.set(w("w"), "5000"), width.set(w("type"), "pct")
    if not style:
        _rules(properties)
    look = _add(properties, "tblLook")
    look.set(w("val"), "0420"), look.set(w("firstRow"), "1"), look.set(w("noVBand"), "1")
    grid = _add(table, "tblGrid")
    for _ in result.heads:
        _add(grid, "gridCol").set(w("w"), str(9000 // len(result.heads)))
    aligned = [each != "text" for each in result.styles]
    for number, cells in enumerate([result.heads, *result.texts()]):
        row = _add(table, "tr")
        if number == 0:
            _add(_add(row, "trPr"), "tblHeader")
        for cell, right in zip(cells, aligned, strict=True):
            _cell(row, cell, cell_style, right=right, bold=number == 0)
    return table


def filled(table: Any, result: Result) -> None:
    """Fill the cells of a table again; the look of rows and cells stays, rows come and go at its end.

    Parameters
    ----------
    table
        As it is in the document.
    result
        What it shall hold.
    """
    rows = table.findall(w("tr"))
    wanted = [result.heads, *result.texts()]
    for row in rows[len(wanted) :]:
        table.remove(row)
    for _ in range(len(wanted) - len(rows)):
        rows[-1].addnext(deepcopy(rows[-1]))
        rows = table.findall(w("tr"))
    for row, texts in zip(table.findall(w("tr")), wanted, strict=True):
        for cell, value in zip(row.findall(w("tc")), texts, strict=False):
            if text(cell) != value:
                _say(cell.find(w("p")), value)


def texts(table: Any) -> list[list[str]]:
    """Return the cells of a table as text."""
    return [[text_of(cell) for cell in row.findall(w("tc"))] for row in table.findall(w("tr"))]


def text_of(cell: Any) -> str:
    """Return the text of a cell, its paragraphs with blanks between."""
    return " ".join(text(each) for each in cell.iter(w("p")))


def columns(table: Any) -> int:
    """Return how many cells the first row of a table has."""
    first = table.find(w("tr"))
    return 0 if first is None else len(first.findall(w("tc")))


def _style(root: Any, styles: Any | None) -> tuple[str, str]:
    """Return the style of most tables of a document, and that of the paragraphs in their cells."""
    tables = list(root.iter(w("tbl")))
    used = Counter(
        str(each.get(w("val")))
        for table in tables
        for each in table.iterfind(f"{w('tblPr')}/{w('tblStyle')}")
    )
    cells = Counter(
        str(each.get(w("val")))
        for table in tables
        for each in table.iterfind(f".//{w('tc')}/{w('p')}/{w('pPr')}/{w('pStyle')}")
    )
    style = used.most_common(1)[0][0] if used else ""
    if not style and styles is not None:
        kinds = [each for each in styles.iter(w("style")) if each.get(w("type")) == "table"]
        named = {str(each.get(w("styleId"))) for each in kinds}
        own = [str(each.get(w("styleId"))) for each in kinds if each.get(w("default")) != "1"]
        style = "TableGrid" if "TableGrid" in named else next(iter(own), "")
    return style, cells.most_common(1)[0][0] if cells else ""


def _rules(properties: Any) -> None:
    """Draw lines above and below, where the document has no style of tables."""
    borders = _add(properties, "tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = _add(borders, side)
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(w(name), value)


def _cell(row: Any, value: str, style: str, *, right: bool, bold: bool) -> None:
    cell = _add(row, "tc")
    paragraph = _add(cell, "p")
    if style or right:
        properties = _add(paragraph, "pPr")
        if style:
            _add(properties, "pStyle").set(w("val"), style)
        if right:
            _add(properties, "jc").set(w("val"), "right")
    run = _add(paragraph, "r")
    if bold:
        _add(_add(run, "rPr"), "b")
    written(_add(run, "t"), value)


def _say(paragraph: Any, value: str) -> None:
    """Set the text of a paragraph of a cell, in the look of its first run."""
    held = pieces(paragraph)
    if not held:
        run = _add(paragraph, "r")
        written(_add(run, "t"), value)
        return
    first = held[0].getparent()
    first.addprevious(run_like(first, value))
    for piece in held:
        piece.getparent().remove(piece)


def _element(like: Any, name: str) -> Any:
    return like.makeelement(w(name), {}, like.nsmap)


def _add(parent: Any, name: str) -> Any:
    child = _element(parent, name)
    parent.append(child)
    return child
