"""Files to text tables: CSV and TSV (gz too), Excel, Parquet. One reader a suffix."""

from __future__ import annotations

from pathlib import Path

from clusternet.guard import unknown_suffix
from clusternet.io.formats import delimited, files, parquet, workbooks
from clusternet.io.formats.shape import EXCEL_SUFFIXES, SUFFIXES, TEXT_SUFFIXES, HeaderTest, Shape, suffix_of
from clusternet.schema import footers, subheads
from clusternet.schema.conform import TextTable
from clusternet.schema.findings import Finding

__all__ = [
    "EXCEL_SUFFIXES",
    "SUFFIXES",
    "TEXT_SUFFIXES",
    "HeaderTest",
    "Shape",
    "read_table",
    "suffix_of",
]


def read_table(
    path: Path, shape: Shape, found: list[Finding], *, is_header: HeaderTest | None = None
) -> TextTable:
    """Read one table as text.

    Parameters
    ----------
    path
        The file.
    shape
        How the table lies in it.
    found
        Findings are added here.
    is_header
        Tells a header from a title: the lines above the first that passes are passed over, unless the shape
        names the line. Where none of the first ten passes, the first is the header.

    Raises
    ------
    FormatError
        If the file is missing, empty, not what its suffix says, or holds more than the limit
        (see :mod:`clusternet.limits`).
    """
    name = path.name
    suffix = suffix_of(path)
    files.require(path)
    if suffix in TEXT_SUFFIXES:
        table = delimited.read_text(path, suffix, shape, found, is_header)
    elif suffix == ".parquet":
        return parquet.read(path)
    elif suffix in EXCEL_SUFFIXES:
        table = workbooks.read_excel(path, shape, found, is_header)
    else:
        raise unknown_suffix(name, suffix, SUFFIXES)
    table = footers.cut(table, found)
    return subheads.cut(table, found) if shape.header_row else table
