"""A report and its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clusternet.network.cover import Cover
from clusternet.notes import report as notes
from clusternet.notes.annex import annex
from clusternet.output.result import Result, Words
from clusternet.plot.sheet.page import Planner
from clusternet.report.card import Card
from clusternet.words import labels
from clusternet.words.text import COMMA, Tell, Text

_FINDINGS, _BOXES = 5, 5
_HEROES = ("sankey", "heatmap", "netmap")


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
    table
        Key of the table that has its numbers; none if empty.
    """

    key: str
    words: Words
    plan: Planner
    table: str = ""


@dataclass(frozen=True)
class Claim:
    """A sentence on a result.

    Attributes
    ----------
    topic
        What it is about: of several on one topic the first page has the strongest.
    text
        With number, base and years.
    table
        Key of the table it is read from.
    weight
        How far the result is from what would say nothing, from 0 to 1.
    """

    topic: str
    text: Text
    table: str
    weight: float


@dataclass(frozen=True)
class Box:
    """A number that the first page shows large, with its course over the years.

    Attributes
    ----------
    name, value
        As printed.
    series
        Year and value, in order of time.
    table
        Key of the table it is read from.
    """

    name: str
    value: str
    series: tuple[tuple[int, float], ...]
    table: str


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
    claims
        What the numbers say.
    boxes
        Numbers for the first page.
    left_out
        What the data cannot feed, one line each with the reason.
    sheets
        Tables that the workbook alone has, for they are long.
    panel
        What the page draws by itself where scripts run; see :mod:`clusternet.report.linked`.
    cards
        What the page shows one by one where scripts run, of its tables.
    """

    key: str
    title: str
    tables: tuple[Result, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    boxes: tuple[Box, ...] = ()
    left_out: tuple[str, ...] = ()
    sheets: tuple[Result, ...] = ()
    panel: Mapping[str, Any] | None = None
    cards: tuple[Card, ...] = ()

    @property
    def pairs(self) -> list[tuple[Result | None, list[Figure]]]:
        """Every table with the figures of its numbers, then the figures without a table."""
        held = {table.key for table in self.tables}
        pairs: list[tuple[Result | None, list[Figure]]] = [
            (table, [figure for figure in self.figures if figure.table == table.key]) for table in self.tables
        ]
        return pairs + [(None, [figure]) for figure in self.figures if figure.table not in held]

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it."""
        return not self.tables and not self.figures


def _strength(claim: Claim) -> float:
    return -claim.weight


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
        Every page, sheet, figure and sentence then says so.
    cover
        Who wrote it, how it is cited, and the authors' texts.
    alerts
        What a reader must know before the numbers, one line each.
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
    cover: Cover = field(default_factory=Cover)
    alerts: tuple[str, ...] = ()
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
        draft: bool = False,
        progress: Tell = lambda message: None,
        also: Sequence[Report] = (),
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
        draft
            Whether figures are written as PNG of 200 dpi alone, and not of 300 dpi and as PDF.
        progress
            Called with the name of every figure before it is drawn.
        also
            The same report in another language: the page shows either, the other forms have a file each.

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

        how: dict[str, Any] = {"replace": replace, "font": font, "draft": draft, "progress": progress}
        return write([self, *also], Path(folder), given=given or {}, **how)[0]

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
    def findings(self) -> list[Claim]:
        """The strongest sentence on each topic, those that say most first."""
        claims = sorted((claim for section in self.sections for claim in section.claims), key=_strength)
        first = {claim.topic: claim for claim in reversed(claims)}
        return [claim for claim in claims if first[claim.topic] is claim][:_FINDINGS]

    @property
    def boxes(self) -> list[Box]:
        """The numbers of the first page."""
        return [box for section in self.sections for box in section.boxes][:_BOXES]

    @property
    def hero(self) -> Figure | None:
        """The figure of the first page: that of the flows where there is one."""
        held = {figure.key: figure for figure in self.figures}
        return next((held[key] for key in _HEROES if key in held), None)

    @property
    def imprint(self) -> list[tuple[str, str]]:
        """Authors, institution, date, citation and licence, as far as they are known: name and value."""
        cover = self.cover
        said = [
            (notes.AUTHORS, COMMA.in_(self.language).join(cover.authors)),
            (notes.INSTITUTION, cover.institution),
            (notes.DATE, cover.date),
            (notes.CITE, cover.cite),
            (notes.LICENCE, cover.licence),
        ]
        return [(self.say(name), value) for name, value in said if value]

    @property
    def annex(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """How to read the report, methods and terms: title, and lines with what each is on."""
        parts = annex([section.key for section in self.sections])
        return [
            (self.say(title), [(self.say(what), self.say(line)) for what, line in lines])
            for title, lines in parts
        ]

    def label(self, table: str) -> str:
        """Return what a table is called where a sentence refers to it: its number.

        Parameters
        ----------
        table
            Its key.

        Examples
        --------
        >>> Report("Network", (), (), (), language="en").label("table7")
        'Table 7'
        """
        return f"{self.say(notes.TABLE)}{table.removeprefix('table')}"

    def sentence(self, claim: Claim) -> str:
        """Return a sentence, marked where the data are synthetic.

        Parameters
        ----------
        claim
            One of the report.
        """
        return labels.marked(self.say(claim.text), self.synthetic, self.language)

    def stated(self, figure: Figure) -> str:
        """Return the sentence a figure shows: of those on its table one each, in their order; or nothing.

        Parameters
        ----------
        figure
            One of the report.
        """
        for section in self.sections:
            sharing = [each.key for each in section.figures if each.table == figure.table]
            claims = [claim for claim in section.claims if claim.table == figure.table]
            held = dict(zip(sharing, claims, strict=False))
            if figure.table and figure.key in held:
                return self.sentence(held[figure.key])
        return ""

    @property
    def tables(self) -> list[Result]:
        """All tables, in order."""
        return [table for section in self.sections for table in section.tables]

    @property
    def sheets(self) -> list[Result]:
        """All tables, and those that the workbook alone has."""
        return self.tables + [sheet for section in self.sections for sheet in section.sheets]

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

    def short(self, figure: Figure) -> str:
        """Return the number of a figure, as its tab has it.

        Parameters
        ----------
        figure
            One of the report.
        """
        return f"{self.say(notes.FIGURE)}{self.figures.index(figure) + 1}"

    def plain(self, figure: Figure) -> str:
        """Return the title of a figure with its number.

        Parameters
        ----------
        figure
            One of the report.
        """
        return f"{self.short(figure)}  {figure.words.title}"

    def numbered(self, figure: Figure) -> str:
        """Return the title of a figure with its number, marked where the data are synthetic.

        Parameters
        ----------
        figure
            One of the report.
        """
        return labels.marked(self.plain(figure), self.synthetic, self.language)
