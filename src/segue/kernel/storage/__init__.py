"""Where media files live: immutable objects named by their content."""

from segue.kernel.storage.local import LocalStorage, sync
from segue.kernel.storage.location import media_storage, open_storage
from segue.kernel.storage.store import NoSpace, ObjectMissing, Storage, StoredObject

__all__ = [
    "LocalStorage",
    "NoSpace",
    "ObjectMissing",
    "Storage",
    "StoredObject",
    "media_storage",
    "open_storage",
    "sync",
]
