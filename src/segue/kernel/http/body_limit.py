"""Bounds request bodies before Django spools them: images from signed-in people, little from everybody else."""

import asyncio
from collections.abc import Callable

from asgiref.sync import sync_to_async
from django.db import close_old_connections

from segue.kernel.http.asgi import App, Message, Receive, Scope, Send, header
from segue.kernel.http.problems import problem, send_problem

MAX_BODY_BYTES = 1024 * 1024
EMPTY: Message = {"type": "http.request", "body": b"", "more_body": False}


class BodyTooLong(Exception):
    """More bytes came than this request may send."""


class BodyLimit:
    """`is_upload(method, path)`: its body may have `upload_bytes`, when `is_someone(scope)`, which may read the
    database.

    Anyone else's upload reaches the app without its body, so that the app's own policy answers.
    """

    def __init__(
        self,
        app: App,
        *,
        is_upload: Callable[[str, str], bool],
        is_someone: Callable[[Scope], bool],
        upload_bytes: int,
    ) -> None:
        self.app = app
        self.is_someone = is_someone
        self.upload_bytes = upload_bytes
        self.is_upload = is_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = MAX_BODY_BYTES
        if self.is_upload(scope["method"], scope["path"]):
            if not await sync_to_async(self._is_someone, thread_sensitive=False)(scope):
                await self.app(scope, _nothing(), send)
                return
            limit = self.upload_bytes
        if _declared_bytes(scope) > limit:
            await _refuse(send)
            return
        try:
            await self.app(scope, _counted(receive, limit), send)
        except BodyTooLong:
            await _refuse(send)

    def _is_someone(self, scope: Scope) -> bool:
        close_old_connections()
        try:
            return self.is_someone(scope)
        finally:
            close_old_connections()


def _nothing() -> Receive:
    """An empty body; after it Django waits for a disconnect, and takes no other message."""
    coming = [EMPTY]

    async def receive_nothing() -> Message:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop()

    return receive_nothing


def _counted(receive: Receive, limit: int) -> Receive:
    """Chunked bodies declare no length, and a declared one may be a lie."""
    count = 0

    async def count_body() -> Message:
        nonlocal count
        message: Message = await receive()
        count += len(message.get("body", b""))
        if count > limit:
            raise BodyTooLong
        return message

    return count_body


def _declared_bytes(scope: Scope) -> int:
    length = header(scope, b"content-length")
    return int(length) if length.isdigit() else 0


async def _refuse(send: Send) -> None:
    """The connection ends with the answer: the rest of the body is not worth reading."""
    title = "This is more than the server takes here. Send a smaller file"
    await send_problem(send, problem(413, code="http.body_too_long", title=title), connection=b"close")
