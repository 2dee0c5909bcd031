"""A result as text, and as a file of any form."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet.guard import check_path
from clusternet.output import markup
from clusternet.output.result import Result
from clusternet.words import labels
from clusternet.words.text import Said

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".json", ".md", ".tex", ".xlsx", ".parquet")


def write(result: Result, path: Path, *sheets: Result) -> None:
    """Write a result to a file; the suffix decides the form. The file appears whole or not at all.

    A workbook gets the ``sheets``, too.
    """
    from clusternet.io.atomic import whole_file

    check_path(path, SUFFIXES)
    suffix = path.suffix.lower()
    with whole_file(path) as temporary:
        if suffix == ".parquet":
            marked(result).to_parquet(temporary, index=False)
        elif suffix == ".xlsx":
            from clusternet.output.excel import write_book

            write_book([result, *sheets], temporary)
        else:
            mark = "\ufeff" if suffix == ".csv" else ""
            temporary.write_text(mark + FORMS[suffix[1:]](result), encoding="utf-8", newline="")


def of_tables(tables: Sequence[Result], form: str) -> str:
    """Return tables one under the other, as ``md`` or ``tex``."""
    return "\n".join(map(FORMS[form], tables))


def marked(result: Result) -> pd.DataFrame:
    """Return the table with a last column ``synthetic`` where the data are synthetic."""
    frame = result.frame.assign(synthetic=True) if result.synthetic else result.frame
    said = [name for name in frame if any(isinstance(value, Said) for value in frame[name])]
    return frame.assign(**{str(name): frame[name].map(str) for name in said})


def _csv(result: Result) -> str:
    from clusternet.io.formats.spreadsheet import write_csv

    stream = StringIO()
    write_csv(marked(result), stream)
    return stream.getvalue()


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


FORMS: dict[str, Callable[[Result], str]] = {
    "csv": _csv,
    "json": _json,
    "md": markup.markdown_table,
    "tex": markup.latex_table,
}
"""Forms of a result that are text."""
