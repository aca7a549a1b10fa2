"""Turns STORAGE_URL into a storage."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from segue.kernel.storage.local import LocalStorage
from segue.kernel.storage.store import Storage


class UnknownStorage(Exception):
    """STORAGE_URL names a kind of storage that Segue doesn't know."""


def media_storage() -> Storage:
    """The storage of this installation."""
    return open_storage(settings.SEGUE.storage_url)


@cache
def open_storage(url: str) -> Storage:
    """Raises UnknownStorage."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return LocalStorage(Path(unquote(parts.path)))
    raise UnknownStorage(f"STORAGE_URL starts with {parts.scheme!r}; this version knows file:///folder.")
