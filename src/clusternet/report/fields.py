"""Fields of a Word document: numbers of captions, references to them, contents, running heads.

Word computes them; until it does, they show what is written here. Nothing asks Word to compute them as the
document is opened, for it would ask its reader first: contents have page numbers once updated (F9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any


def _element(tag: str, **attributes: str) -> Any:
    """Return an element with attributes, both in the namespace of Word."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _mark(paragraph: Any, kind: str) -> None:
    paragraph.add_run()._r.append(_element("fldChar", fldCharType=kind))


def begin(paragraph: Any, code: str) -> None:
    """Begin a field whose result follows; :func:`end` ends it, in this paragraph or a later one.

    Parameters
    ----------
    paragraph
        Of python-docx.
    code
        What Word computes.
    """
    from docx.oxml.ns import qn

    _mark(paragraph, "begin")
    instruction = _element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def end(paragraph: Any) -> None:
    """End the field that was begun last.

    Parameters
    ----------
    paragraph
        Of python-docx.
    """
    _mark(paragraph, "end")


def field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field, with what is shown until Word computes it.

    Parameters
    ----------
    paragraph
        Of python-docx.
    code
        What Word computes.
    shown
        On one line.
    """
    begin(paragraph, code)
    paragraph.add_run(shown)
    end(paragraph)


def bookmark(key: str) -> str:
    """Return the name of the bookmark of a table, figure or section; Word hides it.

    Parameters
    ----------
    key
        Of the table, figure or section.

    Examples
    --------
    >>> bookmark("bars_technology"), bookmark("own name, and very long indeed, of a figure")
    ('_Ref_bars_technology', '_Ref_own_name_and_very_long_indeed_of_a')
    """
    return "_Ref_" + re.sub(r"\W+", "_", key, flags=re.ASCII)[:34]


class Marks:
    """Bookmarks of a document, numbered in their order.

    Examples
    --------
    >>> import docx
    >>> paragraph = docx.Document().add_paragraph()
    >>> with Marks().around(paragraph, "table7"):
    ...     field(paragraph, "SEQ Table", "7")
    >>> paragraph.text
    '7'
    """

    def __init__(self) -> None:
        self._count = 0
        self._open: list[tuple[Any, str]] = []

    def around(self, paragraph: Any, key: str) -> Marks:
        """Return a block that puts what is added in it under a bookmark.

        Parameters
        ----------
        paragraph
            Of python-docx.
        key
            See :func:`bookmark`.
        """
        self._open.append((paragraph, key))
        return self

    def __enter__(self) -> None:
        self._count += 1
        paragraph, key = self._open[-1]
        paragraph._p.append(_element("bookmarkStart", id=str(self._count), name=bookmark(key)))

    def __exit__(self, *_: object) -> None:
        paragraph, _key = self._open.pop()
        paragraph._p.append(_element("bookmarkEnd", id=str(self._count)))


def contents(document: Any, code: str, entries: Sequence[tuple[str, str]], *, style: str) -> None:
    """Add a list of headings or captions, each leading to what it names.

    Parameters
    ----------
    document
        Of python-docx.
    code
        Of the field that lists them.
    entries
        Key and title; see :func:`bookmark`.
    style
        Of a line.
    """
    paragraph = None
    for key, title in entries:
        first, paragraph = paragraph is None, document.add_paragraph(style=style)
        if first:
            begin(paragraph, code)
        link = _element("hyperlink", anchor=bookmark(key), history="1")
        link.append(paragraph.add_run(title)._r)
        paragraph._p.append(link)
    if paragraph is not None:
        end(paragraph)
