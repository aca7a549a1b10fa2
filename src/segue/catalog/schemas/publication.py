"""What a team asks for when it publishes."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict

from segue.catalog.models import Visibility
from segue.kernel.history.reading import Version


def _read_moment(value: object) -> datetime:
    """Text alone: a bare number would be seconds to one program and milliseconds to the next. Raises ValueError."""
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("Write this moment like 2027-05-31T20:00:00+02:00.") from None


class Publication(Schema):
    """`at`: with its time zone, two years ahead at most; now without it. `version`: the one that was looked at, so that
    what others changed since isn't overwritten."""

    model_config = ConfigDict(extra="forbid")
    at: Annotated[datetime, BeforeValidator(_read_moment)] | None = None
    visibility: Visibility | None = None
    version: Version | None = None


class ChosenVisibility(Schema):
    model_config = ConfigDict(extra="forbid")
    visibility: Visibility
    version: Version | None = None


class ChosenSlug(Schema):
    model_config = ConfigDict(extra="forbid")
    slug: Annotated[str, Field(max_length=100)]
    version: Version | None = None
