"""A result: a table and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clusternet.words import labels
from clusternet.words.labels import Style

if TYPE_CHECKING:
    import pandas as pd

Cell = object


@dataclass(frozen=True)
class Result:
    """A table and what must be known to read it.

    Attributes
    ----------
    frame
        English column names.
    title
        One line above it.
    notes
        Lines below it: convention, base, unit.
    language
        ``zh`` or ``en``.
    synthetic
        Every form of the table then says so.
    sideways
        Print years as columns in the terminal.
    words
        Printed words that stand for others here: 省内 for 区域内.
    columns
        Labels of columns the user named: an indicator of theirs.
    """

    frame: pd.DataFrame
    title: str
    notes: Sequence[str]
    language: str
    synthetic: bool = False
    sideways: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, labels.Label] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)


@dataclass(frozen=True)
class PrintedTable:
    """A table as it stands on the page.

    Attributes
    ----------
    key
        ``table2`` to ``table10``.
    title
        Without a mark for synthetic data; see ``synthetic``.
    head
        Headings of the columns.
    styles
        How each column is printed; see :func:`clusternet.words.labels.printed`.
    rows
        Cells; None is blank.
    spans
        Headings above the headings, each with the number of columns it stands over; none for most tables.
    notes
        Base, convention, and what is missing.
    language
        ``zh`` or ``en``.
    synthetic
        Every form of the table then says so.
    """

    key: str
    title: str
    head: tuple[str, ...]
    styles: tuple[Style, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spans: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    language: str = "zh"
    synthetic: bool = False

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)

    def texts(self) -> Iterator[list[str]]:
        """Yield the rows as printed: shares to two decimals, averages to three."""
        for row in self.rows:
            yield [_printed(cell, style) for cell, style in zip(row, self.styles, strict=True)]


def _printed(cell: Cell, style: Style) -> str:
    if labels.missing(cell):
        return ""
    if isinstance(cell, str):
        return cell
    number = float(cell)  # type: ignore[arg-type]
    if style == "count":
        return f"{number:.0f}"
    if style == "share":
        return f"{100 * number:.2f}%"
    return f"{number:.3e}" if style == "scientific" else f"{number:.3f}"


@dataclass(frozen=True)
class Words:
    """What is written round a figure.

    Attributes
    ----------
    title
        One line, broken where it is too long.
    caption
        What a reader must know: N, E, year, convention, base, source.
    language
        ``zh`` or ``en``.
    synthetic
        Title and caption then say so.
    """

    title: str = ""
    caption: Sequence[str] = ()
    language: str = "zh"
    synthetic: bool = False

    @property
    def mark(self) -> str:
        """The words for synthetic data, or nothing."""
        return labels.mark(self.synthetic, self.language)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)
