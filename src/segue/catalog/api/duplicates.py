"""Tracks with the same sound over HTTP."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query

from segue.catalog import duplicates
from segue.catalog.schemas.duplicates import DecidedOut, DuplicateDecision, DuplicatePairOut, show_pair
from segue.kernel.http import Page, PageQuery, Router, paginate, signed_in, studio

router = Router(tags=["catalog"])


class DuplicatesQuery(PageQuery):
    decided: bool = False


@router.get("/duplicates", auth=signed_in, response=Page[DuplicatePairOut])
def list_duplicates(request: HttpRequest, query: Query[DuplicatesQuery]) -> dict[str, Any]:
    """Pairs of one's own tracks that are the same file or the same recording and wait for a decision, newest first;
    with `decided=true` those that were decided on and are both there."""
    rows = duplicates.duplicates_open_to(request.user)
    rows = rows.exclude(decision="") if query.decided else rows.filter(decision="")
    page = paginate(rows, query, order=("created_at", "id"), show=lambda pair: pair)
    pairs = page["items"]
    tracks = duplicates.tracks_of(pairs)
    return {**page, "items": [show_pair(pair, tracks, request.user.pk) for pair in pairs]}


@router.post("/duplicates/{pair_id}/decision", auth=studio, response=DecidedOut)
def decide_duplicate(request: HttpRequest, pair_id: uuid.UUID, decision: DuplicateDecision) -> Any:
    """Keep both, or the one that came earlier or later; the other track goes into its release's bin."""
    return duplicates.decide(request.user, pair_id, keep=decision.keep)
