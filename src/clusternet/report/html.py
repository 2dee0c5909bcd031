"""A report as one page for the browser: it asks the network for nothing, and prints on A4."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clusternet import __version__
from clusternet.notes import report as notes
from clusternet.notes.annex import TITLE
from clusternet.notes.profiles import CHOOSE
from clusternet.output.markup import printable
from clusternet.output.template import template
from clusternet.plot.sheet import offline
from clusternet.report import paper

if TYPE_CHECKING:
    from clusternet.output.result import Result
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Report

_TEMPLATE = "report.html.jinja"
_SCRIPTS = ("edition.js", "report.js", "profiles.js", "linked.js", "explored.js", "print.js")


def page(editions: Sequence[Edition], *, font: str | None = None) -> str:
    """Return a report as HTML; every name from the data is text, whatever marks it holds.

    Parameters
    ----------
    editions
        The report in one language or several, each with its pictures by the key of the figure. The page
        shows the first, and the one that its address names.
    font
        Family or file; see :func:`clusternet.plot.sheet.fonts.families`.
    """
    markup = template(Path(__file__).with_name(_TEMPLATE))
    script = "\n".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    tags = [_TAGS[report.language] for report, _ in editions]
    first, *others = [_said(edition, editions) for edition in editions]
    also = "".join(
        _renamed("".join(markup.blocks["edition"](markup.new_context(said))), tag)
        for said, tag in zip(others, tags[1:], strict=True)
    )

    def render(face: str) -> str:
        return markup.render(
            **first,
            also=also,
            quoted=paper.quoted,
            version=__version__,
            policy=offline.policy_of(script),
            script=script,
            family=offline.FAMILY,
            font=face,
        )

    return render(offline.font_face(render(""), font))


Edition = tuple["Report", Mapping[str, "Picture"]]
"""A report in one language, and its pictures by the key of the figure."""
_TAGS = {"zh": "zh-CN", "en": "en"}
"""What a page calls the languages."""


def _said(edition: Edition, editions: Sequence[Edition]) -> dict[str, Any]:
    """Return what the template says of a report in one language."""
    report, pictures = edition
    panels = {section.key: section.panel for section in editions[0][0].sections}
    first = edition is editions[0]
    return {
        "report": report,
        "tag": _TAGS[report.language],
        "languages": [(_TAGS[other.language], notes.LANGUAGES[other.language]) for other, _ in editions],
        "said": notes,
        "annex": TITLE,
        "choose": CHOOSE,
        "contents": paper.contents(report),
        "beside": paper.beside,
        "sized": paper.sized,
        "heading": printable(report.heading),
        "numbering": report.numbering,
        "synthetic": report.warning,
        "cells": _cells,
        "packed": lambda section: _packed(section.panel, None if first else panels.get(section.key)),
        "picture": lambda figure: pictures[figure.key].markup,
        "hero": _hero(report, pictures),
        "sparkline": lambda box: sparkline(box.series),
    }


def _packed(panel: Mapping[str, Any], base: Mapping[str, Any] | None) -> str:
    """Return data for the script of the page; no name in them ends the element that holds them.

    Over a ``base``, which the page has in another language, only what is said otherwise.
    """
    found = panel if base is None else {"over": apart(base, panel)}
    return dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def apart(base: Any, own: Any) -> Any:
    """Return what changes one value into another: of mappings and lists of them the parts that differ.

    Examples
    --------
    >>> apart({"x": [1, 2], "parts": [{"a": 1}, {"a": 2}]}, {"x": [1, 2], "parts": [{"a": 1}, {"a": 3}]})
    {'parts': {'1': {'a': 3}}}
    """
    if isinstance(base, Mapping) and isinstance(own, Mapping) and base.keys() == own.keys():
        return {key: apart(base[key], own[key]) for key in own if base[key] != own[key]}
    if (
        isinstance(base, list)
        and isinstance(own, list)
        and len(base) == len(own)
        and isinstance(own[0], Mapping)
    ):
        pairs = enumerate(zip(base, own, strict=True))
        return {str(at): apart(one, other) for at, (one, other) in pairs if one != other}
    return own


_ELEMENT = re.compile(r"<[a-zA-Z][^>]*>")
_NAME = re.compile(r'( id="|href="#|="url\(#)(?!lang-)')


def _renamed(markup: str, tag: str) -> str:
    """Return markup in which the names of elements begin with a language, but for those of languages."""
    return _ELEMENT.sub(lambda element: _NAME.sub(rf"\1{tag}-", element[0]), markup)


class Cell(NamedTuple):
    """A cell of a table: text, heading and style, how long its bar is, and its mark in a text."""

    text: str
    head: str
    kind: str
    bar: str
    mark: str


def _cells(table: Result) -> list[list[Cell]]:
    """Return the rows of a table; shares of a column have bars, of which its largest is half a cell."""
    columns = []
    marks = table.cited or [[""] * len(table.heads)] * len(table.rows)
    for head, style, texts, values, own in zip(
        table.heads,
        table.styles,
        zip(*table.texts(), strict=True),
        zip(*table.rows, strict=True),
        zip(*marks, strict=True),
        strict=True,
    ):
        numbers = [value if style == "share" and isinstance(value, float) else 0.0 for value in values]
        most = max(numbers, default=0.0) if min(numbers, default=0.0) >= 0 else 0.0
        column = []
        for text, number, mark in zip(texts, numbers, own, strict=True):
            bar = f"{50 * number / most:.1f}%" if most > 0 and number > 0 else ""
            kind = "number" if style != "text" else "short" if len(text) < _SHORT else ""
            column.append(Cell(text, head, f"{kind} share" if bar else kind, bar, mark))
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


_SHORT = 7
"""Letters of a text that is not broken."""


def _hero(report: Report, pictures: Mapping[str, Picture]) -> str:
    """Return the figure of the first page: a drawing is shown twice, but held once."""
    if report.hero is None:
        return ""
    markup, key = pictures[report.hero.key].markup, report.hero.key
    if not markup.startswith("<svg"):
        return markup
    box = markup.partition('viewBox="')[2].partition('"')[0]
    wide, high = box.split()[2:]
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(report.numbered(report.hero))}">'
        f'<use href="#drawing-{key}" width="{wide}" height="{high}"/></svg>'
    )


_WIDE, _HIGH = 120.0, 28.0


def sparkline(series: Sequence[tuple[int, float]]) -> str:
    """Return a small line of values over the years, or nothing where there are fewer than two.

    Parameters
    ----------
    series
        Year and value, in order of time.

    Examples
    --------
    >>> sparkline([(2020, 1.0)])
    ''
    >>> sparkline([(2020, 1.0), (2021, 3.0)]).count("<circle")
    1
    """
    if len(series) < 2:
        return ""
    years, values = zip(*series, strict=True)
    low, wide = min(values), years[-1] - years[0]
    high = max(values) - low or 1.0
    spots = [
        (3 + (_WIDE - 6) * (year - years[0]) / wide, _HIGH - 4 - (_HIGH - 8) * (value - low) / high)
        for year, value in series
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDE:g} {_HIGH:g}" aria-hidden="true"><polyline points="{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg><span class="years">{years[0]}–{years[-1]}</span>'
    )
