"""An S3-compatible service: its address, its client, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
import structlog
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from segue.kernel.storage.store import NoSpace, ObjectDamaged, ObjectMissing, StorageUnavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ATTEMPTS = 5
CONNECT_TIMEOUT_S = 5
READ_TIMEOUT_S = 30
CONNECTIONS = 16
DEFAULT_REGION = "us-east-1"
MISSING = {"NoSuchKey", "NoSuchUpload", "NotFound", "404"}
DAMAGED = {"BadDigest", "InvalidDigest", "PreconditionFailed", "XAmzContentSHA256Mismatch"}
FULL = {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "507"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Bucket:
    """`s3://name/prefix?endpoint=…&region=…&public=…`. `prefix` is empty or ends with a slash. `endpoint` is empty
    for Amazon's own; `public`: how browsers reach the same service, when that differs."""

    name: str
    prefix: str
    endpoint: str
    region: str
    public: str

    @classmethod
    def parse(cls, url: str) -> Self:
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        prefix = unquote(parts.path).strip("/")
        endpoint = options.get("endpoint", "")
        return cls(
            name=parts.netloc,
            prefix=f"{prefix}/" if prefix else "",
            endpoint=endpoint,
            region=options.get("region", DEFAULT_REGION),
            public=options.get("public", endpoint),
        )


@dataclass(frozen=True)
class Credentials:
    access_key: str
    secret_key: str


def connect(
    bucket: Bucket,
    credentials: Credentials,
    *,
    is_public: bool = False,
    attempts: int = ATTEMPTS,
    read_timeout_s: int = READ_TIMEOUT_S,
) -> "S3Client":
    """A client that signs every body, so that the service refuses one that changed on its way.

    `is_public`: for signing addresses that browsers use. The newer checksum trailers stay off, because not every
    compatible service knows them.
    """
    endpoint = bucket.public if is_public else bucket.endpoint
    return boto3.session.Session(
        aws_access_key_id=credentials.access_key,
        aws_secret_access_key=credentials.secret_key,
        region_name=bucket.region,
    ).client(
        "s3",
        endpoint_url=endpoint or None,
        config=Config(
            signature_version="s3v4",
            s3={"payload_signing_enabled": True, "addressing_style": "path" if endpoint else "virtual"},
            retries={"mode": "standard", "total_max_attempts": attempts},
            connect_timeout=min(CONNECT_TIMEOUT_S, read_timeout_s),
            read_timeout=read_timeout_s,
            max_pool_connections=CONNECTIONS,
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def s3_errors(key: str = "") -> Iterator[None]:
    """Raises ObjectMissing, ObjectDamaged, NoSpace or StorageUnavailable for what boto3 raises."""
    try:
        yield
    except ClientError as error:
        code, status = error_code(error), _status(error)
        if code in MISSING:
            raise ObjectMissing(key) from error
        if code in DAMAGED:
            raise ObjectDamaged(key) from error
        if code in FULL or status == 507:
            raise NoSpace from error
        log.warning("storage_refused", code=code, status=status, key=key)
        raise StorageUnavailable from error
    except BotoCoreError as error:
        log.warning("storage_unreachable", error=str(error)[:200], key=key)
        raise StorageUnavailable from error


def error_code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
