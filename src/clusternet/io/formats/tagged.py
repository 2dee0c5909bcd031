"""Records as literature databases export them: tagged text, told by its first lines, and OpenAlex's JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clusternet.errors import FormatError
from clusternet.io.formats import columns, files
from clusternet.io.formats.encodings import decode
from clusternet.io.formats.shape import Shape, suffix_of
from clusternet.limits import admit, admit_cells
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding

_JSON = (".json", ".jsonl")
SUFFIXES = (".txt", ".ciw", ".ris", ".enw", ".net", *_JSON)
"""What such files are called; whatever the name, the content decides."""
_PLAUSIBLE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:FN |PT [A-Z]\r?\n|TY  -|RT |%0 |\{Reference Type\}|DataType|[A-Za-z]+-[\x81-\xfe])"
)
"""How such a file begins, whatever its encoding."""
_MANY = "; "
"""What stands between several values of a field."""


@dataclass(frozen=True)
class Dialect:
    """How one kind of export writes its records.

    Attributes
    ----------
    tag
        A line with a field: its tag, and its value.
    first
        The tag a record begins with; where blank, the first of the file.
    end
        The tag it ends with, where one does.
    names
        Tag -> header; others keep their tag.
    listed
        Tags whose lines below are values of their own, and not the rest of the line above.
    """

    tag: re.Pattern[str]
    first: str = ""
    end: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()


_RIS = {
    "TY": "Type", "TI": "Title", "T1": "Title", "AU": "Authors", "A1": "Authors", "AD": "Affiliations",
    "JO": "Source", "JF": "Source", "T2": "Source", "JA": "Source", "PY": "Year", "Y1": "Year",
    "KW": "Keywords", "AB": "Abstract", "N2": "Abstract", "DO": "DOI",
}  # fmt: skip
_REFWORKS = {
    "RT": "Type", "T1": "Title", "A1": "Authors", "AD": "Affiliations", "JF": "Source", "JO": "Source",
    "YR": "Year", "K1": "Keywords", "AB": "Abstract", "DO": "DOI",
}  # fmt: skip
_ENDNOTE = {
    "%0": "Type", "%T": "Title", "%A": "Authors", "%+": "Affiliations", "%J": "Source", "%B": "Source",
    "%D": "Year", "%K": "Keywords", "%X": "Abstract", "%R": "DOI",
}  # fmt: skip
_NOTEEXPRESS = {
    "Reference Type": "Type", "Title": "Title", "Author": "Authors", "Author Address": "Affiliations",
    "Journal": "Source", "Year": "Year", "Keywords": "Keywords", "Abstract": "Abstract", "DOI": "DOI",
}  # fmt: skip

DIALECTS: tuple[tuple[re.Pattern[str], Dialect], ...] = (
    (
        re.compile(r"(?:FN [^\n]*\n(?:VR [^\n]*\n)?)?PT [A-Z](?:\r?\n|$)"),
        Dialect(re.compile(r"([A-Z][A-Z0-9])(?: (.*))?"), "PT", "ER", {},
                frozenset(("AU", "AF", "BA", "BF", "BE", "CA", "C1", "C3", "CR", "RI", "OI"))),
    ),
    (re.compile(r"TY  -"), Dialect(re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?"), "TY", "ER", _RIS)),
    (re.compile(r"RT "), Dialect(re.compile(r"([A-Z][A-Z0-9])(?: (.*))?"), "RT", "", _REFWORKS)),
    (re.compile(r"%0 "), Dialect(re.compile(r"(%\S)(?: (.*))?"), "%0", "", _ENDNOTE)),
    (
        re.compile(r"\{Reference Type\}"),
        Dialect(re.compile(r"\{([^}]+)\}\s*:\s*(.*)"), "Reference Type", "", _NOTEEXPRESS),
    ),
    (
        re.compile(r"(?:DataType: ?\d+\s*)?[A-Za-z]+-[\u4e00-\u9fff]+\s*[:：]"),
        Dialect(re.compile(r"(DataType|DOI-DOI|[A-Za-z]+-[\u4e00-\u9fff]+)\s*[:：]\s*(.*)")),
    ),
)  # fmt: skip
"""How a file begins, and the dialect it is in: Web of Science, RIS, RefWorks, EndNote, NoteExpress, CNKI."""


def read(path: Path, shape: Shape, found: list[Finding]) -> TextTable | None:
    """Read the records of an export; None where the file is none.

    Raises
    ------
    FormatError
        If it holds no record, or does not fit into memory.
    """
    files.require(path)
    if not is_records(path):
        return None
    if suffix_of(path) in _JSON:
        return _openalex(path, found)
    data = files.content(path, "delimited")
    admit(path.name, 4 * len(data), "delimited")
    text = decode(data, path.name, shape.encoding, found).lstrip("\ufeff \r\n\t")
    dialect = next((each for start, each in DIALECTS if start.match(text)), None)
    return None if dialect is None else _table(path, dialect, list(_records(text, dialect)))


def is_records(path: Path) -> bool:
    """Whether a file begins as an export of records does."""
    if suffix_of(path) in _JSON:
        return True
    if suffix_of(path) not in SUFFIXES:
        return False
    with path.open("rb") as stream:
        return _PLAUSIBLE.match(stream.read(512)) is not None


def _records(text: str, dialect: Dialect) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the records of a text with the line they begin on."""
    held: dict[str, list[str]] = {}
    first, last, began = dialect.first, "", 0
    for number, line in enumerate(StringIO(text, newline=None), start=1):
        match = dialect.tag.fullmatch(line.rstrip()) if line[:1].strip() else None
        if match is None:
            if last and (more := line.strip()):
                _continue(held[last], more, listed=last in dialect.listed)
            continue
        tag, value = match[1], (match[2] or "").strip()
        first = first or tag
        if tag in (first, dialect.end):
            if held:
                yield began, held
            held, last = {}, ""
        if tag in (dialect.end, "FN", "VR", "EF"):
            last = ""
            continue
        began = began if held else number
        held.setdefault(tag, []).append(value)
        last = tag
    if held:
        yield began, held


def _continue(values: list[str], more: str, *, listed: bool) -> None:
    """Add a line below a field: a value of its own, or the rest of the one above."""
    if listed:
        values.append(more)
        return
    apart = " " if values[-1][-1:].isascii() and more[:1].isascii() else ""
    values[-1] = f"{values[-1]}{apart}{more}".strip()


def _table(path: Path, dialect: Dialect, records: list[tuple[int, dict[str, list[str]]]]) -> TextTable:
    rows: list[dict[str, str]] = []
    for _, record in records:
        row: dict[str, list[str]] = {}
        for tag, values in record.items():
            name = dialect.names.get(tag, tag) if dialect.first else tag.rpartition("-")[2]
            row.setdefault(name, []).extend(value.strip(" ;") for value in values if value.strip(" ;"))
        rows.append({name: _MANY.join(values) for name, values in row.items()})
    return _framed(path, rows, [line for line, _ in records])


def _framed(path: Path, rows: list[dict[str, str]], lines: list[int]) -> TextTable:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    if not rows or not headers:
        raise FormatError.of("no_records", name=path.name)
    admit_cells(path.name, len(rows), len(headers), path.stat().st_size)
    columns.check(len(headers), path.name)
    frame = pd.DataFrame(
        [[row.get(name, "") for name in headers] for row in rows], columns=headers, dtype=object
    )
    return TextTable(frame, np.array(lines, dtype=np.int64), path.name)


# -- OpenAlex ----------------------------------------------------------------------------------------------
def _openalex(path: Path, found: list[Finding]) -> TextTable:
    """Return the works of a file of OpenAlex: its answer, a list of works, or a work a line."""
    data = files.content(path, "delimited")
    admit(path.name, 4 * len(data), "delimited")
    text = decode(data, path.name, "", found)
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        try:
            held = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError) as error:
            raise FormatError.of("not_json", name=path.name, why=error) from error
    works = held.get("results", [held]) if isinstance(held, dict) else held
    if not isinstance(works, list) or not all(
        isinstance(work, dict) and "authorships" in work for work in works
    ):
        raise FormatError.of("not_openalex", name=path.name)
    return _framed(path, [_work(work) for work in works], list(range(1, len(works) + 1)))


def _work(work: dict[str, Any]) -> dict[str, str]:
    authors = [each for each in work.get("authorships") or [] if isinstance(each, dict)]
    places = [place for each in authors for place in each.get("institutions") or []]
    source = (work.get("primary_location") or {}).get("source") or {}
    topic = work.get("primary_topic") or {}
    return {
        "id": _text(work.get("id")),
        "doi": _text(work.get("doi")),
        "title": _text(work.get("title") or work.get("display_name")),
        "year": _text(work.get("publication_year")),
        "type": _text(work.get("type")),
        "source": _text(source.get("display_name")),
        "authors": _joined([(each.get("author") or {}).get("display_name") for each in authors]),
        "institutions": _joined([place.get("display_name") for place in places]),
        "countries": _joined([code for each in authors for code in _codes(each)]),
        "keywords": _names(work.get("keywords")),
        "topic": _text(topic.get("display_name")),
        "field": _text((topic.get("field") or {}).get("display_name")),
        "cited_by_count": _text(work.get("cited_by_count")),
    }


def _codes(authorship: dict[str, Any]) -> list[object]:
    given = authorship.get("countries")
    return given or [place.get("country_code") for place in authorship.get("institutions") or []]


def _names(held: object) -> str:
    found = held if isinstance(held, list) else []
    return _joined([each.get("display_name") if isinstance(each, dict) else each for each in found])


def _joined(values: list[Any]) -> str:
    return _MANY.join(dict.fromkeys(_text(value) for value in values if value))


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
