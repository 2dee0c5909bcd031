"""The text of a paragraph across its runs: found as a whole, changed where it stands."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from clusternet.prose.word.package import w

_HIDDEN = {w("del"), w("moveFrom"), w("txbxContent"), w("instrText")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def paragraphs(root: Any) -> list[Any]:
    """Return the paragraphs of a part, those of tables and text boxes too."""
    return list(root.iter(w("p")))


def pieces(paragraph: Any) -> list[Any]:
    """Return the elements of text of a paragraph that a reader sees, in order."""
    found: list[Any] = []
    _collect(paragraph, found)
    return found


def _collect(element: Any, found: list[Any]) -> None:
    for child in element:
        if child.tag in _HIDDEN or child.tag == w("p"):
            continue
        if child.tag in (w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen")):
            found.append(child)
        else:
            _collect(child, found)


def text(element: Any) -> str:
    """Return what a reader sees of a paragraph, or of a part of one."""
    return "".join(said(each) for each in pieces(element))


def said(piece: Any) -> str:
    """Return the text of one element; one character for a tab or a break."""
    if piece.tag == w("t"):
        return piece.text or ""
    return "-" if piece.tag == w("noBreakHyphen") else " "


def isolate(paragraph: Any, start: int, end: int) -> list[Any]:
    """Split runs so that the characters from start to end have runs of their own; return these.

    Parameters
    ----------
    paragraph
        Of the document.
    start, end
        In the text of the paragraph.
    """
    _split(paragraph, end)
    _split(paragraph, start)
    at, found = 0, []
    for piece in pieces(paragraph):
        size = len(said(piece))
        if start <= at and at + size <= end and size:
            run = piece.getparent()
            if run not in found:
                found.append(run)
        at += size
    return found


def _split(paragraph: Any, place: int) -> None:
    """Begin a new run at a character."""
    at = 0
    for piece in pieces(paragraph):
        size = len(said(piece))
        if at < place < at + size:
            rest = deepcopy(piece)
            written(piece, (piece.text or "")[: place - at])
            written(rest, (rest.text or "")[place - at :])
            piece.addnext(rest)
            _apart(rest)
            return
        if at == place and size and piece.getprevious() is not None and piece.getprevious().tag != w("rPr"):
            _apart(piece)
            return
        at += size


def _apart(piece: Any) -> None:
    """Move an element of a run, and all behind it, to a run of their own."""
    run = piece.getparent()
    other = run.makeelement(run.tag, dict(run.attrib), run.nsmap)
    properties = run.find(w("rPr"))
    if properties is not None:
        other.append(deepcopy(properties))
    for each in [piece, *piece.itersiblings()]:
        other.append(each)
    run.addnext(other)


def written(piece: Any, value: str) -> None:
    """Set the text of an element, its blanks kept."""
    piece.text = value
    if value != value.strip() or "  " in value:
        piece.set(_SPACE, "preserve")


def run_like(run: Any, value: str) -> Any:
    """Return a new run with the properties of another."""
    made = run.makeelement(w("r"), {}, run.nsmap)
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    piece = made.makeelement(w("t"))
    written(piece, value)
    made.append(piece)
    return made
