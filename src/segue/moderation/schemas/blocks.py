"""Blocked sound as moderators see it."""

import uuid
from datetime import datetime

from django.db.models import QuerySet
from ninja import Schema

from segue.media import services as media_services
from segue.media.models import BlockedContent


class BlockOut(Schema):
    """`sha256`: of the very file, empty if it isn't known by that; `has_fingerprint`: it is known by its sound.
    `blocked_by`: a username; null for who has been erased."""

    id: uuid.UUID
    created_at: datetime
    sha256: str
    has_fingerprint: bool
    reason: str
    blocked_by: str | None


def blocks() -> QuerySet[BlockedContent]:
    return media_services.blocked().select_related("blocked_by").defer("fingerprint_terms")


def show_block(block: BlockedContent) -> BlockOut:
    return BlockOut(
        id=block.pk,
        created_at=block.created_at,
        sha256=block.sha256,
        has_fingerprint=block.fingerprint is not None,
        reason=block.reason,
        blocked_by=block.blocked_by.get_username() if block.blocked_by else None,
    )
