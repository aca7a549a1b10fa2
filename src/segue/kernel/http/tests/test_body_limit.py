"""A body never reaches Django's spool when it is too long, or when nobody may upload."""

import asyncio
from typing import Any

import pytest

from segue.kernel.http.asgi import Receive, Scope, Send
from segue.kernel.http.body_limit import MAX_BODY_BYTES, BodyLimit

UPLOAD = "/upload"
UPLOAD_BYTES = 2 * MAX_BODY_BYTES


class Recorder:
    """An app that reads its whole body and answers 200."""

    def __init__(self) -> None:
        self.body: bytes | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message["body"]
            if not message["more_body"]:
                break
        self.body = body
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def ask(
    path: str, chunks: list[bytes], *, headers: list[tuple[bytes, bytes]]
) -> tuple[int, bytes | None, bytes]:
    """Status, the body that the app saw, the answer."""
    recorder, sent = Recorder(), []
    pending = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    pending[-1]["more_body"] = False

    async def receive() -> dict[str, Any]:
        return pending.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    limited = BodyLimit(
        recorder,
        is_upload=lambda method, path: (method, path) == ("PUT", UPLOAD),
        is_someone=lambda scope: (b"x-known", b"yes") in scope["headers"],
        upload_bytes=UPLOAD_BYTES,
    )
    scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
    asyncio.run(limited(scope, receive, send))
    return sent[0]["status"], recorder.body, sent[1]["body"]


KNOWN = [(b"x-known", b"yes")]


@pytest.mark.parametrize("size", [0, MAX_BODY_BYTES])
def test_a_short_body_goes_through(size: int) -> None:
    assert ask("/x", [b"a" * size], headers=[])[:2] == (200, b"a" * size)


def test_a_declared_length_is_refused_before_any_byte() -> None:
    length = [(b"content-length", str(MAX_BODY_BYTES + 1).encode())]
    status, body, answer = ask("/x", [b"a"], headers=length)
    assert (status, body) == (413, None)
    assert b'"code": "http.body_too_long"' in answer


def test_bytes_are_counted_whatever_was_declared() -> None:
    chunks = [b"a" * MAX_BODY_BYTES, b"b"]
    assert ask("/x", chunks, headers=[(b"content-length", b"5")])[:2] == (413, None)


@pytest.mark.django_db(transaction=True)
def test_an_upload_of_someone_signed_in_may_be_long() -> None:
    chunks = [b"a" * MAX_BODY_BYTES, b"b"]
    assert ask(UPLOAD, chunks, headers=KNOWN)[:2] == (200, b"".join(chunks))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [[], [(b"x-known", b"no")]])
def test_nobody_elses_upload_is_read(headers: list[tuple[bytes, bytes]]) -> None:
    assert ask(UPLOAD, [b"a" * 10], headers=headers)[:2] == (200, b"")


@pytest.mark.django_db(transaction=True)
def test_an_upload_has_an_end_too() -> None:
    content = b"a" * UPLOAD_BYTES
    assert ask(UPLOAD, [content], headers=KNOWN)[:2] == (200, content)
    assert ask(UPLOAD, [content, b"b"], headers=KNOWN)[:2] == (413, None)
