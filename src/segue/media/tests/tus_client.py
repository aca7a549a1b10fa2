"""A tus client that speaks ASGI to the endpoint, so that a test decides when each piece of a body comes."""

import asyncio
import base64
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from segue.accounts.models import User
from segue.kernel.http.asgi import Message
from segue.kernel.jobs.models import Job
from segue.media import incoming
from segue.media.models import Asset, AssetState
from segue.media.tus.endpoint import UploadApp

TOKEN = "a" * 32
CUT = {"type": "http.disconnect"}
SOUND = random.Random(7).randbytes(10_000)
SHA256 = hashlib.sha256(SOUND).hexdigest()


@dataclass(frozen=True)
class Reply:
    """`status` 0: nobody was there to be answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["code"]) if self.body else ""

    @property
    def refusal(self) -> tuple[int, str]:
        return self.status, self.code

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Tus:
    """Signed in as `user`, or nobody; each call is one request."""

    def __init__(self, user: User | None) -> None:
        cookies = {"csrftoken": TOKEN} | ({settings.SESSION_COOKIE_NAME: session_of(user)} if user else {})
        self.headers = {
            "Host": "localhost",
            "Tus-Resumable": "1.0.0",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
        }

    def ask(self, method: str, path: str, content: bytes = b"", **headers: str | None) -> Reply:
        """Names have underscores for dashes; None takes a header away."""
        return asyncio.run(self.send(method, path, [content], headers))

    def head(self, upload_id: UUID, **headers: str | None) -> Reply:
        return self.ask("HEAD", f"/uploads/{upload_id}", b"", **headers)

    def patch(self, upload_id: UUID, offset: int, content: bytes, **headers: str | None) -> Reply:
        return asyncio.run(self.patch_pieces(upload_id, offset, [content], **headers))

    def patch_cut(self, upload_id: UUID, offset: int, content: bytes, **headers: str | None) -> Reply:
        """The connection ends after these bytes, of twice as many that were promised."""
        declared = {"Content_Length": str(2 * len(content) + 1), **headers}
        return asyncio.run(self.patch_pieces(upload_id, offset, [content, CUT], **declared))

    def create(self, upload_id: UUID, length: int, content: bytes = b"", **headers: str | None) -> Reply:
        wanted = {"Upload_Length": str(length), "Upload_Metadata": metadata(upload_id), **headers}
        return self.ask("POST", "/uploads/", content, **wanted)

    def create_partial(self, length: int, **headers: str | None) -> UUID:
        reply = self.ask(
            "POST", "/uploads/", b"", Upload_Length=str(length), Upload_Concat="partial", **headers
        )
        assert reply.status == 201, reply.body
        return UUID(reply.headers["location"].rsplit("/", 1)[1])

    def join(self, upload_id: UUID, parts: Sequence[UUID], **headers: str | None) -> Reply:
        concat = "final;" + " ".join(f"/uploads/{part}" for part in parts)
        return self.ask(
            "POST", "/uploads", b"", Upload_Concat=concat, Upload_Metadata=metadata(upload_id), **headers
        )

    async def patch_pieces(
        self, upload_id: UUID, offset: int, pieces: Sequence[bytes | Message], **headers: str | None
    ) -> Reply:
        defaults = {"Upload_Offset": str(offset), "Content_Type": "application/offset+octet-stream"}
        return await self.send("PATCH", f"/uploads/{upload_id}", pieces, {**defaults, **headers})

    async def send(
        self, method: str, path: str, pieces: Sequence[bytes | Message], headers: dict[str, str | None]
    ) -> Reply:
        """A piece that is no bytes comes as it is."""
        messages = [_request(piece, is_last=i == len(pieces) - 1) for i, piece in enumerate(pieces)]
        if isinstance(pieces[-1], bytes) and len(pieces) == 1:
            headers = {"Content_Length": str(len(pieces[0])), **headers}
        sent: list[Any] = []

        async def receive() -> Message:
            await asyncio.sleep(0)
            return messages.pop(0)

        async def note(message: Message) -> None:
            sent.append(message)

        await UploadApp()(self.scope(method, path, headers), receive, note)
        return reply_of(sent)

    def scope(self, method: str, path: str, headers: dict[str, str | None]) -> dict[str, Any]:
        merged = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(n.lower().encode(), v.encode()) for n, v in merged.items() if v is not None],
        }


def stored(upload_id: UUID) -> bytes:
    path = incoming.incoming_path(upload_id)
    return path.read_bytes() if path.exists() else b""


def assert_arrived(asset: Asset) -> None:
    """Whole, hashed, and one job to go on with."""
    asset.refresh_from_db()
    assert (asset.state, asset.sha256, asset.expires_at) == (AssetState.PROCESSING, SHA256, None)
    assert stored(asset.pk) == SOUND
    job = Job.objects.get()
    assert (job.kind, job.subject_id, job.owner_id) == ("media.ingest", asset.pk, asset.owner_id)


def assert_waits(asset: Asset, content: bytes = b"") -> None:
    asset.refresh_from_db()
    assert (asset.state, asset.sha256) == (AssetState.WAITING, "")
    assert stored(asset.pk) == content
    assert not Job.objects.exists()


def reply_of(sent: list[Any]) -> Reply:
    if not sent:
        return Reply(0, {}, b"")
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], headers, sent[1]["body"])


def metadata(upload_id: UUID) -> str:
    return f"filename {base64.b64encode(b'a.wav').decode()},asset {base64.b64encode(str(upload_id).encode()).decode()}"


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def _request(piece: bytes | Message, *, is_last: bool) -> Message:
    if isinstance(piece, bytes):
        return {"type": "http.request", "body": piece, "more_body": not is_last}
    return piece
