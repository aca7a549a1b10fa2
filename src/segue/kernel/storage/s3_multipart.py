"""Large objects in parts: sent a few at a time, completed once, never aborted when they may be whole."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from segue.kernel.parallel import map_bounded
from segue.kernel.storage.direct_parts import part_bytes_for
from segue.kernel.storage.s3_client import error_code
from segue.kernel.storage.store import ObjectDamaged, StorageUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef, HeadObjectOutputTypeDef

PARALLEL_PARTS = 3
COMPLETE_TRIES = 4
FIRST_PAUSE_S = 0.25


@dataclass(frozen=True)
class Place:
    """Where an object goes. `client` repeats what is safe to repeat, `once` nothing."""

    client: "S3Client"
    once: "S3Client"
    bucket: str
    key: str


def send_in_parts(place: Place, source: Path, *, sha256: str, content_type: str) -> None:
    """Raises ObjectDamaged when `source` isn't, or is no longer, what `sha256` says; then nothing is stored."""
    size = source.stat().st_size
    upload_id = place.client.create_multipart_upload(
        Bucket=place.bucket, Key=place.key, ContentType=content_type, Metadata={"sha256": sha256}
    )["UploadId"]
    try:
        parts = _send_parts(place, upload_id, source, sha256)
    except BaseException:
        abort(place, upload_id)
        raise
    complete(place, upload_id, parts, size_bytes=size)


def complete(
    place: Place, upload_id: str, parts: "list[CompletedPartTypeDef]", *, size_bytes: int | None
) -> None:
    """Make the object of its parts. When the answer is lost, look before asking again; when nothing is certain in
    the end, leave the parts alone. Raises StorageUnavailable, ObjectDamaged, ClientError for what S3 refuses."""
    for attempt in range(COMPLETE_TRIES):
        if attempt:
            sleep(FIRST_PAUSE_S * 2**attempt)
        try:
            place.once.complete_multipart_upload(
                Bucket=place.bucket, Key=place.key, UploadId=upload_id, MultipartUpload={"Parts": parts}
            )
        except ClientError as error:
            if not _is_unclear(error):
                raise
        except BotoCoreError:
            pass  # the answer is lost, or the question was
        if found := head(place):
            _check_size(place, found, size_bytes)
            return
    raise StorageUnavailable


def abort(place: Place, upload_id: str) -> None:
    """Drop the parts; silent when there are none any more, or nobody answers (they expire by themselves)."""
    try:
        place.client.abort_multipart_upload(Bucket=place.bucket, Key=place.key, UploadId=upload_id)
    except ClientError as error:
        if error_code(error) not in {"NoSuchUpload", "404"}:
            raise
    except BotoCoreError:
        return


def head(place: Place) -> "HeadObjectOutputTypeDef | None":
    """What is known of the object; None when there is none."""
    try:
        return place.client.head_object(Bucket=place.bucket, Key=place.key)
    except ClientError as error:
        if error_code(error) in {"404", "NoSuchKey", "NotFound"}:
            return None
        raise


def _is_unclear(error: ClientError) -> bool:
    """Whether the upload may have been completed all the same, perhaps by the try before."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= 500 or error_code(error) in {
        "NoSuchUpload",
        "InternalError",
        "SlowDown",
        "RequestTimeout",
    }


def _check_size(place: Place, found: "HeadObjectOutputTypeDef", size_bytes: int | None) -> None:
    if size_bytes is not None and found["ContentLength"] != size_bytes:
        raise ObjectDamaged(f"{place.key} has {found['ContentLength']} bytes, not {size_bytes}")


def _send_parts(place: Place, upload_id: str, source: Path, sha256: str) -> "list[CompletedPartTypeDef]":
    digest = hashlib.sha256()

    def bodies() -> Iterator[tuple[int, bytes]]:
        for numbered in enumerate(_chunks(source), start=1):
            digest.update(numbered[1])
            yield numbered

    def send(numbered: tuple[int, bytes]) -> "CompletedPartTypeDef":
        number, body = numbered
        answer = place.client.upload_part(
            Bucket=place.bucket,
            Key=place.key,
            UploadId=upload_id,
            PartNumber=number,
            Body=body,
            ContentMD5=_md5(body),
        )
        return {"PartNumber": number, "ETag": answer["ETag"]}

    sent = list(map_bounded(send, bodies(), at_once=PARALLEL_PARTS))
    if digest.hexdigest() != sha256:
        raise ObjectDamaged(f"{source} changed while it was stored")
    return sorted(sent, key=lambda part: part["PartNumber"])


def _md5(body: bytes) -> str:
    """As the Content-MD5 header wants it: not every service checks the hash that the signature covers."""
    return base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()


def _chunks(source: Path) -> Iterator[bytes]:
    size = part_bytes_for(source.stat().st_size)
    with source.open("rb") as file:
        while body := file.read(size):
            yield body
