"""Files of one owner that are the same: to the byte by their hash, to the ear by their Chromaprint fingerprint.

A fingerprint is a row of 32-bit words, one for each 0.124 s; of the same recording, coded, leveled or begun
otherwise, most bits stay. Words that two files share (an index finds them) make candidates; these are laid upon each
other where most shared words meet, and the share of equal bits decides. It is done in PostgreSQL, near the data.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from segue.media.errors import DuplicateDecided
from segue.media.models import Asset, DuplicatePair
from segue.media.types import Keep

Kind = Literal["same_file", "same_recording"]
SILENCE = 627964279
"""The word that Chromaprint gives to digital silence."""
TERM_MASK = ~0xF
"""The four lowest bits change most from one encoding to another."""
TERM_WORDS = 160
"""The first 20 seconds that sound: the index takes some 6 kB for each file as it is."""
MIN_TERMS = 16
"""What has fewer is a steady tone, or shorter than about four seconds: it looks like many others."""
MIN_SHARED_TERMS = 3
MAX_CANDIDATES = 20
MIN_SIMILARITY = 0.85
"""Of 69 pieces in nine versions each (MP3, Opus at 48 kb/s, quieter, begun up to 3 s earlier or later) the least
alike had 0.93, of different pieces the most alike 0.78; chance gives 0.5."""

_SAME_RECORDINGS = """
WITH mine AS MATERIALIZED (
    SELECT id, fingerprint, fingerprint_terms
    FROM media_assets_sharing_terms(%(terms)s::integer[]) AS met(id) JOIN media_asset USING (id)
    WHERE owner_id = %(owner)s AND id <> %(id)s
), candidates AS MATERIALIZED (
    SELECT id, fingerprint,
           (SELECT count(*) FROM unnest(fingerprint_terms) AS term WHERE term = ANY(%(terms)s::integer[])) AS shared
    FROM mine
), best AS (
    SELECT id, fingerprint FROM candidates
    WHERE shared >= %(min_shared)s ORDER BY shared DESC, id LIMIT %(limit)s
)
SELECT id, similarity
FROM best, media_fingerprint_similarity(fingerprint, %(words)s::integer[]) AS similarity
WHERE similarity >= %(min_similarity)s
ORDER BY similarity DESC, id
"""


@dataclass(frozen=True)
class Duplicate:
    """Another file of the same owner; `similarity` is 0..1."""

    asset_id: uuid.UUID
    kind: Kind
    similarity: float
    file_name: str = ""


def fingerprint_terms(words: Sequence[int]) -> list[int]:
    """The words (signed, 32 bits) by which candidates are found, or none if they would be found by too many."""
    sounding = [word for word in words if word != SILENCE]
    terms = sorted({word & TERM_MASK for word in sounding[:TERM_WORDS]})
    return terms if len(terms) >= MIN_TERMS else []


def find_duplicates(asset: Asset) -> list[Duplicate]:
    """Only of the same owner: another's files are nobody's business. The same file first, then by similarity."""
    same = Asset.objects.filter(owner_id=asset.owner_id, sha256=asset.sha256).exclude(pk=asset.pk)
    files = same.order_by("pk").values_list("pk", flat=True) if asset.sha256 else []
    found = {pk: Duplicate(pk, "same_file", 1.0) for pk in files}
    for pk, similarity in _same_recordings(asset):
        found.setdefault(pk, Duplicate(pk, "same_recording", round(similarity, 3)))
    return list(found.values())


@transaction.atomic
def record_duplicates(asset: Asset) -> None:
    """Keep what is found as pairs, once each. In a later transaction than the one that stored the fingerprint: of two
    files that are processed at once, the second to look then sees the first."""
    pairs = [
        DuplicatePair(
            earlier_id=min(asset.pk, found.asset_id),
            later_id=max(asset.pk, found.asset_id),
            kind=found.kind,
            similarity=found.similarity,
        )
        for found in find_duplicates(asset)
    ]
    present = _hold([asset.pk, *(pair.earlier_id for pair in pairs), *(pair.later_id for pair in pairs)])
    DuplicatePair.objects.bulk_create(
        [pair for pair in pairs if {pair.earlier_id, pair.later_id} <= present], ignore_conflicts=True
    )


def duplicate_pairs() -> QuerySet[DuplicatePair]:
    """Everybody's; the caller says whose."""
    return DuplicatePair.objects.all()


def duplicates_of(asset_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Duplicate]]:
    """What has been kept, by asset, the most similar first. For their owner's eyes only: it names other files."""
    wanted = frozenset(asset_ids)
    pairs = DuplicatePair.objects.filter(Q(earlier__in=wanted) | Q(later__in=wanted))
    found: defaultdict[uuid.UUID, list[Duplicate]] = defaultdict(list)
    for pair in pairs.select_related("earlier", "later").order_by("-similarity", "pk"):
        for asset, other in ((pair.earlier, pair.later), (pair.later, pair.earlier)):
            if asset.pk in wanted:
                kind: Kind = "same_file" if pair.kind == "same_file" else "same_recording"
                found[asset.pk].append(Duplicate(other.pk, kind, pair.similarity, other.file_name))
    return found


@transaction.atomic
def decide_duplicate(pair_id: uuid.UUID, *, keep: Keep, instead_of: str) -> None:
    """What is done about it is the caller's, in the same transaction. `instead_of`: the decision as its actor saw it.
    Raises DuplicateDecided when another one came first."""
    seen = DuplicatePair.objects.filter(pk=pair_id, decision=instead_of)
    if not seen.update(decision=keep, decided_at=Now()):
        raise DuplicateDecided


def _hold(asset_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those that are there, and stay until the transaction ends; a weak lock, that no change of them waits for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM media_asset WHERE id = ANY(%s) FOR KEY SHARE", [asset_ids])
        return {pk for (pk,) in cursor.fetchall()}


def _same_recordings(asset: Asset) -> list[tuple[uuid.UUID, float]]:
    if not asset.fingerprint or not asset.fingerprint_terms:
        return []
    values: dict[str, Any] = {
        "id": asset.pk,
        "owner": asset.owner_id,
        "words": asset.fingerprint,
        "terms": asset.fingerprint_terms,
        "min_shared": MIN_SHARED_TERMS,
        "limit": MAX_CANDIDATES,
        "min_similarity": MIN_SIMILARITY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAME_RECORDINGS, values)
        rows: list[tuple[uuid.UUID, float]] = cursor.fetchall()
        return rows
