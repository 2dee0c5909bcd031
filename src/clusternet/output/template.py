"""Templates of pages for the browser: every text of them is escaped, and on one line where asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.output.markup import printable

if TYPE_CHECKING:
    from jinja2 import Template


def template(path: Path) -> Template:
    """Return a template; its filter ``printable`` is :func:`clusternet.output.markup.printable`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(path.parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["printable"] = lambda text: printable(str(text))
    return environment.get_template(path.name)
