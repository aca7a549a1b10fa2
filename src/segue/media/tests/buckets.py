"""Settings with a bucket of the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from segue.kernel.storage.location import open_storage
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY

KEYS = {"s3_access_key": SecretStr(ACCESS_KEY), "s3_secret_key": SecretStr(SECRET_KEY)}


@contextmanager
def using_bucket(settings: Any, url: str, folder: Path) -> Iterator[S3Storage]:
    """Media go to the bucket, everything else to `folder`."""
    settings.SEGUE = settings.SEGUE.model_copy(update={"data_dir": folder, "storage_url": url, **KEYS})
    storage = open_storage(url)
    assert isinstance(storage, S3Storage)
    try:
        yield storage
    finally:
        storage.close()
