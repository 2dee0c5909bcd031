"""A local page in the browser for people who do not type: from a folder of workbooks to a report.

Nothing is computed here. Every button starts a command of the package in a process of its own; the page
shows what it printed, and the command line that prints the same.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["application", "serve"]


def application(token: str, port: int, language: str = "zh") -> object:
    """Return the page as an ASGI application behind its doors.

    Parameters
    ----------
    token
        What the address must hold.
    port
        Where it will listen.
    language
        Of an address that names none, ``zh`` or ``en``.
    """
    from shiny import App, Inputs, Outputs, Session
    from shiny.ui import Tag
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from clusternet.app import analyses, checking, data, offers, pages
    from clusternet.app.doors import Doors
    from clusternet.app.saved import Saved
    from clusternet.app.session import Tab

    def page(request: Request) -> Tag:
        asked = request.query_params
        said = asked.get("lang", "")
        chosen = said if said in ("zh", "en") else language
        return pages.page(chosen, asked.get("project", ""), asked.get("panel", ""))

    async def nothing(_: Request) -> Response:
        return Response(status_code=204)

    def server(input: Inputs, output: Outputs, session: Session) -> None:
        tab = Tab(input, session, saved)
        data.serve(tab)
        checking.serve(tab)
        for name in offers.PANELS:
            analyses.serve(tab, name)
        analyses.serve_report(tab)

    saved = Saved()
    app = App(page, server)
    app.starlette_app.router.routes[:0] = [
        Route("/saved/{key}/{name}", saved.answer),
        Route("/favicon.ico", nothing),
    ]
    return Doors(app, token, port)


def serve(
    *, project: str = "", language: str = "zh", port: int = 0, ready: Callable[[str], None] = print
) -> None:
    """Serve the page on this machine until it is interrupted.

    Parameters
    ----------
    project
        Folder to open first.
    language
        ``zh`` or ``en``.
    port
        Where to listen on 127.0.0.1; any free one if 0.
    ready
        Called with the address once the port is taken.
    """
    import secrets
    import socket

    import uvicorn

    from clusternet.app import pages

    token = secrets.token_urlsafe(24)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            application(token, port, language),  # type: ignore[arg-type]
            log_level="error",
            access_log=False,
            ws_max_size=1 << 24,
            timeout_graceful_shutdown=2,
        )
        ready(f"http://127.0.0.1:{port}{pages.address(language, project)}&token={token}")
        uvicorn.Server(config).run(sockets=[listener])
