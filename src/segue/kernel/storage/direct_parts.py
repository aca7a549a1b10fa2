"""What is said about uploads straight into a bucket, without loading what talks to one."""

from dataclasses import dataclass
from datetime import datetime

FOLDER = "incoming/"
MIN_PART_BYTES = 8 * 1024**2  # S3 demands 5 MiB
MAX_PARTS = 10_000  # of S3


class PartsGone(Exception):
    """The bucket knows no such upload: it is complete, or it was given up."""


@dataclass(frozen=True)
class SentPart:
    etag: str
    bytes: int


@dataclass(frozen=True)
class Unfinished:
    """An upload that has neither been completed nor given up."""

    key: str
    upload_id: str
    started_at: datetime


def part_bytes_for(size_bytes: int, *, max_parts: int = MAX_PARTS) -> int:
    """The smallest part size in whole MiB that needs no more parts than that."""
    mebibytes = -(-size_bytes // (max_parts * 1024**2))
    return max(MIN_PART_BYTES, mebibytes * 1024**2)
