"""The web server's entry as a browser reaches it, with every door behind it and no server before it."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from segue.config import asgi

TOKEN = "a" * 32


@dataclass(frozen=True)
class Answer:
    """Header names in lower case; `cookies` are whole Set-Cookie lines."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes


def ask(
    method: str, target: str, body: bytes = b"", /, *, session: str = "", visitor: str = "", **headers: str
) -> Answer:
    """Names of headers have underscores for dashes. `target`: path and query."""
    path, _, query = target.partition("?")
    jar = {
        settings.CSRF_COOKIE_NAME: TOKEN,
        settings.SESSION_COOKIE_NAME: session,
        settings.VISITOR_COOKIE_NAME: visitor,
    }
    sent = {"host": "testserver", "x-csrftoken": TOKEN, "content-length": str(len(body))}
    sent["cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items() if value)
    sent |= {name.lower().replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "scheme": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode("latin-1"),
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "client": ("192.0.2.7", 40_000),
        "server": ("testserver", 80),
    }
    with _kept_connection():
        return _answer_of(async_to_sync(_talk)(scope, body))


@contextmanager
def _kept_connection() -> Iterator[None]:
    """The test's, with its transaction, as under Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


async def _talk(scope: Mapping[str, Any], body: bytes) -> list[Any]:
    coming = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Any:
        if not coming:
            await asyncio.Event().wait()  # the browser stays until it has its answer
        return coming.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    await asgi.application(dict(scope), receive, send)
    return sent


def _answer_of(messages: list[Any]) -> Answer:
    start, *parts = messages
    lines = [(name.decode().lower(), value.decode("latin-1")) for name, value in start["headers"]]
    others = [line for line in lines if line[0] != "set-cookie"]
    assert len(dict(others)) == len(others), others
    cookies = [value for name, value in lines if name == "set-cookie"]
    body = b"".join(part.get("body", b"") for part in parts)
    return Answer(start["status"], dict(others), cookies, body)
