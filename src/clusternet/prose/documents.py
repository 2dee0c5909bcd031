"""A text as paragraphs: of Word, Markdown, Quarto, LaTeX or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clusternet.errors import FormatError
from clusternet.guard import reading, unknown_suffix
from clusternet.io.formats.encodings import decode
from clusternet.prose import fill_text
from clusternet.prose.word import package, runs
from clusternet.prose.word.package import Package, w
from clusternet.words.text import Text

WORD = ".docx"
SUFFIXES = (WORD, *fill_text.SUFFIXES)
_HEADING = re.compile(r"\s*(?:#{1,6}\s+|\\(?:chapter|(?:sub)*section)\*?\{)")
_CODE = re.compile(r"^\s*(?:```|~~~)")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|[\s:|-]+\|\s*$")
_MARK = re.compile(
    r"\{\{.*?\}\}|\{[^{}\s]*=[^{}]*\}|\]\([^)]*\)|\\(?:label|ref|cite\w*|includegraphics|input)(?:\[[^\]]*\])?\{[^}]*\}"
)
_STYLES = re.compile(r"heading|标题|title", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text.

    Attributes
    ----------
    where
        Line or number.
    text
        As a reader sees it.
    heading
        Whether it heads a section.
    element
        Of a Word document.
    part
        Of a Word document: the part it stands in.
    """

    where: Text
    text: str
    heading: bool = False
    element: Any = None
    part: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of a text: what stands over it, its heads and its rows.

    Attributes
    ----------
    where
        Line or number.
    caption
        The paragraph before it.
    rows
        Cells; the first row holds the heads.
    """

    where: Text
    caption: str
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True)
class Document:
    """A text that was read.

    Attributes
    ----------
    paragraphs, grids
        In order.
    word
        The parts of a Word document.
    """

    paragraphs: tuple[Paragraph, ...]
    grids: tuple[Grid, ...]
    word: Package | None = None


def read(path: Path) -> Document:
    """Return the paragraphs and tables of a text.

    Parameters
    ----------
    path
        A Word document, Markdown, Quarto, LaTeX or plain text.

    Raises
    ------
    FormatError
        If it cannot be read, or is of another kind.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise unknown_suffix(path, path.suffix, SUFFIXES)
    try:
        data = reading(path).read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror})", f"{path}：无法读取") from error
    if suffix == WORD:
        return _word(package.read(data, path))
    return _plain(decode(data, path.name, "", []).splitlines(), path.name, tex=suffix == ".tex")


def _plain(lines: list[str], name: str, *, tex: bool) -> Document:
    paragraphs: list[Paragraph] = []
    grids: list[Grid] = []
    code = False
    rows: list[tuple[Paragraph, ...]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if _CODE.match(line) and not tex:
            code = not code
        where = Text(f"{name} 第{number}行", f"{name}, line {number}")
        if _ROW.match(line) and not tex:
            rows += (
                []
                if _RULE.match(line)
                else [tuple(Paragraph(where, each) for each in line.strip().strip("|").split("|"))]
            )
            continue
        if rows:
            grids.append(Grid(where, paragraphs[-1].text if paragraphs else "", tuple(rows)))
            rows = []
        if code or _CODE.match(line) or not line.strip() or (tex and line.lstrip().startswith("%")):
            continue
        text = line.replace("\\%", " %").replace("\\_", " _") if tex else line
        text = _MARK.sub(lambda match: "\0" * len(match[0]), text)
        paragraphs.append(
            Paragraph(where, text.replace("*", " ") if not tex else text, bool(_HEADING.match(line)))
        )
    return Document(tuple(paragraphs), tuple(grids))


def _word(held: Package) -> Document:
    paragraphs: list[Paragraph] = []
    grids: list[Grid] = []
    for part in held.texts():
        paragraphs += _paragraphs(held, part)
        for number, table in enumerate(held.tree(part).iter(w("tbl")), start=1):
            where = Text(f"第{number}个表格", f"table {number}")
            before = next(
                (each for each in table.itersiblings(w("p"), preceding=True) if runs.text(each).strip()), None
            )
            caption = "" if before is None else runs.text(before)
            rows = tuple(
                tuple(_cell(cell, where, part) for cell in _own(row, "tc")) for row in _own(table, "tr")
            )
            grids.append(Grid(where, caption, rows))
    return Document(tuple(paragraphs), tuple(grids), held)


_PARTS = {
    "footnotes": Text("脚注", "footnotes"), "endnotes": Text("尾注", "endnotes"),
    "header": Text("页眉", "header"), "footer": Text("页脚", "footer"),
}  # fmt: skip


def _paragraphs(held: Package, part: str) -> Iterator[Paragraph]:
    number = 0
    for element in held.tree(part).iter(w("p")):
        if next(element.iterancestors(w("tbl")), None) is not None:
            continue
        number += 1
        notes = part.removeprefix("word/").removesuffix(".xml")
        said = _PARTS.get(notes.rstrip("0123456789"))
        head = Text(f"{said.zh}第{number}段", f"{said.en}, paragraph {number}") if said else Text(
            f"第{number}段", f"paragraph {number}")  # fmt: skip
        text = runs.text(element)
        if text.strip():
            style = element.find(f"{w('pPr')}/{w('pStyle')}")
            heading = style is not None and _STYLES.search(str(style.get(w("val")))) is not None
            yield Paragraph(head, text, heading, element, part)


def _own(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from _own(child, name)


def _cell(cell: Any, where: Text, part: str) -> Paragraph:
    """Return the text of a cell, and its paragraph where one alone holds text."""
    held = [each for each in cell.iter(w("p")) if next(each.iterancestors(w("tc"))) is cell]
    said = [each for each in held if runs.text(each).strip()]
    text = " ".join(runs.text(each) for each in said)
    return Paragraph(where, text, element=said[0] if len(said) == 1 else None, part=part)
