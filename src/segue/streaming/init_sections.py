"""Init sections of renditions: the few hundred bytes that a player needs before any fragment."""

import os
from functools import lru_cache
from urllib.error import URLError
from urllib.request import Request, urlopen

import structlog

from segue.kernel.storage import media_storage
from segue.media.types import StoredRendition

MOST_REMEMBERED = 4096
MAX_BYTES = 64 * 1024
TIMEOUT_S = 3.0
log = structlog.get_logger(__name__)


class _Unreadable(Exception):
    """Raised past the memory, so that the next one who asks tries again."""


def init_section(rendition: StoredRendition) -> bytes | None:
    """None when it can't be read now: players then fetch it like any other range."""
    offset, length = rendition.index.init
    try:
        return _read(rendition.sha256, offset, length)
    except (_Unreadable, OSError) as error:
        log.warning("init_section_unreadable", sha256=rendition.sha256, reason=str(error))
        return None


@lru_cache(maxsize=MOST_REMEMBERED)
def _read(sha256: str, offset: int, length: int) -> bytes:
    """Objects never change, so neither does the answer."""
    if not 0 < length <= MAX_BYTES:
        raise _Unreadable(f"{length} bytes")
    path = media_storage().local_path(sha256)
    content = _read_elsewhere(sha256, offset, length) if path is None else _read_file(path, offset, length)
    if len(content) != length:
        raise _Unreadable(f"{len(content)} of {length} bytes")
    return content


def _read_file(path: "os.PathLike[str]", offset: int, length: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.pread(descriptor, length, offset)
    finally:
        os.close(descriptor)


def _read_elsewhere(sha256: str, offset: int, length: int) -> bytes:
    url = media_storage().signed_url(sha256, content_type="audio/mp4", ttl_s=60)
    if url is None:
        raise _Unreadable("no address")
    request = Request(url, headers={"Range": f"bytes={offset}-{offset + length - 1}"})  # noqa: S310  (our bucket)
    try:
        with urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            return bytes(answer.read(length)) if answer.status == 206 else b""
    except URLError as error:
        raise _Unreadable(str(error.reason)) from error
