"""A lock by name, held by whoever shares the database, for storages that have no lock of their own."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def guarded(name: str, *, is_shared: bool = False) -> Iterator[None]:
    """Until the end of the transaction; inside another one until the end of that."""
    number = int.from_bytes(hashlib.sha256(f"storage:{name}".encode()).digest()[:8], "big", signed=True)
    function = "pg_advisory_xact_lock_shared" if is_shared else "pg_advisory_xact_lock"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [number])
        yield
