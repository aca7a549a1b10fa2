"""Local copies of objects that lie elsewhere, for tools; the least recently used ones go first."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segue.kernel.ids import new_id
from segue.kernel.storage.local import digest_of, make_folder
from segue.kernel.storage.store import NoSpace, ObjectDamaged

READ_ONLY = 0o400


class Copies:
    """`root/kept/<sha256>`, at most `limit_bytes` together: the steps of a pipeline read the same master several
    times. Each user has a hard link of their own in `root/used`, so that what is in use may be evicted by
    anybody, in any process, without a lock. `root/used` also holds what is being fetched."""

    def __init__(self, root: Path, *, limit_bytes: int, floor_bytes: int = 0) -> None:
        self.kept = root / "kept"
        self.used = root / "used"
        self.limit_bytes = limit_bytes
        self.floor_bytes = floor_bytes

    @contextmanager
    def held(
        self, sha256: str, size_bytes: Callable[[], int], fetch: Callable[[Path], None]
    ) -> Iterator[Path]:
        """The object's file, to be read only. `fetch` writes it to a path when there is no copy; `size_bytes` asks
        for its size before. Raises ObjectDamaged, NoSpace, and what they raise."""
        self._make_folders()
        own = self.used / new_id().hex
        try:
            if not self._link(sha256, own):
                self.require_room(size_bytes())
                fetch(own)
                self._keep(sha256, own)
            yield own
        finally:
            own.unlink(missing_ok=True)

    def adopt(self, sha256: str, source: Path) -> None:
        """Keep a file that has just been stored, rather than fetch it back; `source` is gone afterwards."""
        self._make_folders()
        if source.stat().st_dev == self.kept.stat().st_dev and self._evict(source.stat().st_size):
            source.chmod(READ_ONLY)
            source.replace(self.kept / sha256)
        source.unlink(missing_ok=True)

    def forget(self, sha256: str) -> None:
        (self.kept / sha256).unlink(missing_ok=True)

    def remove_unfinished(self, *, before_s: float) -> None:
        """What processes that are gone since this moment (Unix seconds) held or were fetching."""
        for path in self.used.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_ctime < before_s:
                    path.unlink()

    def require_room(self, size_bytes: int) -> None:
        """On the disk, for that many bytes more; other copies go for it. Raises NoSpace."""
        self._make_folders()
        self._evict(size_bytes)
        if self.free_bytes() - size_bytes < self.floor_bytes:
            self._evict(self.limit_bytes)
        if self.free_bytes() - size_bytes < self.floor_bytes:
            raise NoSpace

    def free_bytes(self) -> int:
        self._make_folders()
        return shutil.disk_usage(self.kept).free

    def _make_folders(self) -> None:
        make_folder(self.kept)
        make_folder(self.used)

    def _link(self, sha256: str, own: Path) -> bool:
        try:
            os.link(self.kept / sha256, own)
        except FileNotFoundError:
            return False
        with suppress(FileNotFoundError):
            os.utime(self.kept / sha256)
        return True

    def _keep(self, sha256: str, own: Path) -> None:
        if digest_of(own) != sha256:
            raise ObjectDamaged(sha256)
        own.chmod(READ_ONLY)
        if own.stat().st_size <= self.limit_bytes:
            with suppress(FileExistsError):
                os.link(own, self.kept / sha256)

    def _evict(self, size_bytes: int) -> bool:
        """Make room for that many bytes within the limit; False when they don't fit at all."""
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if total + size_bytes <= self.limit_bytes:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total + size_bytes <= self.limit_bytes

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.kept.iterdir():
            with suppress(FileNotFoundError):
                facts = path.stat()
                yield facts.st_mtime, facts.st_size, path
