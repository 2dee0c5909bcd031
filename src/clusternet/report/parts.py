"""A report and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clusternet.notes import report as notes
from clusternet.output.result import Result, Words
from clusternet.plot.sheet.page import Planner
from clusternet.words import labels
from clusternet.words.text import Tell, Text


@dataclass(frozen=True)
class Figure:
    """A figure that is not drawn yet.

    Attributes
    ----------
    key
        Name of its files.
    words
        Title and caption.
    plan
        Lays it out for axes of a width in millimetres.
    """

    key: str
    words: Words
    plan: Planner


@dataclass(frozen=True)
class Section:
    """A part of a report.

    Attributes
    ----------
    key
        Its anchor.
    title
        Its heading.
    tables, figures
        In the order they are shown.
    sentences
        What the numbers say; none where the data are synthetic.
    left_out
        What the data cannot feed, one line each with the reason.
    """

    key: str
    title: str
    tables: tuple[Result, ...] = ()
    figures: tuple[Figure, ...] = ()
    sentences: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it."""
        return not self.tables and not self.figures


@dataclass(frozen=True, repr=False)
class Report:
    """A report before it is written in any form.

    Attributes
    ----------
    title
        Without a mark for synthetic data; see ``synthetic``.
    facts
        What was read and how it was measured: name and value.
    sections
        Those that hold something.
    left_out
        What is not in the report, one line each with the reason.
    language
        ``zh`` or ``en``.
    synthetic
        Every page, sheet and figure then says so.
    method
        Convention and seeds, for ``manifest.json``.

    Examples
    --------
    >>> Report("Network", (("Nodes", "3"),), (), ("flows: no places",), language="en")
    <Report 'Network': 0 sections, 0 tables, 0 figures>
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    left_out: tuple[str, ...]
    language: str = "zh"
    synthetic: bool = False
    method: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        held = {"sections": self.sections, "tables": self.tables, "figures": self.figures}
        parts = [f"{len(each)} {name}" for name, each in held.items()]
        parts += ["synthetic"] if self.synthetic else []
        return f"<Report {self.title!r}: {', '.join(parts)}>"

    def write(
        self,
        folder: str | Path,
        *,
        replace: bool = False,
        font: str | None = None,
        given: Mapping[str, object] | None = None,
        progress: Tell = lambda message: None,
    ) -> Report:
        """Write every form of the report into a folder, which appears whole or not at all.

        Parameters
        ----------
        folder
            Does not exist yet, or is empty.
        replace
            Overwrite an earlier report, unless somebody has changed it since.
        font
            Family or file of the figures; see :func:`clusternet.plot.sheet.fonts.families`.
        given
            What is known of the inputs, for ``manifest.json``.
        progress
            Called with the name of every figure before it is drawn.

        Returns
        -------
        Report
            The same without figures that have a character no font has.

        Raises
        ------
        FormatError
            If the folder is in use or cannot be written.

        Examples
        --------
        >>> import clusternet as cn
        >>> net = cn.read(cn.shipped())
        >>> cn.report.build(net).write("report")  # doctest: +SKIP
        """
        from clusternet.report.folder import write

        return write(self, Path(folder), replace=replace, font=font, given=given or {}, progress=progress)

    @property
    def mark(self) -> str:
        """The words for synthetic data, or nothing."""
        return labels.mark(self.synthetic, self.language)

    @property
    def heading(self) -> str:
        """The title, marked where the data are synthetic."""
        return labels.marked(self.title, self.synthetic, self.language)

    @property
    def warning(self) -> str:
        """What a reader of synthetic data must know."""
        return self.say(notes.SYNTHETIC)

    @property
    def numbering(self) -> str:
        """Why table numbers may have gaps."""
        return self.say(notes.NUMBERING)

    @property
    def tables(self) -> list[Result]:
        """All tables, in order."""
        return [table for section in self.sections for table in section.tables]

    @property
    def figures(self) -> list[Figure]:
        """All figures, in order; the first is Figure 1."""
        return [figure for section in self.sections for figure in section.figures]

    def say(self, text: Text) -> str:
        """Return what is said, in the language.

        Parameters
        ----------
        text
            In both languages.

        Examples
        --------
        >>> Report("Network", (), (), (), language="en").say(Text("图", "Figure"))
        'Figure'
        """
        return text.in_(self.language)

    def plain(self, figure: Figure) -> str:
        """Return the title of a figure with its number.

        Parameters
        ----------
        figure
            One of the report.
        """
        return f"{self.say(notes.FIGURE)}{self.figures.index(figure) + 1}  {figure.words.title}"

    def numbered(self, figure: Figure) -> str:
        """Return the title of a figure with its number, marked where the data are synthetic.

        Parameters
        ----------
        figure
            One of the report.
        """
        return labels.marked(self.plain(figure), self.synthetic, self.language)
