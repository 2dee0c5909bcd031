"""Who may talk to the page: this machine alone, under its own name, with the token of this run."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

__all__ = ["Doors"]

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[..., Awaitable[Any]], Callable[..., Awaitable[Any]]], Awaitable[None]]


class Doors:
    """An ASGI application before another: it lets in what knows the token and comes from the page itself.

    The address holds the token once; the answer sets a cookie that scripts and other sites cannot use, and
    sends the browser on without it. Websockets need the cookie too. Every host but the loopback address and
    every foreign origin is refused, so that no page elsewhere, and no name that is led here, gets through.

    Parameters
    ----------
    app
        The application behind.
    token
        What must be known.
    port
        Where it listens.

    Examples
    --------
    >>> Doors(app=None, token="t", port=80).hosts
    frozenset({'127.0.0.1:80'})
    """

    def __init__(self, app: Any, token: str, port: int) -> None:
        self.app: App = app
        self.token = token
        self.cookie = f"clusternet-{port}"
        self.hosts = frozenset({f"127.0.0.1:{port}"})

    async def __call__(
        self, scope: Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[Any]]
    ) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        own = headers.get("host", "") in self.hosts
        origin = headers.get("origin")
        if not own or (origin is not None and urlsplit(origin).netloc not in self.hosts):
            await _refuse(scope, receive, send, 421)
        elif self._known(SimpleCookie(headers.get("cookie", ""))):
            await self.app(scope, receive, _sealed(send))
        elif scope["type"] == "http" and self._asked(scope):
            await self._welcome(scope, send)
        else:
            await _refuse(scope, receive, send, 403)

    def _known(self, cookies: SimpleCookie) -> bool:
        held = cookies.get(self.cookie)
        return held is not None and hmac.compare_digest(held.value.encode(), self.token.encode())

    def _asked(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(given.encode(), self.token.encode())

    async def _welcome(self, scope: Scope, send: Callable[..., Awaitable[Any]]) -> None:
        query = scope["query_string"].decode("latin-1")
        rest = "&".join(part for part in query.split("&") if part and not part.startswith("token="))
        path = scope["path"] + (f"?{rest}" if rest else "")
        cookie = f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", path.encode("latin-1")), (b"set-cookie", cookie.encode()), *_SEALS]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


_SEALS = [
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cache-control", b"no-store"),
]


def _sealed(send: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Add headers to every answer: kept nowhere, framed by no other site, no address told."""

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message.get("headers", [])}
            message["headers"] = [
                *message.get("headers", []),
                *(each for each in _SEALS if each[0] not in there),
            ]
        await send(message)

    return sending


async def _refuse(
    scope: Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[Any]], status: int
) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    said = "请从 clusternet app 打印的地址打开本页。\nOpen the address that clusternet app printed.\n"
    await send({"type": "http.response.body", "body": said.encode()})
