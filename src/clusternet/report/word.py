"""A report as a Word document: headings, tables, figures of 150 mm, fonts for Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from clusternet.notes.annex import TITLE as ANNEX
from clusternet.notes.report import ALERTS, CONTENTS, FACTS, FINDINGS, LEFT_OUT
from clusternet.output import markup
from clusternet.output.excel import MADE
from clusternet.output.markup import printable
from clusternet.output.result import Result
from clusternet.words.text import COLON, Text

if TYPE_CHECKING:
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Report, Section

WIDTH = 150.0
"""Of figures, in millimetres."""
_TEXT = ("Times New Roman", "宋体")
_HEAD = ("Arial", "黑体")
_MARGIN = 25.0
_SMALL, _CELL = 8.0, 8.5
_GAP = 57
"""Left and right of a cell, in twentieths of a point."""
_ACROSS = 8
"""Columns beyond which a table is set smaller."""


def write(report: Report, pictures: Mapping[str, Picture], path: Path) -> None:
    """Write a report as .docx: the same report gives the same bytes.

    Parameters
    ----------
    pictures
        Figure key -> PNG.
    """
    import docx

    document = docx.Document()
    _prepare(document, report)
    document.add_paragraph(printable(report.heading), style="Title")
    if report.cover.subtitle:
        _paragraph(document, report.cover.subtitle, size=13.0)
    for name, value in report.imprint:
        _paragraph(document, f"{name}{report.say(COLON)}{value}")
    if report.mark:
        _paragraph(document, report.warning, bold=True)
    _contents(document, report)
    _first(document, report)
    for section in report.sections:
        _section(document, report, section, pictures)
    if report.left_out:
        document.add_heading(report.say(LEFT_OUT), level=1)
        for line in report.left_out:
            document.add_paragraph(printable(line), style="List Bullet")
    _facts(document, report)
    _annex(document, report)
    packed = BytesIO()
    document.save(packed)
    path.write_bytes(_undated(packed.getvalue()))


def _undated(packed: bytes) -> bytes:
    """Return a zip file whose entries all have one date."""
    result = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            about = ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            about.compress_type = ZIP_STORED if entry.filename.endswith(".png") else ZIP_DEFLATED
            target.writestr(about, source.read(entry))
    return result.getvalue()


# -- the page ----------------------------------------------------------------------------------------------
def _prepare(document: Any, report: Report) -> None:
    """Set paper, fonts, header, footer and properties."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    styles = document.styles
    for name, fonts, size in (
        ("Normal", _TEXT, 10.5), ("Title", _HEAD, 20.0), ("Heading 1", _HEAD, 15.0), ("Caption", _HEAD, 9.5),
        ("Header", _TEXT, 9.0), ("Footer", _TEXT, 9.0), ("List Bullet", _TEXT, 10.5),
        ("List Number", _TEXT, 10.5),
    ):  # fmt: skip
        _set_fonts(styles[name], fonts)
        styles[name].font.size = Pt(size)
        styles[name].font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    styles["Caption"].paragraph_format.space_before = Pt(10)
    styles["Caption"].paragraph_format.space_after = Pt(3)
    header = page.header.paragraphs[0]
    header.text = printable(report.heading)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE", "1")
    about = document.core_properties
    about.title, about.author, about.last_modified_by = (
        printable(report.heading)[:255],
        "clusternet",
        "clusternet",
    )
    about.subject = report.mark
    about.comments, about.language = "", report.say(Text("zh-CN", "en-GB"))
    about.created = about.modified = MADE
    about.revision = 1


def _set_fonts(style: Any, fonts: tuple[str, str]) -> None:
    """Set the Latin and the Chinese font of a style, and the language of its text."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    style.font.name = fonts[0]
    properties = style.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        faces.set(qn(f"w:{script}"), fonts[0])
    faces.set(qn("w:eastAsia"), fonts[1])
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-US")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    properties.append(spoken)


def _field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field that Word computes, with what is shown until it does."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    def mark(kind: str) -> Any:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        return element

    paragraph.add_run()._r.append(mark("begin"))
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(mark("separate"))
    for number, line in enumerate(shown.split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
    paragraph.add_run()._r.append(mark("end"))


def _paragraph(document: Any, text: str, *, size: float | None = None, bold: bool = False) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)
        paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


# -- its parts ---------------------------------------------------------------------------------------------
def _contents(document: Any, report: Report) -> None:
    """Add a table of contents that Word fills with page numbers (F9), and that lists the sections before."""
    _paragraph(document, report.say(CONTENTS), bold=True)
    titles = [
        report.say(FINDINGS),
        *(section.title for section in report.sections),
    ]
    titles += [report.say(LEFT_OUT)] if report.left_out else []
    titles += [report.say(FACTS), report.say(ANNEX)]
    _field(document.add_paragraph(), 'TOC \\o "1-1" \\h \\z \\u', "\n".join(titles))


def _first(document: Any, report: Report) -> None:
    """Add the authors' summary, the findings, and what must be known before the numbers."""
    document.add_heading(report.say(FINDINGS), level=1)
    for text in report.cover.paragraphs("summary"):
        _paragraph(document, text)
    for claim in report.findings:
        text = f"{report.sentence(claim)} [{report.label(claim.table)}]"
        document.add_paragraph(printable(text), style="List Number")
    if report.alerts:
        _paragraph(document, report.say(ALERTS), bold=True)
    for line in report.alerts:
        document.add_paragraph(printable(line), style="List Bullet")


def _facts(document: Any, report: Report) -> None:
    document.add_heading(report.say(FACTS), level=1)
    grid = document.add_table(rows=0, cols=2)
    grid.autofit = True
    for name, value in report.facts:
        cells = grid.add_row().cells
        _fill(cells[0], name, 10.0)
        _fill(cells[1], value, 10.0)
    _widths(grid, [40.0, 120.0])
    _paragraph(document, report.numbering, size=_SMALL)


def _annex(document: Any, report: Report) -> None:
    """Add how to read the report, methods and terms."""
    document.add_heading(report.say(ANNEX), level=1)
    for title, lines in report.annex:
        _paragraph(document, title, bold=True)
        for what, line in lines:
            text = COLON.in_(report.language).join(filter(None, (what, line)))
            document.add_paragraph(printable(text), style="List Bullet")


def _section(document: Any, report: Report, section: Section, pictures: Mapping[str, Picture]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_heading(printable(section.title), level=1)
    for text in report.cover.paragraphs(section.key):
        _paragraph(document, text)
    for claim in section.claims:
        _paragraph(document, report.sentence(claim))
    for table in section.tables:
        _table(document, table)
    for figure in section.figures:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = _picture(paragraph.add_run(), pictures[figure.key])
        title = printable(report.numbered(figure))
        about = shape._inline.docPr
        about.set("name", figure.key)
        about.set("descr", printable(pictures[figure.key].alt))
        document.add_paragraph(title, style="Caption")
        for note in figure.words.under:
            _paragraph(document, note, size=_SMALL)
    for line in section.left_out:
        _paragraph(document, line, size=_SMALL)


def _picture(run: Any, picture: Picture) -> Any:
    """Add a picture without its title and caption, which stay in the file and can be uncovered."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    shape = run.add_picture(BytesIO(picture.png), width=Mm(WIDTH), height=Mm(WIDTH / picture.shape))
    cut = OxmlElement("a:srcRect")
    for side, part in (("t", picture.above), ("b", picture.below)):
        cut.set(side, str(round(100_000 * part)))
    shape._inline.find(f".//{qn('a:blip')}").addnext(cut)
    return shape


def _table(document: Any, table: Result) -> None:
    """Add a table in three lines: caption, headings that repeat on every page, rows, notes."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    caption = document.add_paragraph(printable(table.heading), style="Caption")
    caption.paragraph_format.keep_with_next = True
    rows = table.texts()
    heads = 2 if table.spans else 1
    grid = document.add_table(rows=heads + len(rows), cols=len(table.heads))
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = _CELL if len(table.heads) <= _ACROSS else _CELL - 1
    place = 0
    lines = [list(line.cells) for line in grid.rows]  # looked up once: each look is a walk through the row
    for text, wide in table.spans:
        over = lines[0][place].merge(lines[0][place + wide - 1])
        _fill(over, text, size, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        place += wide
    sides = [None if style == "text" else WD_ALIGN_PARAGRAPH.RIGHT for style in table.styles]
    for cells, texts, bold in [
        (lines[heads - 1], table.heads, True),
        *((line, row, False) for line, row in zip(lines[heads:], rows, strict=True)),
    ]:
        for cell, text, side in zip(cells, texts, sides, strict=True):
            _fill(cell, text, size, bold=bold, align=side)
    for line in grid.rows[:heads]:
        _repeat(line)
    for line in grid.rows:
        _whole(line)
    _rule(lines[0], "top", 12)
    _rule(lines[heads - 1], "bottom", 6)
    _rule(lines[-1], "bottom", 12)
    _widths(grid, _columns([table.heads, *rows]))
    for note in table.notes:
        _paragraph(document, note, size=_SMALL)


def _fill(cell: Any, text: str, size: float, *, bold: bool = False, align: Any = None) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(size)
    run.bold = bold or None


def _columns(rows: Sequence[Sequence[str]]) -> list[float]:
    """Share the width of the text among columns by their longest cells, in millimetres."""
    longest = [min(max(map(markup.cells, column), default=1), 30) + 2 for column in zip(*rows, strict=True)]
    room = 210 - 2 * _MARGIN
    return [room * each / sum(longest) for each in longest]


def _widths(grid: Any, widths: Sequence[float]) -> None:
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
