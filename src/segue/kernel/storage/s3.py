"""Objects in an S3-compatible bucket."""

import base64
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError
from django.utils.http import content_disposition_header

from segue.kernel.storage.copies import Copies
from segue.kernel.storage.direct_parts import MIN_PART_BYTES
from segue.kernel.storage.guard import guarded
from segue.kernel.storage.local import CHUNK_BYTES, digest_of
from segue.kernel.storage.s3_client import Bucket, Credentials, connect, s3_errors
from segue.kernel.storage.s3_multipart import Place, abort, head, send_in_parts
from segue.kernel.storage.store import (
    ObjectDamaged,
    ObjectMissing,
    StorageUnavailable,
    StoredKey,
    StoredObject,
    key_of,
    sha256_of,
)

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CopySourceTypeDef, HeadObjectOutputTypeDef

CONTENT_TYPE = "application/octet-stream"
DOWNLOAD_TRIES = 6
FIRST_PAUSE_S = 0.2
PROBE_TIMEOUT_S = 3
REFRESH_AFTER = timedelta(hours=1)


class S3Storage:
    """`prefix/objects/ab/cd/<sha256>`. `copies`: where local copies for tools are kept. An object that is put again
    gets a new age (by a copy onto itself) when it is older than `refresh_after`."""

    def __init__(
        self,
        bucket: Bucket,
        credentials: Credentials,
        copies: Copies,
        *,
        refresh_after: timedelta = REFRESH_AFTER,
    ) -> None:
        self.bucket = bucket
        self.credentials = credentials
        self.copies = copies
        self.refresh_after = refresh_after

    @cached_property
    def client(self) -> "S3Client":
        return connect(self.bucket, self.credentials)

    @cached_property
    def once(self) -> "S3Client":
        """For what must not be repeated without a look at the outcome."""
        return connect(self.bucket, self.credentials, attempts=1)

    @cached_property
    def signer(self) -> "S3Client":
        return connect(self.bucket, self.credentials, is_public=True)

    @cached_property
    def prober(self) -> "S3Client":
        """For questions that somebody waits for."""
        return connect(self.bucket, self.credentials, attempts=1, read_timeout_s=PROBE_TIMEOUT_S)

    def look(self) -> None:
        """Raises ObjectMissing when there is no such bucket, StorageUnavailable when it can't be told."""
        with s3_errors():
            self.prober.head_bucket(Bucket=self.bucket.name)

    def close(self) -> None:
        """Its connections; they are made again when needed."""
        for name in ("client", "once", "signer", "prober"):
            if client := self.__dict__.pop(name, None):
                client.close()

    def place(self, key: str) -> Place:
        return Place(self.client, self.once, self.bucket.name, self.bucket.prefix + key)

    def put_file(self, source: Path) -> StoredObject:
        return self._put(source, digest_of(source))

    def adopt_file(self, source: Path, *, sha256: str | None = None) -> StoredObject:
        stored = self._put(source, sha256 or digest_of(source))
        self.copies.adopt(stored.sha256, source)
        return stored

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        sha256 = sha256_of(key)
        if sha256 is None:
            raise ObjectMissing(key)
        return self.copies.held(sha256, lambda: self._size(key), lambda path: self.download(key, path))

    def download(self, key: str, path: Path) -> None:
        """Into a file that isn't there yet; goes on where a broken connection left off. Raises ObjectMissing."""
        path.touch(exist_ok=False)
        for attempt in range(DOWNLOAD_TRIES):
            try:
                with s3_errors(key):
                    self._download_rest(key, path)
                return
            except StorageUnavailable as error:
                is_broken_off = isinstance(error.__cause__, BotoCoreError)
                if not is_broken_off or attempt == DOWNLOAD_TRIES - 1:
                    raise
                time.sleep(FIRST_PAUSE_S * 2**attempt)

    def local_path(self, sha256: str) -> Path | None:
        return None

    def signed_url(
        self,
        sha256: str,
        *,
        content_type: str,
        ttl_s: int,
        file_name: str | None = None,
        method: str = "GET",
    ) -> str | None:
        parameters = {
            "Bucket": self.bucket.name,
            "Key": self.bucket.prefix + key_of(sha256),
            "ResponseContentType": content_type,
        }
        if file_name is not None:
            disposition = content_disposition_header(as_attachment=True, filename=file_name)
            parameters["ResponseContentDisposition"] = disposition or "attachment"
        operation = "head_object" if method == "HEAD" else "get_object"
        return self.signer.generate_presigned_url(operation, Params=parameters, ExpiresIn=ttl_s)

    def exists(self, key: str) -> bool:
        return self._head(key) is not None

    def verify(self, key: str) -> None:
        """The service checked the bytes when it took them; their hash is kept beside the object."""
        found = self._head(key)
        if found is None:
            raise ObjectMissing(key)
        if found["Metadata"].get("sha256") != sha256_of(key):
            raise ObjectDamaged(key)

    def delete(self, key: str) -> None:
        with s3_errors(key):
            self.client.delete_object(Bucket=self.bucket.name, Key=self.bucket.prefix + key)
        if sha256 := sha256_of(key):
            self.copies.forget(sha256)

    def delete_unused(self, key: str, *, before: datetime) -> bool:
        """What is younger than `refresh_after` may have been put again without a trace."""
        with guarded(key):
            found = self._head(key)
            if found is None or found["LastModified"] >= before - self.refresh_after:
                return False
            self.delete(key)
            return True

    def stored_keys(self) -> Iterator[StoredKey]:
        pages = self.client.get_paginator("list_objects_v2")
        with s3_errors():
            for page in pages.paginate(Bucket=self.bucket.name, Prefix=f"{self.bucket.prefix}objects/"):
                for entry in page.get("Contents", []):
                    key = entry["Key"].removeprefix(self.bucket.prefix)
                    if sha256_of(key):
                        yield StoredKey(key, entry["Size"], entry["LastModified"].astimezone(UTC))

    def remove_drafts(self, *, before_s: float) -> None:
        """Parts of uploads that nobody completed, and local copies that nobody released."""
        self.copies.remove_unfinished(before_s=before_s)
        before = datetime.fromtimestamp(before_s, UTC)
        pages = self.client.get_paginator("list_multipart_uploads")
        with s3_errors():
            for page in pages.paginate(Bucket=self.bucket.name, Prefix=f"{self.bucket.prefix}objects/"):
                for upload in page.get("Uploads", []):
                    if upload["Initiated"] < before:
                        abort(self.place(upload["Key"].removeprefix(self.bucket.prefix)), upload["UploadId"])

    def free_bytes(self) -> int:
        """Of the disk that everything passes through; a bucket has no end."""
        return self.copies.free_bytes()

    def _put(self, source: Path, sha256: str) -> StoredObject:
        stored = StoredObject(key_of(sha256), sha256, source.stat().st_size)
        if not self._refresh(stored):
            with s3_errors(stored.key):
                self._send(source, stored)
        return stored

    def _send(self, source: Path, stored: StoredObject) -> None:
        place = self.place(stored.key)
        if stored.bytes > MIN_PART_BYTES:
            send_in_parts(place, source, sha256=stored.sha256, content_type=CONTENT_TYPE)
            return
        body = source.read_bytes()
        self.client.put_object(
            Bucket=place.bucket,
            Key=place.key,
            Body=body,
            ContentType=CONTENT_TYPE,
            Metadata={"sha256": stored.sha256},
            ChecksumSHA256=_base64(stored.sha256),
        )

    def _refresh(self, stored: StoredObject) -> bool:
        """Whether the object is there, and young again: a collector that found it old must not delete it now."""
        found = self._head(stored.key)
        if found is None or found["ContentLength"] != stored.bytes:
            return False
        if found["LastModified"] > datetime.now(UTC) - self.refresh_after:
            return True
        try:
            with guarded(stored.key, is_shared=True):
                self.copy_to(stored, source_key=self.place(stored.key).key)
        except ObjectMissing:
            return False
        return True

    def copy_to(self, stored: StoredObject, *, source_key: str, source_etag: str = "") -> None:
        """Make the object by a copy of a whole key inside the bucket. Raises ObjectMissing when that is gone, and
        ObjectDamaged when it isn't what the tag says."""
        place = self.place(stored.key)
        extra = {
            "MetadataDirective": "REPLACE",
            "Metadata": {"sha256": stored.sha256},
            "ContentType": CONTENT_TYPE,
        }
        if source_etag:
            extra["CopySourceIfMatch"] = source_etag
        with s3_errors(stored.key):
            source: CopySourceTypeDef = {"Bucket": place.bucket, "Key": source_key}
            self.client.copy(source, place.bucket, place.key, ExtraArgs=extra)
        if self._size(stored.key) != stored.bytes:
            raise ObjectDamaged(stored.key)

    def _head(self, key: str) -> "HeadObjectOutputTypeDef | None":
        with s3_errors(key):
            return head(self.place(key))

    def _size(self, key: str) -> int:
        if found := self._head(key):
            return found["ContentLength"]
        raise ObjectMissing(key)

    def _download_rest(self, key: str, path: Path) -> None:
        start = path.stat().st_size
        place = self.place(key)
        if start:
            if start == self._size(key):
                return
            answer = self.client.get_object(Bucket=place.bucket, Key=place.key, Range=f"bytes={start}-")
        else:
            answer = self.client.get_object(Bucket=place.bucket, Key=place.key)
        with path.open("ab") as file, closing(answer["Body"]) as body:
            while chunk := body.read(CHUNK_BYTES):
                file.write(chunk)


def _base64(sha256: str) -> str:
    """As the x-amz-checksum-sha256 header wants it."""
    return base64.b64encode(bytes.fromhex(sha256)).decode()
