"""A result: a table and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clusternet.words import labels
from clusternet.words.labels import Style
from clusternet.words.text import COLON, Text

if TYPE_CHECKING:
    import pandas as pd


_NOTE, _SOURCE = Text("注：", "Note: "), Text("资料来源：", "Source: ")
_DRAWN, _STOP = Text("图中有", "Drawn: "), Text("。", ". ")


@dataclass(frozen=True)
class Words:
    """What is said of a result: over and under a table, round a figure.

    Attributes
    ----------
    title
        One line, broken where it is too long.
    notes
        What a reader must know: N, E, year, base, unit.
    language
        ``zh`` or ``en``.
    synthetic
        Every form of it then says so.
    subtitle
        A line under the title.
    source
        Where the data are from; the last line of a figure.
    technical
        What is no matter of print, such as which software's definitions were used; said on demand.
    headline
        The finding, if there is one.
    stated
        Whether it stands above the title.

    Examples
    --------
    >>> Words("", ("Nodes 6",), "en", source="the survey").under
    ('Note: Nodes 6', 'Source: the survey')
    """

    title: str = ""
    notes: Sequence[str] = ()
    language: str = "zh"
    synthetic: bool = False
    subtitle: str = ""
    source: str = ""
    technical: Sequence[str] = ()
    headline: str = ""
    stated: bool = False

    @property
    def over(self) -> tuple[str, ...]:
        """The lines over a figure, the first in large type: finding and title, or title, and the subtitle.

        Examples
        --------
        >>> Words("Flows", (), "en").over
        ('Flows',)
        >>> Words("Flows", (), "en", headline="A supplies most.", stated=True).over
        ('A supplies most.', 'Flows')
        """
        stated = labels.marked(self.headline, self.synthetic, self.language)
        lines = (stated, self.title) if self.headline and self.stated else (self.heading,)
        return tuple(line for line in (*lines, self.subtitle) if line)

    def described(self, kind: Text, drawn: Text) -> str:
        """Return a figure in words, for those who do not see it.

        Parameters
        ----------
        kind
            What such a figure is called.
        drawn
            How many marks it has.

        Examples
        --------
        >>> said = Words("Flows", ("6 nodes · 2020",), "en", source="the survey", headline="A supplies most.")
        >>> said.described(Text("桑基图", "Sankey diagram"), Text("3条流向", "3 flows"))
        'Sankey diagram: Flows. Drawn: 3 flows. A supplies most. Note: 6 nodes · 2020. Source: the survey.'
        """
        language = self.language
        named, marks = kind.in_(language), drawn.in_(language)
        known = not named or named.casefold() in self.title.casefold()
        first = (
            self.heading if known else f"{named[:1].upper()}{named[1:]}{COLON.in_(language)}{self.heading}"
        )
        shown = f"{_DRAWN.in_(language)}{marks}" if marks else ""
        lines = dict.fromkeys([first, shown, self.headline, *self.under[:1], *self.under[-1:]])
        stop = _STOP.in_(language)
        return "".join(f"{line.rstrip('。.')}{stop}" for line in lines if line).rstrip()

    @property
    def under(self) -> tuple[str, ...]:
        """The lines under a figure: notes and source, each called so, in the order of Chinese reports."""
        note, source = (text.in_(self.language) for text in (_NOTE, _SOURCE))
        lines = (f"{note}{self.notes[0]}", *self.notes[1:]) if self.notes else ()
        return (*lines, f"{source}{self.source}") if self.source else lines

    @property
    def mark(self) -> str:
        """The words for synthetic data, or nothing."""
        return labels.mark(self.synthetic, self.language)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)


@dataclass(frozen=True)
class Result:
    """A table and what must be known to read it.

    Attributes
    ----------
    frame
        English column names.
    title, notes, language, synthetic
        See :class:`Words`.
    sideways
        Print years as columns in the terminal.
    words
        Printed words that stand for others here: 省内 for 区域内.
    columns
        Labels of columns that only this table has: an indicator the user named.
    key
        ``table2`` and so on, if it is a numbered table of the report, with counts as print has them: 83815.
    reasons
        Why cells are empty, or how they were estimated; said beside the table, not in it.
    spans
        Headings above the headings, each with the number of columns it stands over; none for most tables.
    reason
        Why there are no rows, where there are none.
    tab
        Name of its sheet in a workbook.
    filters
        Whether a workbook has filters on its headings.
    cited
        What an author writes for each cell in a text of their own, if the table has that.
    marks
        Cells (row, column, from 0) that a workbook marks, and the remark they get.

    Examples
    --------
    >>> import pandas as pd
    >>> result = Result(pd.DataFrame({"edges": [83815], "density": [0.00005]}), "Nankai", (), "en")
    >>> result.heads, result.styles, result.texts()
    (['Edges', 'Density'], ['count', 'scientific'], [['83,815', '5.000e-05']])
    """

    frame: pd.DataFrame
    title: str
    notes: Sequence[str]
    language: str
    synthetic: bool = False
    sideways: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, labels.Label] = field(default_factory=dict)
    key: str = ""
    reasons: Sequence[Text] = ()
    spans: Sequence[tuple[str, int]] = ()
    reason: str = ""
    tab: str = ""
    filters: bool = False
    cited: Sequence[Sequence[str]] = ()
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Say what a column ``synthetic`` says beside the table, not in every row of it."""
        if "synthetic" in self.frame and self.synthetic:
            object.__setattr__(self, "frame", self.frame.drop(columns="synthetic"))

    @property
    def said(self) -> Words:
        """What is said of it, for a figure of the same."""
        return Words(self.title, self.notes, self.language, self.synthetic)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return self.said.heading

    @property
    def heads(self) -> list[str]:
        """Headings of the columns."""
        return [labels.heading(str(name), self.language, self.columns) for name in self.frame]

    @property
    def styles(self) -> list[Style]:
        """How the columns are printed; see :func:`clusternet.words.labels.shown`."""
        return [labels.style(str(name), self.columns) for name in self.frame]

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """Values: numbers as they are, fixed words in the language."""
        named = (
            labels.named(self.frame[name].tolist(), str(name), self.language, self.columns)
            for name in self.frame
        )
        columns = [[self._word(value) for value in values] for values in named]
        return list(zip(*columns, strict=True))

    @property
    def decimals(self) -> list[int | None]:
        """How many decimals the columns keep; None where their style says it."""
        return [labels.decimals(str(name), self.columns) for name in self.frame]

    def _word(self, value: Any) -> Any:
        return self.words.get(value, value) if isinstance(value, str) else value

    def texts(self) -> list[list[str]]:
        """Return the rows as printed: shares to two decimals, averages to three."""
        kinds, grouped = list(zip(self.styles, self.decimals, strict=True)), not self.key
        texts = (
            [
                labels.yes(value, self.language)
                if isinstance(value, bool)
                else labels.shown(value, style, grouped=grouped, decimals=decimals)
                for value, (style, decimals) in zip(row, kinds, strict=True)
            ]
            for row in self.rows
        )
        return [[self.words.get(text, text) for text in row] for row in texts]
