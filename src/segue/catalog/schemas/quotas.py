"""An artist's room as the API shows and takes it."""

from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

MAX_BYTES = 2**53 - 1
"""What every JSON reader takes as it is (RFC 8259, 6)."""


class ArtistQuotaOut(Schema):
    """In bytes; a quota of 0 is none. Past masters and what is in the bin count; files of a library in place don't."""

    quota_bytes: int
    used_bytes: int
    is_default: bool


class ArtistQuotaChange(Schema):
    """`quota_bytes`: 0 for no limit, null for what the server's setting says."""

    model_config = ConfigDict(extra="forbid")
    quota_bytes: Annotated[int, Field(ge=0, le=MAX_BYTES)] | None
    reason: Annotated[str, Field(min_length=1, max_length=500)]
