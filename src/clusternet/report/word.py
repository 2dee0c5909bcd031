"""A report as a Word document: headings, tables, figures of 150 mm, fonts for Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from clusternet.notes.annex import TITLE as ANNEX
from clusternet.notes.report import (
    ALERTS,
    CONTENTS,
    FACTS,
    FIGURE,
    FIGURES,
    FINDINGS,
    LEFT_OUT,
    TABLE,
    TABLES,
)
from clusternet.output.excel import MADE
from clusternet.output.markup import printable
from clusternet.report import fields, grid, paper
from clusternet.words.text import COLON, Text

if TYPE_CHECKING:
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Figure, Report, Section

WIDTH = 150.0
"""Of figures, in millimetres."""
_TEXT = ("Times New Roman", "宋体")
_HEAD = ("Arial", "黑体")
_MARGIN = 25.0
_SMALL = 8.0
_LISTS = ("toc 1", "table of figures")
"""Styles of the lines of contents."""


def write(report: Report, pictures: Mapping[str, Picture], path: Path) -> None:
    """Write a report as .docx: the same report gives the same bytes.

    Parameters
    ----------
    pictures
        Figure key -> PNG.
    """
    import docx

    document, marks = docx.Document(), fields.Marks()
    _prepare(document, report)
    _cover(document, report)
    _contents(document, report)
    _first(document, report, marks)
    for section in report.sections:
        _section(document, report, section, pictures, marks)
    if report.left_out:
        _heading(document, marks, "left-out", report.say(LEFT_OUT))
        for line in report.left_out:
            document.add_paragraph(printable(line), style="List Bullet")
    _facts(document, report, marks)
    _annex(document, report, marks)
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
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(_MARGIN)
    styles = document.styles
    for name in _LISTS:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, fonts, size in (
        ("Normal", _TEXT, 10.5), ("Title", _HEAD, 20.0), ("Heading 1", _HEAD, 15.0),
        ("Heading 2", _HEAD, 12.0), ("Caption", _HEAD, 9.5), ("TOC Heading", _HEAD, 12.0),
        (_LISTS[0], _TEXT, 10.5), (_LISTS[1], _TEXT, 9.5),
        ("Header", _TEXT, 9.0), ("Footer", _TEXT, 9.0), ("List Bullet", _TEXT, 10.5),
        ("List Number", _TEXT, 10.5),
    ):  # fmt: skip
        _set_fonts(styles[name], fonts)
        styles[name].font.size = Pt(size)
        styles[name].font.color.rgb = RGBColor(0x22, 0x22, 0x22)
    styles["Caption"].paragraph_format.space_before = Pt(10)
    styles["Caption"].paragraph_format.space_after = Pt(3)
    for name in _LISTS:
        styles[name].paragraph_format.space_after = Pt(2)
    _running(page, report)
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


def _running(page: Any, report: Report) -> None:
    """Set what stands over and under every page: title, section, number; on a cover the mark."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Mm

    header, footer = page.header.paragraphs[0], page.footer.paragraphs[0]
    header.paragraph_format.tab_stops.add_tab_stop(Mm(210 - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    header.text = f"{printable(report.heading)}\t"
    fields.field(header, "STYLEREF 1", "")
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fields.field(footer, "PAGE", "1")
    page.different_first_page_header_footer = bool(report.imprint)
    page.first_page_header.paragraphs[0].text = report.mark


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
def _heading(document: Any, marks: fields.Marks, key: str, title: str) -> None:
    paragraph = document.add_heading(level=1)
    with marks.around(paragraph, key):
        paragraph.add_run(printable(title))


def _cover(document: Any, report: Report) -> None:
    """Add the title; a page of its own where it is known who wrote the report."""
    from docx.shared import Mm

    title = document.add_paragraph(printable(report.heading), style="Title")
    if report.cover.subtitle:
        _paragraph(document, report.cover.subtitle, size=13.0)
    if report.mark:
        _paragraph(document, report.warning, bold=True)
    for number, (name, value) in enumerate(report.imprint):
        line = _paragraph(document, f"{name}{report.say(COLON)}{value}", size=12.0)
        line.paragraph_format.space_before = Mm(0 if number else 90)
    if report.imprint:
        title.paragraph_format.space_before = Mm(60)


def _contents(document: Any, report: Report) -> None:
    """Add the contents, and the lists of tables and figures."""
    said = report.say
    sections = [(key, printable(title)) for key, title, _ in paper.contents(report)]
    tables = [(table.key, printable(table.title)) for table in report.tables]
    figures = [(figure.key, printable(report.plain(figure))) for figure in report.figures]
    heads = []
    for title, code, entries, style in (
        (said(CONTENTS), 'TOC \\o "1-1" \\h \\z \\u', sections, _LISTS[0]),
        (said(TABLES), f'TOC \\h \\z \\c "{said(TABLE).strip()}"', tables, _LISTS[1]),
        (said(FIGURES), f'TOC \\h \\z \\c "{said(FIGURE).strip()}"', figures, _LISTS[1]),
    ):
        if entries:
            heads.append(document.add_paragraph(title, style="TOC Heading"))
            fields.contents(document, code, entries, style=style)
    heads[0].paragraph_format.page_break_before = bool(report.imprint)


def _first(document: Any, report: Report, marks: fields.Marks) -> None:
    """Add the authors' summary, the findings, and what must be known before the numbers."""
    _heading(document, marks, "findings", report.say(FINDINGS))
    for text in report.cover.paragraphs("summary"):
        _paragraph(document, text)
    for claim in report.findings:
        paragraph = document.add_paragraph(f"{printable(report.sentence(claim))} ", style="List Number")
        fields.field(paragraph, f"REF {fields.bookmark(claim.table)} \\h", report.label(claim.table))
    if report.alerts:
        _paragraph(document, report.say(ALERTS), bold=True)
    for line in report.alerts:
        document.add_paragraph(printable(line), style="List Bullet")


def _caption(document: Any, marks: fields.Marks, key: str, title: str, label: str) -> Any:
    """Add a caption, whose number is a field; ``title`` holds ``label``, which ends in the number.

    Numbers of tables are fixed, and may have gaps: their field begins anew at each.
    """
    paragraph = document.add_paragraph(style="Caption")
    before, _, after = printable(title).partition(label)
    kind = label.rstrip("0123456789")
    number = label.removeprefix(kind)
    paragraph.add_run(before)
    with marks.around(paragraph, key):
        paragraph.add_run(kind)
        again = f" \\r {number}" if key.startswith("table") else ""
        fields.field(paragraph, f"SEQ {kind.strip()} \\* ARABIC{again}", number)
    paragraph.add_run(after)
    return paragraph


def _facts(document: Any, report: Report, marks: fields.Marks) -> None:
    _heading(document, marks, "facts", report.say(FACTS))
    grid.plain(document, report.facts, [40.0, 120.0], 10.0)
    _paragraph(document, report.numbering, size=_SMALL)


def _annex(document: Any, report: Report, marks: fields.Marks) -> None:
    """Add how to read the report, methods and terms."""
    _heading(document, marks, "annex", report.say(ANNEX))
    for title, lines in report.annex:
        document.add_heading(title, level=2)
        for what, line in lines:
            text = COLON.in_(report.language).join(filter(None, (what, line)))
            document.add_paragraph(printable(text), style="List Bullet")


def _section(
    document: Any, report: Report, section: Section, pictures: Mapping[str, Picture], marks: fields.Marks
) -> None:
    """Add a section: what it says, and each table with its figures after it."""
    _heading(document, marks, section.key, section.title)
    for text in report.cover.paragraphs(section.key):
        _paragraph(document, text)
    for claim in section.claims:
        paragraph = _paragraph(document, f"{report.sentence(claim)} ")
        fields.field(paragraph, f"REF {fields.bookmark(claim.table)} \\h", report.label(claim.table))
    for table, figures in section.pairs:
        if table is not None:
            caption = _caption(document, marks, table.key, table.heading, report.label(table.key))
            caption.paragraph_format.keep_with_next = True
            grid.write(document, table, 210 - 2 * _MARGIN)
            for note in table.notes:
                _paragraph(document, note, size=_SMALL)
        for figure in figures:
            _figure(document, report, figure, pictures[figure.key], marks)
    for line in section.left_out:
        _paragraph(document, line, size=_SMALL)


def _figure(document: Any, report: Report, figure: Figure, picture: Picture, marks: fields.Marks) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    about = _picture(paragraph.add_run(), picture)._inline.docPr
    about.set("name", figure.key)
    about.set("descr", printable(picture.alt))
    _caption(document, marks, figure.key, report.numbered(figure), report.short(figure))
    for note in figure.words.under:
        _paragraph(document, note, size=_SMALL)


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
