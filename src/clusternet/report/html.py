"""A report as one page for the browser: it asks the network for nothing, and prints on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet import __version__
from clusternet.notes import report as notes
from clusternet.output.markup import printable
from clusternet.plot.sheet import offline

if TYPE_CHECKING:
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Report

_TEMPLATE = "report.html.jinja"


def page(report: Report, pictures: Mapping[str, Picture], *, font: str | None = None) -> str:
    """Return a report as HTML; every name from the data is text, whatever marks it holds.

    Parameters
    ----------
    pictures
        By the key of the figure.
    font
        Family or file; see :func:`clusternet.plot.sheet.fonts.families`.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["printable"] = lambda text: printable(str(text))

    def render(face: str) -> str:
        return environment.get_template(_TEMPLATE).render(
            report=report,
            said=notes,
            heading=printable(report.heading),
            numbering=report.numbering,
            synthetic=report.warning,
            version=__version__,
            policy=offline.STILL_POLICY,
            family=offline.FAMILY,
            font=face,
            picture=lambda figure: pictures[figure.key].markup,
            hero=_hero(report, pictures),
            sparkline=lambda box: sparkline(box.series),
        )

    return render(offline.font_face(render(""), font))


def _hero(report: Report, pictures: Mapping[str, Picture]) -> str:
    """Return the figure of the first page: a drawing is shown twice, but held once."""
    if report.hero is None:
        return ""
    markup, key = pictures[report.hero.key].markup, report.hero.key
    if not markup.startswith("<svg"):
        return markup
    box = markup.partition('viewBox="')[2].partition('"')[0]
    wide, high = box.split()[2:]
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(report.numbered(report.hero))}">'
        f'<use href="#drawing-{key}" width="{wide}" height="{high}"/></svg>'
    )


_WIDE, _HIGH = 120.0, 28.0


def sparkline(series: Sequence[tuple[int, float]]) -> str:
    """Return a small line of values over the years, or nothing where there are fewer than two.

    Parameters
    ----------
    series
        Year and value, in order of time.

    Examples
    --------
    >>> sparkline([(2020, 1.0)])
    ''
    >>> sparkline([(2020, 1.0), (2021, 3.0)]).count("<circle")
    1
    """
    if len(series) < 2:
        return ""
    years, values = zip(*series, strict=True)
    low, wide = min(values), years[-1] - years[0]
    high = max(values) - low or 1.0
    spots = [
        (3 + (_WIDE - 6) * (year - years[0]) / wide, _HIGH - 4 - (_HIGH - 8) * (value - low) / high)
        for year, value in series
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDE:g} {_HIGH:g}" aria-hidden="true"><polyline points="{line}"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/></svg><span class="years">{years[0]}–{years[-1]}</span>'
    )
