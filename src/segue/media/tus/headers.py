"""The protocol's request headers, read strictly."""

import base64
import binascii
import hashlib
import re
import uuid
from dataclasses import dataclass

from segue.kernel.http.asgi import Scope, header
from segue.media.tus.refusals import Refused, malformed

ALGORITHMS = ("sha256", "sha1", "md5")
MAX_BYTES = 2**53
MAX_PARTS = 100
NUMBER = re.compile(r"\d{1,16}")
OVERRIDABLE = frozenset({"PATCH", "DELETE", "HEAD"})


@dataclass(frozen=True)
class Checksum:
    """What the body of one request must hash to."""

    algorithm: str
    digest: bytes

    def begin(self) -> "hashlib._Hash":
        return hashlib.new(self.algorithm, usedforsecurity=False)


def text(scope: Scope, name: str) -> str:
    return header(scope, name.lower().encode()).decode("latin-1").strip()


def method_of(scope: Scope) -> str:
    """Some networks let only GET and POST through: a POST may say what it means."""
    override = text(scope, "X-HTTP-Method-Override").upper()
    is_override = scope["method"] == "POST" and override in OVERRIDABLE
    return override if is_override else str(scope["method"])


def number(scope: Scope, name: str) -> int:
    """Raises Refused when it is missing or no whole number."""
    value = text(scope, name)
    if not NUMBER.fullmatch(value) or int(value) > MAX_BYTES:
        raise malformed(name, "a whole number of bytes")
    return int(value)


def content_length(scope: Scope) -> int | None:
    """None when the body comes in chunks of unknown number."""
    return number(scope, "Content-Length") if text(scope, "Content-Length") else None


def asset_id(scope: Scope) -> uuid.UUID:
    """From `Upload-Metadata`: pairs of a key and a value in base64, separated by commas."""
    for pair in text(scope, "Upload-Metadata").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "asset":
            try:
                return uuid.UUID(base64.b64decode(value, validate=True).decode())
            except ValueError:
                break
    raise malformed("Upload-Metadata", "`asset` with the id of an announced upload, in base64")


def checksum(scope: Scope) -> Checksum | None:
    value = text(scope, "Upload-Checksum")
    if not value:
        return None
    algorithm, _, encoded = value.partition(" ")
    if algorithm not in ALGORITHMS:
        title = f"This server checks {', '.join(ALGORITHMS)}. Use one of them."
        raise Refused(400, "upload.unknown_checksum", title)
    try:
        digest = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        digest = b""
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise malformed("Upload-Checksum", "the algorithm and the digest in base64")
    return Checksum(algorithm, digest)


def parts(scope: Scope) -> list[uuid.UUID] | None:
    """Of `Upload-Concat`: the ids of a final upload, none for a partial one; None without the header."""
    value = text(scope, "Upload-Concat")
    if not value:
        return None
    if value == "partial":
        return []
    kind, _, addresses = value.partition(";")
    try:
        found = [uuid.UUID(address.rstrip("/").rsplit("/", 1)[-1]) for address in addresses.split()]
    except ValueError:
        found = []
    if kind != "final" or not 0 < len(found) <= MAX_PARTS:
        raise malformed(
            "Upload-Concat", f"`partial`, or `final;` and the addresses of up to {MAX_PARTS} parts"
        )
    return found
