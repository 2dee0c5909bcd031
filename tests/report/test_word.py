"""A report as a Word document, read with python-docx and as XML."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn

from clusternet.network.cover import Cover
from clusternet.output.result import Result, Words
from clusternet.report import word
from clusternet.report.folder import Picture
from clusternet.report.parts import Claim, Figure, Report, Section
from clusternet.words.text import Text

HOSTILE = '"><w:t>x</w:t> {REF a} \x07'


def png() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def report(language: str = "zh", *, cover: Cover | None = None) -> Report:
    """Two tables and two figures in two sections; the tables are the seventh and the twelfth."""
    kind = {"zh": "表", "en": "Table "}[language]
    frame = pd.DataFrame({"name": ["甲", HOSTILE], "edges": [1234, 5]})
    tables = [
        Result(frame, f"{kind}{number}  流 2", ("Base: 9",), language, True, key=f"table{number}")
        for number in (7, 12)
    ]
    figures = [
        Figure(
            f"bars{number}", Words(f"条 {number}", (), language, True), lambda width: None, f"table{number}"
        )  # type: ignore[arg-type, return-value]
        for number in (7, 12)
    ]
    claim = Claim("flows", Text("甲居首。", "甲 leads."), "table12", 0.9)
    sections = (
        Section("space", "空间", (tables[0],), (figures[0],)),
        Section("degrees", "度", (tables[1],), (figures[1],), (claim,)),
    )
    return Report("网络", (("Nodes", "3"),), sections, (), language, True, cover or Cover())


def written(made: Report, path: Path) -> Path:
    word.write(
        made, {figure.key: Picture(png(), 0.0, 0.0, 1.5, alt="Bars: 9") for figure in made.figures}, path
    )
    return path


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request, tmp_path_factory) -> tuple[Report, Any]:
    held = report(request.param, cover=Cover(authors=("张三",), date="2024-05-01"))
    return held, docx.Document(str(written(held, tmp_path_factory.mktemp("word") / "report.docx")))


def fields(element: Any) -> Iterator[tuple[str, str]]:
    """Return code and shown text of the fields in an element that begin and end in it."""
    code, shown, inside = "", "", False
    for each in element.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if each.tag == qn("w:fldChar"):
            kind = each.get(qn("w:fldCharType"))
            if kind == "begin":
                code = shown = ""
            elif kind == "end":
                yield code.strip(), shown
            inside = kind == "separate"
        elif each.tag == qn("w:instrText"):
            code += each.text
        elif inside:
            shown += each.text


def test_captions_are_numbered_by_fields_that_show_their_numbers(made):
    held, document = made
    captions = [each for each in document.paragraphs if each.style.name == "Caption"]
    found = [next(fields(each._p)) for each in captions]
    table, figure = {"zh": ("表", "图"), "en": ("Table", "Figure")}[held.language]
    assert found == [
        (rf"SEQ {table} \* ARABIC \r 7", "7"), (rf"SEQ {figure} \* ARABIC", "1"),
        (rf"SEQ {table} \* ARABIC \r 12", "12"), (rf"SEQ {figure} \* ARABIC", "2"),
    ]  # fmt: skip
    assert [each.text for each in captions] == [
        held.tables[0].heading, held.numbered(held.figures[0]), held.tables[1].heading,
        held.numbered(held.figures[1]),
    ]  # fmt: skip


def test_references_and_contents_lead_to_bookmarks_that_there_are(made):
    held, document = made
    body = document.element.body
    bookmarks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    numbers = [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(set(bookmarks)) == len(bookmarks)
    assert numbers == [each.get(qn("w:id")) for each in body.iter(qn("w:bookmarkEnd"))]
    led = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert len(led) == 5 + 2 + 2  # parts, tables, figures
    assert set(led) == set(bookmarks)
    references = [each for each in fields(body) if each[0].startswith("REF")]
    assert references == [(r"REF _Ref_table12 \h", held.label("table12"))] * 2
    codes = [code for code, _ in fields(body) if code.startswith("TOC")]
    assert codes[0] == r'TOC \o "1-1" \h \z \u'
    assert re.findall(r'\\c "(.*?)"', "".join(codes)) == [
        held.say(Text("表", "Table")),
        held.say(Text("图", "Figure")),
    ]


def test_every_field_ends_and_nothing_asks_the_reader_to_update(made):
    _, document = made
    parts = [document.element, document.sections[0].header._element, document.sections[0].footer._element]
    marks = [each for part in parts for each in part.iter(qn("w:fldChar"))]
    kinds = [each.get(qn("w:fldCharType")) for each in marks]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 9
    assert not [each for each in marks if each.get(qn("w:dirty"))]
    assert document.settings.element.find(qn("w:updateFields")) is None


def test_running_heads_name_title_section_and_page_but_not_on_the_cover(made):
    held, document = made
    page = document.sections[0]
    assert list(fields(page.header._element)) == [("STYLEREF 1", "")]
    assert page.header.paragraphs[0].text == f"{held.heading}\t"
    assert list(fields(page.footer._element)) == [("PAGE", "1")]
    assert page.different_first_page_header_footer
    assert page.first_page_header.paragraphs[0].text == held.mark


def test_a_figure_follows_its_table_and_is_told_in_words(made):
    _, document = made
    order = [
        "table" if each.tag == qn("w:tbl") else "figure"
        for each in document.element.body
        if each.tag == qn("w:tbl") or each.find(f".//{qn('w:drawing')}") is not None
    ]
    assert order == ["table", "figure", "table", "figure", "table"]  # the last one: data and conventions
    assert [each._inline.docPr.get("descr") for each in document.inline_shapes] == ["Bars: 9"] * 2
    for table in document.tables[:-1]:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table.cell(0, 0).paragraphs[0].paragraph_format.keep_with_next
        assert table.cell(2, 0).text == '"><w:t>x</w:t> {REF a}  '


def test_a_report_without_authors_has_no_cover_and_the_same_report_the_same_bytes(tmp_path):
    first, again = (written(report(), tmp_path / name) for name in ("a.docx", "b.docx"))
    assert first.read_bytes() == again.read_bytes()
    assert not docx.Document(str(first)).sections[0].different_first_page_header_footer


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it(tmp_path):
    path = written(report(cover=Cover(authors=("张三",))), tmp_path / "report.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        "soffice",
        "--headless",
        home,
        "--convert-to",
        "txt:Text",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert "[合成数据] 表7  流 2" in text
    assert "甲居首。 表12" in text
