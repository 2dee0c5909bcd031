"""How a table lies in its file, and the suffixes of the files that hold tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clusternet.words.text import Text

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz")
EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SUFFIXES = (*TEXT_SUFFIXES, ".parquet", *EXCEL_SUFFIXES)

FILE, SHEET = Text("文件", "file"), Text("工作表", "sheet")
HeaderTest = Callable[[list[str]], bool]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table lies in its file.

    Attributes
    ----------
    sheet
        Name of the sheet of a workbook; the first where it is empty.
    header_row
        Line of the header, counted from 1; 0 where there is none and columns are called 1, 2, 3, ...
    encoding, delimiter
        Found automatically where empty.
    comment
        Lines that begin with it are passed over.
    western
        Whether text in no encoding that can be told is Western European, as where no setting says its own.
    """

    sheet: str = ""
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    comment: str = ""
    western: bool = False


def suffix_of(path: Path) -> str:
    """Return the suffix in lower case, ``.csv.gz`` being one.

    >>> suffix_of(Path("Edges.CSV.gz")), suffix_of(Path("a.b.xlsx"))
    ('.csv.gz', '.xlsx')
    """
    last = path.suffix.lower()
    return Path(path.stem).suffix.lower() + last if last == ".gz" else last


def nothing_below(header_row: int, lines: int, what: Text) -> Text:
    """Say why no header was found.

    >>> str(nothing_below(9, 4, FILE)), str(nothing_below(1, 0, SHEET))
    ('header_row = 9, but the file ends at line 4', 'the sheet is empty')
    """
    if header_row <= 1:
        return Text(f"{what.zh}为空", f"the {what} is empty")
    if header_row > lines:
        return Text(
            f"header_row = {header_row}，但{what.zh}到第{lines}行为止",
            f"header_row = {header_row}, but the {what} ends at line {lines}",
        )
    return Text(
        f"header_row = {header_row}，其后{what.zh}为空",
        f"header_row = {header_row}, and from there on the {what} is empty",
    )
