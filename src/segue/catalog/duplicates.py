"""Tracks with the same sound, side by side, for their team to decide: nothing is dropped by itself."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from segue.accounts.types import Viewer
from segue.catalog.models import Track
from segue.catalog.services import delete_track
from segue.media import services as media_services
from segue.media.errors import DuplicateNotFound
from segue.media.queries import duplicate_pairs
from segue.media.types import Keep


def duplicates_open_to(viewer: Viewer) -> QuerySet[Any]:
    """Pairs of tracks that the viewer may change, neither of them in the bin."""
    tracks = Track.objects.changeable_by(viewer)
    earlier = Exists(tracks.filter(asset=OuterRef("earlier_id")))
    later = Exists(tracks.filter(asset=OuterRef("later_id")))
    return duplicate_pairs().filter(earlier, later)


def tracks_of(pairs: list[Any]) -> dict[uuid.UUID, Track]:
    """By asset, in one query."""
    assets = [asset for pair in pairs for asset in (pair.earlier_id, pair.later_id)]
    rows = Track.objects.filter(asset__in=assets)
    found = rows.select_related("release__artist", "asset__library_file__folder")
    return {track.asset_id: track for track in found}


def decide(actor: Viewer, pair_id: uuid.UUID, *, keep: Keep) -> Any:
    """The track that isn't kept goes into its release's bin, to be taken back; a library's file stays where it is.
    Raises DuplicateNotFound, DuplicateDecided, and what `delete_track` raises."""
    pair = duplicates_open_to(actor).filter(pk=pair_id).first()
    if pair is None:
        raise DuplicateNotFound
    with transaction.atomic():
        if keep != "both":
            leaving = pair.later_id if keep == "earlier" else pair.earlier_id
            delete_track(actor, str(tracks_of([pair])[leaving].pk))
        media_services.decide_duplicate(pair.pk, keep=keep, instead_of=pair.decision)
    pair.refresh_from_db()
    return pair
