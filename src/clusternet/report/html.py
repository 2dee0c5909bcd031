"""A report as one page for the browser: it asks the network for nothing, and prints on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clusternet import __version__
from clusternet.notes.report import CONTENTS, FACTS, LEFT_OUT
from clusternet.output.markup import printable
from clusternet.plot.sheet import offline

if TYPE_CHECKING:
    from clusternet.report.folder import Picture
    from clusternet.report.parts import Figure, Report

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

    def source(figure: Figure) -> str:
        return f"data:image/png;base64,{b64encode(pictures[figure.key].png).decode()}"

    def render(face: str) -> str:
        return environment.get_template(_TEMPLATE).render(
            report=report,
            contents=CONTENTS,
            facts=FACTS,
            left_out=LEFT_OUT,
            heading=printable(report.heading),
            numbering=report.numbering,
            synthetic=report.warning,
            version=__version__,
            policy=offline.STILL_POLICY,
            family=offline.FAMILY,
            font=face,
            source=source if face else lambda figure: "",
            shown=lambda figure: _shown(pictures[figure.key]),
        )

    return render(offline.font_face(render(""), font))


def _shown(picture: Picture) -> str:
    """Return the style of an image that shows the figure without its title and caption."""
    hidden = picture.above + picture.below
    upper = 100 * picture.above / hidden if hidden else 0.0
    return f"aspect-ratio: {picture.shape:.4f}; object-position: 0 {upper:.2f}%"
