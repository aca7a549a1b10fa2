"""Identifiers that sort by the moment they were made."""

import uuid

from uuid_utils import compat


def new_id() -> uuid.UUID:
    """UUID version 7 (RFC 9562, section 5.7)."""
    return compat.uuid7()


def parse_id(text: str) -> uuid.UUID | None:
    """The UUID that `text` spells, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
