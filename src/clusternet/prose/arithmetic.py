"""Findings of ``audit`` on the tables of a Word document, each at its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from clusternet.prose.documents import WORD, Document, Grid, Paragraph
from clusternet.prose.word.comments import Remark
from clusternet.words.text import Text

if TYPE_CHECKING:
    from clusternet.audit.ledger import Doubt

STATUS = "arithmetic"


@dataclass(frozen=True)
class Inconsistent:
    """A number of a table that the rest of the document does not bear out.

    Attributes
    ----------
    doubt
        The finding.
    where
        Table, row and column.
    cell
        Its cell; None where it could not be placed.
    """

    doubt: Doubt
    where: Text
    cell: Paragraph | None


def inconsistencies(path: Path, document: Document) -> list[Inconsistent] | None:
    """Return what ``audit`` finds in a Word document; None where it has no table that audit can read.

    Parameters
    ----------
    path
        The text.
    document
        The same, taken apart.
    """
    from clusternet.audit import examine
    from clusternet.errors import ClusternetError

    if path.suffix.lower() != WORD:
        return None
    try:
        found = examine(path).doubts
    except ClusternetError:
        return None
    return [_placed(each, document) for each in found]


def _placed(doubt: Doubt, document: Document) -> Inconsistent:
    titled = [each for each in document.grids if _plain(each.caption) and _plain(each.caption) in doubt.table]
    for grid in titled or document.grids:
        cell = _cell(grid, doubt)
        if cell is not None:
            where = Text(f"{grid.where.zh}：{doubt.where}", f"{grid.where.en}: {doubt.where}")
            return Inconsistent(doubt, where, cell)
    return Inconsistent(doubt, Text(doubt.where, doubt.where), None)


def _cell(grid: Grid, doubt: Doubt) -> Paragraph | None:
    """Return the cell at the address of a finding, else the one of its row that holds what is printed."""
    match = re.fullmatch(r"([A-Z])(\d+)", doubt.cell)
    if match is None or int(match[2]) > len(grid.rows):
        return None
    row = grid.rows[int(match[2]) - 1]
    at = ord(match[1]) - ord("A")
    if at < len(row) and re.search(r"\d", row[at].text) and len({len(each) for each in grid.rows}) == 1:
        return row[at]
    return next((each for each in row if _plain(each.text) == doubt.printed), None)


def _plain(text: str) -> str:
    return " ".join(text.split())


def table(found: Sequence[Inconsistent], language: str) -> pd.DataFrame:
    """Return the findings as rows of the table of ``verify``.

    Parameters
    ----------
    found
        From :func:`inconsistencies`.
    language
        ``zh`` or ``en``.
    """
    rows = [
        {
            "number": each.doubt.printed,
            "where": each.where.in_(language),
            "status": STATUS,
            "computed": each.doubt.computed,
            "note": said(each).in_(language),
        }
        for each in found
    ]
    return pd.DataFrame(rows, dtype=object)


def said(found: Inconsistent) -> Text:
    """Return what a finding says, its rule and how sure it is."""
    doubt = found.doubt
    zh, en = doubt.note
    return Text(
        f"{zh}（audit：{doubt.rule}，{doubt.severity}）", f"{en} (audit: {doubt.rule}, {doubt.severity})"
    )


def remarks(found: Sequence[Inconsistent], language: str) -> list[Remark]:
    """Return the comments on cells.

    Parameters
    ----------
    found
        From :func:`inconsistencies`.
    language
        ``zh`` or ``en``.
    """
    head = Text("表内数字对不上，待核对", "the arithmetic of the table: to be checked")
    made = []
    for each in found:
        cell = each.cell
        if cell is None or cell.element is None:
            continue
        computed = Text(f"按其余数字应为 {each.doubt.computed}", f"the rest makes {each.doubt.computed}")
        text = "\n".join(line.in_(language) for line in (head, said(each), computed))
        made.append(Remark(cell.part, cell.element, 0, len(cell.text.strip()), text))
    return made
