"""Where media files live: immutable objects named by their content."""

from segue.kernel.storage.local import LocalStorage, sync
from segue.kernel.storage.location import (
    media_storage,
    new_bucket,
    new_storage,
    old_storage,
    open_storage,
    spool_folder,
)
from segue.kernel.storage.store import (
    NoSpace,
    ObjectDamaged,
    ObjectMissing,
    Storage,
    StorageUnavailable,
    StoredKey,
    StoredObject,
    key_of,
    sha256_of,
)

__all__ = [
    "LocalStorage",
    "NoSpace",
    "ObjectDamaged",
    "ObjectMissing",
    "Storage",
    "StorageUnavailable",
    "StoredKey",
    "StoredObject",
    "key_of",
    "media_storage",
    "new_bucket",
    "new_storage",
    "old_storage",
    "open_storage",
    "sha256_of",
    "spool_folder",
    "sync",
]
