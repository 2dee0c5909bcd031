"""Word documents: what surrounds a mark stays, and a filled document is filled again."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from clusternet.network.value_network import from_frames
from clusternet.prose.changes import NotFilledError
from clusternet.prose.fill_word import fill
from clusternet.prose.parts import Source
from clusternet.prose.values import Data

from .conftest import EDGES, NODES

NS = nsdecls("w")
PATH = Path("a.docx")


def document() -> bytes:
    """A document with a mark cut by Word's spelling marks, a field, tracked changes, a header and a table."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "共 {{ metrics.nodes }} 个"
    first = made.add_paragraph("共 ")
    for text, mark in (("{{ metr", "spellStart"), ("ics.edges", "spellEnd"), (" }}", "")):
        first.add_run(text).bold = True
        if mark:
            first._p.append(parse_xml(f'<w:proofErr {NS} w:type="{mark}"/>'))
    first.add_run(" 条边，见第")
    first._p.append(
        parse_xml(f'<w:fldSimple {NS} w:instr=" PAGEREF x "><w:r><w:t>3</w:t></w:r></w:fldSimple>')
    )
    tracked = made.add_paragraph("修订：")
    about = 'w:author="A" w:date="2024-01-01T00:00:00Z"'
    tracked._p.append(
        parse_xml(f'<w:ins {NS} w:id="90" {about}><w:r><w:t>{{{{ metrics.diameter }}}}</w:t></w:r></w:ins>')
    )
    tracked._p.append(
        parse_xml(f'<w:del {NS} w:id="91" {about}><w:r><w:delText>{{{{ old }}}}</w:delText></w:r></w:del>')
    )
    grid = made.add_table(1, 1, style="Light Grid Accent 1")
    grid.cell(0, 0).text = "{{ metrics.density | number 2 }}"
    made.add_paragraph("{{ table 2 }}")
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def xml(data: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return held.read(part).decode()


def words(data: bytes) -> str:
    """What the text of a document says."""
    return re.sub(r"<[^>]+>", "", xml(data))


def later() -> Data:
    """The same network a year later, with one more relation."""
    more = EDGES.tail(1).assign(year=2023, source="丁大学", target="甲科技")
    return Data(from_frames(type(EDGES)({name: [*EDGES[name], *more[name]] for name in EDGES}), NODES))


def test_a_filled_document_keeps_all_that_is_no_mark(data: Data) -> None:
    template = document()
    filled, changes = fill(template, PATH, Source(data, "zh"))
    assert [each.new for each in changes[:3]] == ["7", "2", "0.58"]
    assert changes[0].where.en == "text, paragraph 1"
    assert changes[2].where.en == "text, table 1"
    text = xml(filled)
    assert "<w:rPr><w:b/></w:rPr><w:t>7</w:t>" in text  # in bold, as the mark was
    for kept in ("spellStart", "spellEnd", "PAGEREF x", "<w:delText>{{ old }}</w:delText>", 'w:id="90"'):
        assert kept in text
    assert text.count('<w:tblStyle w:val="LightGrid-Accent1"/>') == 2  # the new table has the author's style
    assert "{{ metrics.edges" not in words(filled)
    assert "<w:t>4</w:t>" in xml(filled, "word/header1.xml")
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(io.BytesIO(filled)) as new:
        touched = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert touched == ["word/document.xml", "word/header1.xml"]
    docx.Document(io.BytesIO(filled))


def test_a_document_is_filled_again_and_edits_stay(data: Data) -> None:
    filled, _ = fill(document(), PATH, Source(data, "zh"))
    assert fill(filled, PATH, Source(data, "zh"))[0] == filled  # nothing new: the same bytes
    edited = docx.Document(io.BytesIO(filled))
    edited.paragraphs[0].insert_paragraph_before("作者后来写的一段。")
    packed = io.BytesIO()
    edited.save(packed)
    again, changes = fill(packed.getvalue(), PATH, Source(later(), "zh"))
    new = [(each.mark, each.old, each.new) for each in changes if each.changed]
    assert ("metrics.edges", "7", "8") in new
    assert "metrics.nodes" not in [mark for mark, *_ in new]
    assert "作者后来写的一段。" in words(again)
    assert "2023" in words(again)  # the table has one more row
    assert xml(again).count("<w:tbl>") == 2


def test_one_bad_mark_and_nothing_is_filled(data: Data) -> None:
    made = docx.Document()
    made.add_paragraph("{{ metrics.nodes }} {{ metrics.nodez }} 和 {{ table 2 }}")
    packed = io.BytesIO()
    made.save(packed)
    with pytest.raises(NotFilledError) as error:
        fill(packed.getvalue(), PATH, Source(data, "zh"))
    said = [line.en for line in error.value.lines]
    assert any("{{ metrics.nodez }}: no column" in line for line in said)
    assert any("a paragraph of its own is wanted" in line for line in said)
