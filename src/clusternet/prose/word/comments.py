"""Comments in a copy of a Word document, each at the number that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clusternet.prose.word.package import Package, R, w
from clusternet.prose.word.runs import isolate

_PART = "word/comments.xml"
_MAIN = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_AUTHOR = "clusternet"


@dataclass(frozen=True)
class Remark:
    """A comment: what it says of which characters of a paragraph."""

    part: str
    paragraph: Any
    start: int
    end: int
    text: str


def commented(document: Package, remarks: Sequence[Remark]) -> bytes:
    """Return a document with comments; all else in it stays.

    Parameters
    ----------
    document
        As it was read.
    remarks
        On the main text; those on a note stand at its reference, and Word allows none in headers.
    """
    from lxml import etree

    if _PART not in document.held:
        document.held[_PART] = f'<w:comments xmlns:w="{w("")[1:-1]}"/>'.encode()
        document.declare("", _TYPE, part=_PART)
        document.relation(_MAIN, f"{R}/comments", "comments.xml")
    root = document.tree(_PART)
    number = 1 + max((int(each.get(w("id"), "0")) for each in root), default=-1)
    for remark in sorted(remarks, key=lambda each: -each.start):  # the last of a paragraph first
        main = remark.part == _MAIN
        held = isolate(remark.paragraph, remark.start, remark.end) if main else _referring(document, remark)
        if not held:
            continue
        _around(held, number)
        comment = etree.SubElement(root, w("comment"))
        for name, value in (("id", str(number)), ("author", _AUTHOR), ("initials", "cn")):
            comment.set(w(name), value)
        for line in remark.text.split("\n"):
            run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
            etree.SubElement(run, w("t")).text = line
        number += 1
        document.touched |= {_PART, _MAIN}
    return document.packed()


def _referring(document: Package, remark: Remark) -> list[Any]:
    """Return the run in the main text that refers to the note a remark is on; none for a header."""
    for kind in ("footnote", "endnote"):
        for note in remark.paragraph.iterancestors(w(kind)):
            number = note.get(w("id"))
            for mark in document.tree(_MAIN).iter(w(f"{kind}Reference")):
                if mark.get(w("id")) == number:
                    return [mark.getparent()]
    return []


def _around(held: Sequence[Any], number: int) -> None:
    """Set the beginning, the end and the reference of a comment around some runs."""
    first, last = held[0], held[-1]
    start, end = (first.makeelement(w(name), {w("id"): str(number)}, first.nsmap) for name in
                  ("commentRangeStart", "commentRangeEnd"))  # fmt: skip
    reference = first.makeelement(w("r"), {}, first.nsmap)
    reference.append(first.makeelement(w("commentReference"), {w("id"): str(number)}))
    first.addprevious(start)
    last.addnext(end)
    end.addnext(reference)
