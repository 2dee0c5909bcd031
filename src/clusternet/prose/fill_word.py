"""Filling a Word document: marks become content controls that remember them, and are filled again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clusternet.errors import ClusternetError
from clusternet.prose import marks
from clusternet.prose.changes import Change, NotFilledError, refused
from clusternet.prose.marks import Mark, parse
from clusternet.prose.parts import Filling, Source
from clusternet.prose.word import controls, package, pictures, runs, tables
from clusternet.prose.word.package import Package, w
from clusternet.words.text import Text

_PARTS = {
    "document": Text("正文", "text"),
    "header": Text("页眉", "header"),
    "footer": Text("页脚", "footer"),
    "footnotes": Text("脚注", "footnotes"),
    "endnotes": Text("尾注", "endnotes"),
}


@dataclass
class _Work:
    """A part of a document while it is filled."""

    document: Package
    part: str
    source: Source
    taken: set[str]
    changes: list[Change] = field(default_factory=list)
    refusals: list[Text] = field(default_factory=list)

    @property
    def root(self) -> Any:
        """The root of the part."""
        return self.document.tree(self.part)

    def where(self, element: Any) -> Text:
        """Return where an element stands: part and number of its paragraph."""
        stem = self.part.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        name = _PARTS[stem]
        table = element if element.tag == w("tbl") else next(element.iterancestors(w("tbl")), None)
        if table is not None:
            number = 1 + list(self.root.iter(w("tbl"))).index(table)
            return Text(f"{name.zh}第{number}个表格", f"{name.en}, table {number}")
        inside = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
        inside = next(element.iter(w("p")), None) if inside is None else inside
        plain = (each for each in self.root.iter(w("p")) if next(each.iterancestors(w("tbl")), None) is None)
        number = next((at for at, each in enumerate(plain, 1) if each is inside), 0)
        return Text(f"{name.zh}第{number}段", f"{name.en}, paragraph {number}")

    def note(self, mark: Mark, where: Text, old: str, filling: Filling) -> None:
        """Add a filled mark to the list of changes."""
        self.changes.append(Change(where, mark.text, old, filling.text, filling.base))


def fill(data: bytes, path: Path, source: Source) -> tuple[bytes, tuple[Change, ...]]:
    """Return a document with its marks filled, those of an earlier filling too.

    Parameters
    ----------
    data, path
        The document, and its name for messages.
    source
        Of the values.

    Returns
    -------
    bytes
        The document; every part without a mark is as it was.
    tuple of Change
        In the order of the document.

    Raises
    ------
    NotFilledError
        If any mark cannot be filled.
    FormatError
        If it is no Word document.
    """
    document = package.read(data, path)
    changes: list[Change] = []
    refusals: list[Text] = []
    for part in document.texts():
        work = _Work(document, part, source, controls.ids(document.tree(part)))
        _again(work)
        _first(work)
        changes += work.changes
        refusals += work.refusals
        if any(each.changed for each in work.changes):
            document.touched.add(part)
    if refusals:
        raise NotFilledError(refusals)
    return (document.packed() if document.touched else data), tuple(changes)


# -- what was filled before ------------------------------------------------------------------------------
def _again(work: _Work) -> None:
    """Fill the controls of an earlier filling."""
    for control, said in controls.controls(work.root):
        where = work.where(control)
        try:
            mark = parse(said)
            filling = work.source.filling(mark)
            old = _refilled(work, control, filling)
        except ClusternetError as error:
            work.refusals.append(refused(where, said, error))
            continue
        work.note(mark, where, old, filling)


def _refilled(work: _Work, control: Any, filling: Filling) -> str:
    """Fill a control again; return what stood in it, or the new text where nothing changed."""
    content = control.find(w("sdtContent"))
    if filling.picture is not None:
        return "…" if pictures.again(work.document, work.part, control, filling.picture) else filling.text
    if filling.table is not None:
        return _table_again(work, content, filling)
    old = runs.text(content)
    if old == filling.text:
        return old
    held = runs.pieces(content)
    first = held[0].getparent() if held else content.makeelement(w("r"), {}, content.nsmap)
    new = runs.run_like(first, filling.text)
    for child in list(content):
        content.remove(child)
    content.append(new)
    return old


def _table_again(work: _Work, content: Any, filling: Filling) -> str:
    table, result = content.find(w("tbl")), filling.table
    assert result is not None
    if table is None or tables.columns(table) != len(result.heads):
        new = tables.made(result, content, _styles(work.document))
        if table is None:
            content.append(new)
        else:
            content.replace(table, new)
        return "…"
    before = tables.texts(table)
    tables.filled(table, result)
    return filling.text if tables.texts(table) == before else "…"


def _styles(document: Package) -> Any | None:
    return document.tree("word/styles.xml") if "word/styles.xml" in document.held else None


# -- marks as the author wrote them ----------------------------------------------------------------------
def _first(work: _Work) -> None:
    """Put a control in the place of every mark."""
    for paragraph in runs.paragraphs(work.root):
        first = len(work.refusals)
        for match in reversed(list(marks.found(runs.text(paragraph)))):
            where = work.where(paragraph)
            at = len(work.changes)
            try:
                mark = parse(match["said"])
                filling = work.source.filling(mark)
                control, content = controls.made(paragraph, mark.text, work.taken)
                whole = runs.text(paragraph).strip() == match[0].strip()
                _placed(work, paragraph, match.span(), filling, mark, (control, content), whole=whole)
            except ClusternetError as error:
                work.refusals.insert(first, refused(where, match["said"].strip(), error))
                continue
            work.changes.insert(
                _place(work, at, where), Change(where, mark.text, "", filling.text, filling.base)
            )


def _place(work: _Work, at: int, where: Text) -> int:
    """Return where a mark goes in the list: marks of a paragraph are filled from its end."""
    while at and work.changes[at - 1].where == where and not work.changes[at - 1].old:
        at -= 1
    return at


def _placed(
    work: _Work,
    paragraph: Any,
    span: tuple[int, int],
    filling: Filling,
    mark: Mark,
    made: tuple[Any, Any],
    *,
    whole: bool,
) -> None:
    control, content = made
    if filling.table is not None:
        if not whole:
            raise ClusternetError("table: a paragraph of its own is wanted", "table：应单独成段")
        content.append(tables.made(filling.table, paragraph, _styles(work.document)))
        paragraph.getparent().replace(paragraph, control)
        if control.getnext() is None or control.getnext().tag not in (w("p"), w("sdt")):
            control.addnext(control.makeelement(w("p"), {}, control.nsmap))
        return
    held = runs.isolate(paragraph, *span)
    if filling.picture is not None:
        wide = pictures.width_of(mark.where.get("width", ""), work.root)
        content.append(pictures.run(work.document, work.part, filling.picture, filling.key, wide))
    else:
        content.append(runs.run_like(held[0], filling.text))
    held[0].addprevious(control)
    for run in held:
        for piece in [each for each in run if each.tag != w("rPr")]:
            if piece.tag in (w("t"), w("tab"), w("br"), w("noBreakHyphen")):
                run.remove(piece)
        if all(each.tag == w("rPr") for each in run):
            run.getparent().remove(run)
