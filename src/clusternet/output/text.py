"""A result as text, and as a file of any form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet.errors import FormatError
from clusternet.output import markup
from clusternet.output.result import Result
from clusternet.words import labels

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".json", ".md", ".tex", ".xlsx", ".parquet")


def check_path(path: Path) -> None:
    """Refuse a path whose suffix is unknown or whose folder does not exist."""
    if path.suffix.lower() not in SUFFIXES:
        raise FormatError(f"{path}: unknown suffix {path.suffix!r}; accepted: {', '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise FormatError(f"{path}: the folder {path.parent} does not exist")


def write(result: Result, path: Path) -> None:
    """Write a result to a file; the suffix decides the form. The file appears whole or not at all."""
    from clusternet.io.atomic import whole_file

    check_path(path)
    suffix = path.suffix.lower()
    with whole_file(path) as temporary:
        if suffix == ".parquet":
            marked(result).to_parquet(temporary, index=False)
        elif suffix == ".xlsx":
            from clusternet.output.excel import write_table

            write_table(
                result.frame, temporary, title=result.heading, notes=result.notes, language=result.language,
                own=result.columns,
            )  # fmt: skip
        else:
            mark = "\ufeff" if suffix == ".csv" else ""
            temporary.write_text(mark + FORMS[suffix[1:]](result), encoding="utf-8", newline="")


def marked(result: Result) -> pd.DataFrame:
    """Return the table with a last column ``synthetic`` where the data are synthetic."""
    frame = result.frame.assign(synthetic=True) if result.synthetic else result.frame.copy()
    frame.attrs.clear()
    return frame


def _csv(result: Result) -> str:
    from clusternet.io.formats.spreadsheet import guarded

    return str(guarded(marked(result)).to_csv(index=False, lineterminator="\n"))


def _json(result: Result) -> str:
    frame = marked(result)
    names = [str(name) for name in frame]
    columns = [[_plain(value) for value in frame[name].tolist()] for name in frame]
    rows = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    body = ",\n".join(f"  {line}" for line in lines)
    return f"[\n{body}\n]\n" if body else "[]\n"


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: null where it is missing or infinite."""
    if labels.missing(value) or (isinstance(value, float) and abs(value) == float("inf")):
        return None
    return value.item() if hasattr(value, "item") else value


def cells(result: Result) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows as they are printed."""
    frame, language = result.frame, result.language
    names = [str(name) for name in frame]
    own = result.columns
    heads = [labels.heading(name, language, own) for name in names]
    columns = [
        [
            labels.printed(value, name, language, own)
            for value in labels.named(frame[name].tolist(), name, language, own)
        ]
        for name in names
    ]
    columns = [[result.words.get(cell, cell) for cell in column] for column in columns]
    return heads, [list(row) for row in zip(*columns, strict=True)]


def _markdown(result: Result) -> str:
    heads, rows = cells(result)
    return markup.markdown_table(result.heading, heads, _styles(result), rows, result.notes)


def _latex(result: Result) -> str:
    heads, rows = cells(result)
    return markup.latex_table(result.heading, heads, _styles(result), rows, result.notes)


def _styles(result: Result) -> list[labels.Style]:
    return [labels.style(str(name), result.columns) for name in result.frame]


FORMS: dict[str, Callable[[Result], str]] = {"csv": _csv, "json": _json, "md": _markdown, "tex": _latex}
