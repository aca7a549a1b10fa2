"""Files that browsers put straight into the bucket, in parts, under `incoming/`; and what becomes of them."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from segue.kernel.storage.direct_parts import FOLDER, MAX_PARTS, PartsGone, SentPart, Unfinished
from segue.kernel.storage.local import digest_of
from segue.kernel.storage.s3 import CONTENT_TYPE, S3Storage
from segue.kernel.storage.s3_client import s3_errors
from segue.kernel.storage.s3_multipart import abort, complete, head
from segue.kernel.storage.store import ObjectMissing, StoredObject, key_of


class DirectUploads:
    """Of one bucket. Keys begin with `incoming/`. Any method may raise StorageUnavailable."""

    def __init__(self, storage: S3Storage) -> None:
        self.storage = storage

    def begin(self, key: str) -> str:
        """The id of a new upload."""
        place = self.storage.place(key)
        with s3_errors(key):
            return place.client.create_multipart_upload(
                Bucket=place.bucket, Key=place.key, ContentType=CONTENT_TYPE
            )["UploadId"]

    def part_url(self, key: str, upload_id: str, number: int, *, size_bytes: int, ttl_s: int) -> str:
        """Where a PUT of exactly that many bytes becomes the part of this number, from 1."""
        place = self.storage.place(key)
        return self.storage.signer.generate_presigned_url(
            "upload_part",
            Params={
                "Bucket": place.bucket,
                "Key": place.key,
                "UploadId": upload_id,
                "PartNumber": number,
                "ContentLength": size_bytes,
            },
            ExpiresIn=ttl_s,
        )

    def sent_parts(self, key: str, upload_id: str) -> dict[int, SentPart]:
        """By number. Raises PartsGone."""
        place = self.storage.place(key)
        pages = place.client.get_paginator("list_parts")
        try:
            with s3_errors(key):
                return {
                    part["PartNumber"]: SentPart(part["ETag"], part["Size"])
                    for page in pages.paginate(Bucket=place.bucket, Key=place.key, UploadId=upload_id)
                    for part in page.get("Parts", [])
                }
        except ObjectMissing as error:
            raise PartsGone(key) from error

    def complete(self, key: str, upload_id: str, parts: dict[int, SentPart]) -> None:
        """Make the file of its parts; when nothing is certain in the end they are left alone."""
        listed = sorted(parts.items())[:MAX_PARTS]
        with s3_errors(key):
            complete(
                self.storage.place(key),
                upload_id,
                [{"PartNumber": number, "ETag": part.etag} for number, part in listed],
                size_bytes=None,
            )

    def abort(self, key: str, upload_id: str) -> None:
        with s3_errors(key):
            abort(self.storage.place(key), upload_id)

    def size_bytes(self, key: str) -> int | None:
        """Of the whole file; None until it is complete."""
        with s3_errors(key):
            found = head(self.storage.place(key))
        return found["ContentLength"] if found else None

    def keep(self, key: str, scratch: Path) -> StoredObject:
        """Make an object of the whole file, which stays. It is read into `scratch` for its hash, and copied inside
        the bucket, where it must not have changed since. Raises ObjectMissing, NoSpace."""
        place = self.storage.place(key)
        with s3_errors(key):
            found = head(place)
        if found is None:
            raise ObjectMissing(key)
        self.storage.copies.require_room(found["ContentLength"])
        self.storage.download(key, scratch)
        stored = StoredObject(key_of(sha256 := digest_of(scratch)), sha256, scratch.stat().st_size)
        self.storage.copy_to(stored, source_key=place.key, source_etag=found["ETag"])
        self.storage.copies.adopt(stored.sha256, scratch)
        return stored

    def unfinished(self) -> Iterator[Unfinished]:
        """Uploads that have neither been completed nor given up."""
        place = self.storage.place(FOLDER)
        pages = place.client.get_paginator("list_multipart_uploads")
        with s3_errors():
            for page in pages.paginate(Bucket=place.bucket, Prefix=place.key):
                for upload in page.get("Uploads", []):
                    yield Unfinished(self._own(upload["Key"]), upload["UploadId"], upload["Initiated"])

    def arrived(self) -> Iterator[tuple[str, datetime]]:
        """Keys of whole files, and since when."""
        place = self.storage.place(FOLDER)
        pages = place.client.get_paginator("list_objects_v2")
        with s3_errors():
            for page in pages.paginate(Bucket=place.bucket, Prefix=place.key):
                for entry in page.get("Contents", []):
                    yield self._own(entry["Key"]), entry["LastModified"]

    def _own(self, key: str) -> str:
        return key.removeprefix(self.storage.bucket.prefix)
