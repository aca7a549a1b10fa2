"""Two storages as one while objects move from the old to the new."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from segue.kernel.storage.store import Storage, StoredKey, StoredObject, key_of


class TieredStorage:
    """Writes go to `new`; what isn't there yet is read from `old`."""

    def __init__(self, new: Storage, old: Storage) -> None:
        self.new = new
        self.old = old

    def put_file(self, source: Path) -> StoredObject:
        return self.new.put_file(source)

    def adopt_file(self, source: Path, *, sha256: str | None = None) -> StoredObject:
        return self.new.adopt_file(source, sha256=sha256)

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        return self._holder_of(key).as_file(key)

    def local_path(self, sha256: str) -> Path | None:
        """Asked for every range that is played, so only disks are looked at, never the network. Two disks that both
        lack it answer where it would lie."""
        paths = [path for path in (self.new.local_path(sha256), self.old.local_path(sha256)) if path]
        if found := next((path for path in paths if path.is_file()), None):
            return found
        return paths[0] if len(paths) == 2 else None

    def signed_url(
        self,
        sha256: str,
        *,
        content_type: str,
        ttl_s: int,
        file_name: str | None = None,
        method: str = "GET",
    ) -> str | None:
        return self._bucket_with(sha256).signed_url(
            sha256, content_type=content_type, ttl_s=ttl_s, file_name=file_name, method=method
        )

    def exists(self, key: str) -> bool:
        return self.new.exists(key) or self.old.exists(key)

    def verify(self, key: str) -> None:
        self._holder_of(key).verify(key)

    def delete(self, key: str) -> None:
        self.new.delete(key)
        self.old.delete(key)

    def delete_unused(self, key: str, *, before: datetime) -> bool:
        """From the new one first: what was put again lies there, and then the old copy is kept with it."""
        is_in_new = self.new.exists(key)
        if is_in_new and not self.new.delete_unused(key, before=before):
            return False
        return self.old.delete_unused(key, before=before) or is_in_new

    def stored_keys(self) -> Iterator[StoredKey]:
        """Those of the new one, then those that only the old one has."""
        yield from self.new.stored_keys()
        for stored in self.old.stored_keys():
            if not self.new.exists(stored.key):
                yield stored

    def remove_drafts(self, *, before_s: float) -> None:
        self.new.remove_drafts(before_s=before_s)
        self.old.remove_drafts(before_s=before_s)

    def free_bytes(self) -> int | None:
        return self.new.free_bytes()

    def _holder_of(self, key: str) -> Storage:
        return self.old if not self.new.exists(key) and self.old.exists(key) else self.new

    def _bucket_with(self, sha256: str) -> Storage:
        """Without a request when only one of the two is a bucket."""
        if self.new.local_path(sha256) is not None:
            return self.old
        if self.old.local_path(sha256) is not None:
            return self.new
        return self._holder_of(key_of(sha256))
