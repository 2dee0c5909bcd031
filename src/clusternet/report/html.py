"""A report as one page for the browser: it asks the network for nothing, and prints on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from clusternet import __version__
from clusternet.output.markup import printable
from clusternet.plot.sheet import offline
from clusternet.report.document import Figure, Report, heading, numbering, synthetic

_TEMPLATE = "report.html.jinja"


def page(report: Report, pictures: Mapping[str, bytes], *, font: str | None = None) -> str:
    """Return a report as HTML; every name from the data is text, whatever marks it holds.

    Parameters
    ----------
    pictures
        Figure key -> PNG.
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

    def picture(figure: Figure) -> str:
        return f"data:image/png;base64,{b64encode(pictures[figure.key]).decode()}"

    def render(face: str) -> str:
        return environment.get_template(_TEMPLATE).render(
            report=report,
            heading=printable(heading(report)),
            numbering=numbering(report),
            synthetic=synthetic(report),
            version=__version__,
            policy=offline.STILL_POLICY,
            family=offline.FAMILY,
            font=face,
            picture=picture if face else lambda figure: "",
            plain=lambda figure: report.numbered(figure).removeprefix(f"[{report.mark}] "),
        )

    return render(offline.font_face(render(""), font))
