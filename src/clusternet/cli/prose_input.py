"""The network behind an author's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clusternet.cli.emit import Progress, say
from clusternet.cli.request import Request
from clusternet.guard import reading

if TYPE_CHECKING:
    import pandas as pd

    from clusternet.prose.values import Data


def citable(request: Request, progress: Progress) -> Data:
    """Read the data whose values a text cites."""
    from clusternet.prose.values import Data

    progress("reading")
    return Data(request.read().network, request.choices())


def cited(
    request: Request, progress: Progress, template: str, out: str, *, replace: bool
) -> tuple[pd.DataFrame, Data]:
    """Fill a text; return what was filled, as a table, and the data."""
    from clusternet.prose import changes
    from clusternet.prose.fill import fill
    from clusternet.prose.parts import Source

    if not replace:
        reading(Path(template))
    data = citable(request, progress)
    progress("measuring")
    language = request.language(data.net)
    try:
        found = fill(template, out, Source(data, language), replace=replace)
    except changes.NotFilledError as error:
        for line in error.lines:
            say(line)
        raise
    return changes.table(found, language), data
