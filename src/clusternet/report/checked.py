"""What changed between two runs of a report, from the manifests and the workbooks they left."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clusternet.audit.tables import letter_of
from clusternet.errors import FormatError
from clusternet.io.folders import digest
from clusternet.notes import checked as notes
from clusternet.words.text import Text

_NO_MANIFEST = Text("不是报告的 manifest.json", "no manifest.json of a report")


def manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a report.

    Raises
    ------
    FormatError
        If the file is none.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        whole = all(
            isinstance(found[name], kind)
            for name, kind in (("options", dict), ("inputs", list), ("outputs", list))
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = (isinstance(error, OSError) and error.strerror) or _NO_MANIFEST
        raise FormatError.of("nothing_below", where=path, why=why) from None
    if not whole or found.get("holds", "report") != "report":
        raise FormatError.of("nothing_below", where=path, why=_NO_MANIFEST)
    return dict(found)


def changes(before: Path, after: Path) -> list[Text]:
    """Return what a second run has otherwise than the first, a line each; none where all is the same.

    Parameters
    ----------
    before, after
        The manifests; the workbooks beside them are compared cell by cell.
    """
    old, new = manifest(before), manifest(after)
    found = [
        *_value(notes.SOFTWARE, old.get("clusternet"), new.get("clusternet")),
        *_inputs(_files(old["inputs"]), _files(new["inputs"])),
    ]
    for name in ("rows", "findings"):
        found += _counts(old.get(name) or {}, new.get(name) or {})
    found += _outputs(_files(old["outputs"]), _files(new["outputs"]))
    for name, each in _files(old["outputs"]).items():
        books = before.parent / name, after.parent / name
        if name.endswith(".xlsx") and books[0].is_file() and books[1].is_file():
            found += list(_cells(*books)) if digest(books[0]) == each["sha256"] != digest(books[1]) else []
    return found


def _files(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {str(each["file"]): each for each in entries}


def _value(what: Text, old: object, new: object) -> list[Text]:
    return [] if old == new else [notes.was(what, old, new)]


def _inputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    """Say which inputs are others: found by name, and where the name is gone by content."""
    content = {each["sha256"]: name for name, each in new.items() if name not in old}
    renamed = {name: content[each["sha256"]] for name, each in old.items()
               if name not in new and each["sha256"] in content}  # fmt: skip
    for name, each in old.items():
        if name in renamed:
            yield notes.renamed(name, renamed[name])
        elif name not in new:
            yield notes.gone(name)
        elif new[name]["sha256"] != each["sha256"]:
            yield notes.content(name, *((side["bytes"], side["rows"]) for side in (each, new[name])))
    for name in new:
        if name not in old and name not in renamed.values():
            yield notes.fresh(name)


def _counts(old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Text]:
    for name in dict.fromkeys([*old, *new]):
        yield from _value(notes.counted(name), old.get(name, 0), new.get(name, 0))


def _outputs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    """Say which files of the report are others."""
    for name in dict.fromkeys([*old, *new]):
        one, other = (side.get(name, {}).get("sha256") for side in (old, new))
        if one != other:
            yield notes.output(name, there=one is not None, now=other is not None)


def _cells(before: Path, after: Path) -> Iterator[Text]:
    """Say how many cells of each sheet are others, and which is the first."""
    from python_calamine import CalamineWorkbook

    books = [CalamineWorkbook.from_path(str(path)) for path in (before, after)]
    sheets = dict.fromkeys([*books[0].sheet_names, *books[1].sheet_names])
    for name in sheets:
        if not all(name in book.sheet_names for book in books):
            yield notes.sheet(name, there=name in books[0].sheet_names)
            continue
        old, new = (
            {
                (row, column): cell
                for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
                for column, cell in enumerate(cells)
                if cell != ""
            }
            for book in books
        )
        other = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
        if other:
            row, column = other[0]
            yield notes.cells(
                name, len(other), f"{letter_of(column)}{row}", old.get(other[0], ""), new.get(other[0], "")
            )
