"""The network behind an author's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusternet.cli.emit import Progress
from clusternet.cli.request import Request

if TYPE_CHECKING:
    from clusternet.prose.values import Data


def citable(request: Request, progress: Progress) -> Data:
    """Read the data whose values a text cites."""
    from clusternet.prose.values import Data

    progress("reading")
    return Data(request.read().network, request.choices())
