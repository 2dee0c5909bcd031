"""A report as a folder: page, document, workbook, figures, and the manifest that says how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clusternet.errors import ClusternetError, MissingDependencyError
from clusternet.io.folders import check_folder, whole_folder, write_manifest, written
from clusternet.notes.report import CONTENTS, DRAFT, SHEETS
from clusternet.output import excel
from clusternet.plot.sheet import fonts, page, saving
from clusternet.report import html, inline, word
from clusternet.words.text import COLON, Tell, Text

if TYPE_CHECKING:
    from clusternet.output.result import Words
    from clusternet.report.parts import Figure, Report


@dataclass(frozen=True)
class Picture:
    """A figure as PNG with title and caption, of which a document with captions of its own shows a part.

    Attributes
    ----------
    png
        The file.
    above, below
        What the document does not show, as parts of the height.
    shape
        Width over height of what it shows.
    markup
        The figure as the page for the browser holds it.
    alt
        The figure in words.
    """

    png: bytes
    above: float
    below: float
    shape: float
    markup: str = ""
    alt: str = ""


def write(
    reports: Sequence[Report],
    path: Path,
    *,
    replace: bool = False,
    font: str | None = None,
    given: Mapping[str, Any],
    draft: bool = False,
    progress: Tell = lambda message: None,
) -> list[Report]:
    """Write every form of a report into a folder; see :meth:`clusternet.report.parts.Report.write`.

    In several languages there is one page, and of everything else one file or folder a language.

    Figures are drawn once and written twice: PNG of 300 dpi for slides and text processors, and PDF,
    whose lines and letters stay sharp at any size and which every typesetter takes; both with title and
    caption, since they travel alone. The page holds them as drawings and the document the same PNG, without
    title and caption, for they have captions of their own. A draft has PNG of 200 dpi alone.
    """
    with whole_folder(path, check=partial(check_folder, replace=replace, written=written)) as scratch:
        return _fill(reports, scratch, _Drawing(font, draft, progress), given)


@dataclass(frozen=True)
class _Drawing:
    """How figures are drawn: in which font, whether for a draft, and who hears of it."""

    font: str | None
    draft: bool
    progress: Tell


def _fill(reports: Sequence[Report], folder: Path, how: _Drawing, given: Mapping[str, Any]) -> list[Report]:
    """Write every form into an empty folder, and last the manifest with the SHA-256 of each file."""
    editions = []
    for made in reports:
        behind = f"-{made.language}" if len(reports) > 1 else ""
        (folder / f"figures{behind}").mkdir()
        report, pictures = _drawn(made, folder / f"figures{behind}", how)
        how.progress("writing")
        word.write(report, pictures, folder / f"report{behind}.docx")
        excel.write_book(report.sheets, folder / f"tables{behind}.xlsx", index=_index(report))
        editions.append((report, pictures))
    (folder / "report.html").write_text(html.page(editions, font=how.font), encoding="utf-8", newline="")
    first = editions[0][0]
    facts = {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        **given,
        **first.method,
        "language": first.language,
        "languages": [report.language for report, _ in editions],
        "synthetic": first.synthetic,
        "sections": [section.key for section in first.sections],
        "left_out": list(first.left_out),
    }
    write_manifest(folder, facts)
    return [report for report, _ in editions]


def _index(report: Report) -> excel.Index:
    sheet, what, rows = map(report.say, SHEETS)
    lines = [report.warning, report.numbering] if report.mark else [report.numbering]
    return excel.Index(report.say(CONTENTS), report.heading, (sheet, what, rows), lines)


def _drawn(report: Report, folder: Path, how: _Drawing) -> tuple[Report, dict[str, Picture]]:
    """Draw the figures; return the report with those that could be drawn, and their pictures."""
    pictures: dict[str, Picture] = {}
    drawn: dict[Path, tuple[Any, saving.Said]] = {}
    sections, missing = [], [report.say(DRAFT)] if how.draft and report.figures else []
    for section in report.sections:
        lines = []
        for figure in section.figures:
            how.progress(Text(f"绘制{figure.words.heading}", f"drawing {figure.key}"))
            try:
                file = folder / f"{figure.key}.png"
                words = changed(figure.words, headline=report.stated(figure))
                made, picture = picture_of(figure, file, how.font, words, dpi=_DRAFT if how.draft else _DPI)
                with page.context(how.font):
                    markup = inline.drawing(made, figure.key, picture, picture.alt)
                pictures[figure.key] = changed(picture, markup=markup)
                if not how.draft:
                    drawn[file.with_suffix(".pdf")] = made, saving.Said(words.heading, picture.alt)
            except MissingDependencyError:
                raise
            except ClusternetError as error:
                why = error.reason if isinstance(error, saving.GlyphError) else str(error)
                lines.append(f"{figure.words.title}{report.say(COLON)}{why}")
        kept = tuple(figure for figure in section.figures if figure.key in pictures)
        sections.append(changed(section, figures=kept, left_out=(*section.left_out, *lines)))
        missing += lines
    with page.context(how.font), fonts.embeddable(*(made for made, _ in drawn.values())):
        for file, (made, told) in drawn.items():
            saving.write(made, file, said=told, drawn=True)
    return changed(report, sections=tuple(sections), left_out=(*report.left_out, *missing)), pictures


_DPI, _DRAFT = 300, 200


def picture_of(
    figure: Figure, file: Path, font: str | None, words: Words, *, dpi: int = _DPI
) -> tuple[Any, Picture]:
    """Write a figure as PNG; return its drawing, and the picture as a document takes it."""
    with page.context(font):
        ax = page.printed(figure.plan, page.Page(font=font), words)
        drawn, (above, below) = page.figure_of(ax), page.around(ax)
        told = saving.Said(words.heading, page.described(ax, words))
        saving.write(drawn, file, said=told, dpi=dpi)
    above = 0.0 if words.synthetic else above  # the mark stands in the title
    wide, high = drawn.get_size_inches().tolist()
    shape = wide / (high * (1 - above - below))
    return drawn, Picture(file.read_bytes(), above, below, shape, alt=told.description)
