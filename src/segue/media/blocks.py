"""Sound that may not come in: a file by its hash, a recording by its fingerprint, whoever sends it and however coded.

What is here already stays until moderators act on it; `assets_like` finds it.
"""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from segue.accounts.types import Viewer, person_id
from segue.kernel import audit
from segue.media.duplicates import MAX_CANDIDATES, MIN_SHARED_TERMS, MIN_SIMILARITY, fingerprint_terms
from segue.media.errors import BlockNotFound, NothingToBlock, UploadNotFound
from segue.media.models import Asset, BlockedContent
from segue.media.processing.errors import ProcessingError

_ALIKE = """
WITH candidates AS MATERIALIZED (
    SELECT id, fingerprint,
           (SELECT count(*) FROM unnest(fingerprint_terms) AS term WHERE term = ANY(%(terms)s::integer[])) AS shared
    FROM {table}
    WHERE {candidate}
), best AS (
    SELECT id, fingerprint FROM candidates
    WHERE shared >= %(min_shared)s ORDER BY shared DESC, id LIMIT %(limit)s
)
SELECT id FROM best
WHERE media_fingerprint_similarity(fingerprint, %(words)s::integer[]) >= %(min_similarity)s
ORDER BY id
"""
_BLOCKED_ALIKE = _ALIKE.format(
    table="media_blockedcontent", candidate="fingerprint_terms && %(terms)s::integer[]"
)
_ASSETS_ALIKE = _ALIKE.format(
    table="media_asset", candidate="id IN (SELECT media_assets_sharing_terms(%(terms)s::integer[]))"
)
ASSETS_ALIKE = 1000
"""How many of one recording moderators are shown at most."""


@transaction.atomic
def block(actor: Viewer, asset_id: uuid.UUID, *, reason: str) -> BlockedContent:
    """Both the asset's file and its recording. The caller has checked that the actor may; it is put on record.
    Raises UploadNotFound, NothingToBlock."""
    asset = Asset.objects.filter(pk=asset_id).first()
    if asset is None:
        raise UploadNotFound
    return _keep(actor, reason, sha256=asset.sha256, fingerprint=asset.fingerprint)


@transaction.atomic
def block_file(actor: Viewer, sha256: str, *, reason: str) -> BlockedContent:
    """A file that needn't be here, by its SHA-256 (hex). Raises NothingToBlock."""
    return _keep(actor, reason, sha256=sha256.lower(), fingerprint=None)


@transaction.atomic
def unblock(actor: Viewer, block_id: uuid.UUID, *, reason: str) -> None:
    """Whoever was refused may send it again. Raises BlockNotFound."""
    found = BlockedContent.objects.select_for_update().filter(pk=block_id).first()
    if found is None:
        raise BlockNotFound
    before = {"sha256": found.sha256, "has_fingerprint": found.fingerprint is not None}
    audit.record(actor, "media.content_unblocked", subject=("block", found.pk), reason=reason, before=before)
    found.delete()


def blocked() -> QuerySet[BlockedContent]:
    return BlockedContent.objects.all()


def find_block(*, sha256: str = "", fingerprint: Sequence[int] = ()) -> BlockedContent | None:
    """The one that stands against a file of this hash (empty: not known) and this fingerprint."""
    by_hash = BlockedContent.objects.filter(sha256=sha256).first() if sha256 else None
    if by_hash:
        return by_hash
    alike = _alike(_BLOCKED_ALIKE, fingerprint, MAX_CANDIDATES)
    return BlockedContent.objects.filter(pk__in=alike).first() if alike else None


def require_allowed(*, sha256: str = "", fingerprint: Sequence[int] = ()) -> None:
    """Raises ProcessingError, for good and with the moderators' reason."""
    if found := find_block(sha256=sha256, fingerprint=fingerprint):
        raise ProcessingError("media.blocked", _refusal(found.reason), "permanent", str(found.pk))


def refusals_of(hashes: Collection[str]) -> dict[str, str]:
    """Why files may not come in, by SHA-256 (hex); in one query."""
    found = BlockedContent.objects.filter(sha256__in=set(hashes) - {""}).order_by("-pk")
    return {sha256: _refusal(reason) for sha256, reason in found.values_list("sha256", "reason")}


def _refusal(reason: str) -> str:
    return f"This server's moderators have blocked this recording: {reason.rstrip('.')}."


def assets_like(content: BlockedContent) -> QuerySet[Asset]:
    """Those with the same file or the same recording that are here already."""
    same = Q(sha256=content.sha256) if content.sha256 else Q(pk__in=[])
    alike = _alike(_ASSETS_ALIKE, content.fingerprint or (), ASSETS_ALIKE)
    return Asset.objects.filter(same | Q(pk__in=alike))


def _keep(actor: Viewer, reason: str, *, sha256: str, fingerprint: list[int] | None) -> BlockedContent:
    """Of too short a recording only the very file can be known again."""
    terms = fingerprint_terms(fingerprint or ())
    if not sha256 and not terms:
        raise NothingToBlock
    kept = BlockedContent.objects.create(
        sha256=sha256,
        fingerprint=fingerprint if terms else None,
        fingerprint_terms=terms or None,
        reason=reason,
        blocked_by_id=person_id(actor),
    )
    after = {"sha256": sha256, "has_fingerprint": bool(terms)}
    audit.record(actor, "media.content_blocked", subject=("block", kept.pk), reason=reason, after=after)
    return kept


def _alike(statement: str, words: Sequence[int], limit: int) -> list[uuid.UUID]:
    terms = fingerprint_terms(words)
    if not terms:
        return []
    values: dict[str, Any] = {
        "words": list(words),
        "terms": terms,
        "min_shared": MIN_SHARED_TERMS,
        "limit": limit,
        "min_similarity": MIN_SIMILARITY,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]
