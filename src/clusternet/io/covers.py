"""``[report]`` of a ``dataset.toml``: what stands at the front of a report, in each language."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from clusternet.io.toml import Table
from clusternet.network.cover import Cover
from clusternet.typing import Level
from clusternet.words.text import Text

LANGUAGES = ("zh", "en")
_SAID = ("title", "subtitle", "institution", "authors", "date", "cite", "licence", "text")
KEYS = (*_SAID, "sections", "level", "places", "break", "years", *LANGUAGES)
"""What may stand in ``[report]``; ``[report.zh]`` and ``[report.en]`` hold what only one language says."""


def covers(content: Table) -> dict[str, Cover]:
    """Return the front of a report in each language; nothing where there is no ``[report]``.

    Parameters
    ----------
    content
        The descriptor.

    Raises
    ------
    SchemaError
        If a key is unknown or has a value of the wrong type.
    """
    if "report" not in content:
        return {}
    table = content.inner("report")
    table.known(KEYS)
    years = table.pair("years", (0.0, 0.0)) if "years" in table else None
    common = replace(
        _said(table, Cover()),
        sections=table.texts("sections"),
        level=table.choice("level", get_args(Level)),
        places=table.whole("places", low=2, high=100),
        breaks=_years(table),
        years=years and (int(years[0]), int(years[1])),
    )
    found = {}
    for language in LANGUAGES:
        own = table.inner(language)
        own.known(_SAID)
        found[language] = _said(own, common)
    return found


def _said(table: Table, common: Cover) -> Cover:
    """Return what is said in a table; what it leaves out is as in ``common``."""
    return replace(
        common,
        title=table.text("title", common.title),
        subtitle=table.text("subtitle", common.subtitle),
        institution=table.text("institution", common.institution),
        authors=table.texts("authors", single=True) or common.authors,
        date=str(table.content["date"]) if _is_date(table) else table.text("date", common.date),
        cite=table.text("cite", common.cite),
        licence=table.text("licence", common.licence),
        texts={**common.texts, **table.mapping("text", '{ summary = "..." }')},
    )


def _is_date(table: Table) -> bool:
    """Return whether the date is one of TOML's own, without quotes."""
    return hasattr(table.content.get("date"), "isoformat")


def _years(table: Table) -> tuple[int, ...]:
    value = table.content.get("break", [])
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(year, int) and not isinstance(year, bool) for year in listed):
        raise table.wrong("break", Text("年份或年份列表", "a year or a list of years"))
    return tuple(sorted(set(listed)))
