"""Who gets through to the page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from clusternet.app.doors import Doors

HOST = "127.0.0.1:8000"


async def _inner(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def ask(query: str = "", *, kind: str = "http", **headers: str) -> tuple[int | str, dict[str, str]]:
    """Return the status that a request gets, and the headers of the answer."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    given = [(name.encode(), value.encode()) for name, value in ({"host": HOST} | headers).items()]
    scope = {"type": kind, "path": "/", "query_string": query.encode(), "headers": given}
    asyncio.run(Doors(_inner, "secret", 8000)(scope, receive, send))
    answered = {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}
    return sent[0].get("status", sent[0].get("code")), answered


def test_the_token_of_the_address_becomes_a_cookie_and_leaves_the_address():
    status, answered = ask("lang=zh&token=secret&project=%2Fa")
    assert (status, answered["location"]) == (303, "/?lang=zh&project=%2Fa")
    assert answered["set-cookie"] == "clusternet-8000=secret; Path=/; HttpOnly; SameSite=Strict"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"query": "token=wrong"},
        {"cookie": "clusternet-8000=wrong"},
        {"cookie": "clusternet-8001=secret"},
    ],
)
def test_nobody_gets_in_without_the_token(given):
    assert ask(given.pop("query", ""), **given)[0] == 403


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_name_or_origin_is_refused_even_with_the_token(kind):
    refused = 421 if kind == "http" else 1008
    cookie = "clusternet-8000=secret"
    assert ask(kind=kind, cookie=cookie, host="evil.example:8000")[0] == refused
    assert ask(kind=kind, cookie=cookie, origin="http://evil.example")[0] == refused
    assert ask(kind=kind, cookie=cookie, origin=f"http://{HOST}")[0] == 200


def test_a_websocket_needs_the_cookie_and_what_is_sent_is_kept_nowhere():
    assert ask("token=secret", kind="websocket")[0] == 1008
    assert ask(cookie="clusternet-8000=secret")[1]["cache-control"] == "no-store"
