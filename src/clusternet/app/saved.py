"""Reports that the page has written, for the browser to open: these files, and no others."""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

__all__ = ["Saved"]

_ALONE = "sandbox allow-scripts allow-downloads allow-popups allow-modals"
"""A report may run its own script, but it is no part of this page: no cookie, no requests in its name."""


class Saved:
    """Files that may be opened, each under an address of its own.

    Examples
    --------
    >>> saved = Saved()
    >>> saved.address(Path("report.html")) == saved.address(Path("report.html"))
    True
    """

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}

    def address(self, file: Path) -> str:
        """Return the address of a file."""
        for key, known in self.files.items():
            if known == file:
                return f"/saved/{key}/{file.name}"
        key = secrets.token_urlsafe(9)
        self.files[key] = file
        return f"/saved/{key}/{file.name}"

    async def answer(self, request: Request) -> Response:
        """Send a file."""
        file = self.files.get(request.path_params["key"])
        if file is None or file.name != request.path_params["name"] or not file.is_file():
            return PlainTextResponse("404", status_code=404)
        headers = {"content-security-policy": _ALONE}
        return FileResponse(file, headers=headers, content_disposition_type="inline", filename=file.name)
