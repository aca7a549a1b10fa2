"""What the catalog keeps of one person: releases of their artists, and what they uploaded for others."""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from segue.accounts import ports
from segue.accounts.ports import ExportFile, Rows, json_document
from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.catalog.models import Edit, PastMaster, Release, ReleaseImage, ShareLink, Track
from segue.catalog.removal import remove_music
from segue.media import services as media_services

BATCH = 500
OF_BOTH = ("credit", "language", "license", "copyright_line", "phonographic_line")
OF_RELEASES = (
    *(
        "kind",
        "visibility",
        "released_on",
        "label_name",
        "catalog_number",
        "upc",
        "description",
        "disc_titles",
    ),
    *("musicbrainz_release_id", "musicbrainz_group_id"),
)
OF_TRACKS = (
    *("disc_number", "number", "version_title", "work", "isrc", "explicit", "bpm", "key", "extra"),
    *("musicbrainz_recording_id", "musicbrainz_track_id", "musicbrainz_work_id"),
)
MEMBERS = "release__artist__team__memberships"


def register() -> None:
    """Called once, when Django starts."""
    ports.register_export("catalog", export)
    ports.register_erasure("catalog", erase)


def export(user_id: uuid.UUID) -> Iterator[ExportFile]:
    """Of all artists on whose teams the person is; of others, the tracks that the person uploaded. And what the person
    did on releases."""
    yield json_document("catalog/releases.json", partial(_releases, user_id))
    yield json_document("catalog/tracks.json", partial(_tracks, user_id))
    yield json_document("catalog/edits.json", partial(_edits, user_id))
    yield json_document("catalog/replaced-masters.json", partial(_replaced_masters, user_id))
    yield json_document("catalog/pictures.json", partial(_pictures, user_id))
    yield json_document("catalog/share-links.json", partial(_share_links, user_id))


def erase(user_id: uuid.UUID) -> None:
    """The music of artists that nobody else owns goes; other files that the person uploaded go to those owners."""
    for subject in artist_queries.solely_owned(user_id):
        with transaction.atomic():
            remove_music(subject.pk, with_public=True)  # a label has none
    for asset_id, owner_id in _successors(user_id).items():
        media_services.hand_over_asset(asset_id, owner_id=owner_id)


def _successors(user_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """By the uploaded asset: who else has owned its artist for longest."""
    return {
        asset_id: owner_id
        for rows, asset, members in (
            (Track.all_rows, "asset", MEMBERS),
            (Track.all_rows, "next_asset", MEMBERS),
            (PastMaster.objects, "asset", f"track__{MEMBERS}"),
        )
        for asset_id, owner_id in rows.filter(**{f"{asset}__owner_id": user_id, f"{members}__role": "owner"})
        .order_by(f"-{members}__created_at")
        .values_list(f"{asset}_id", f"{members}__user_id")
        if owner_id != user_id
    }


def _releases(user_id: uuid.UUID) -> Rows:
    """With those in the bin."""
    rows = Release.all_rows.filter(artist__in=artist_queries.artists_of(_person(user_id))).order_by("pk")
    fields = ("id", "created_at", "artist__name", "title", "slug", "publish_at", "removed_at")
    more = ("album_loudness_lufs", "album_true_peak_dbtp", *OF_RELEASES, *OF_BOTH)
    yield from _named(rows.values(*fields, *more).iterator(BATCH))


def _tracks(user_id: uuid.UUID) -> Rows:
    own = Q(release__artist__in=artist_queries.artists_of(_person(user_id))) | Q(asset__owner_id=user_id)
    rows = Track.all_rows.filter(own).order_by("release_id", "position")
    fields = ("id", "created_at", "release_id", "position", "title", "asset_id", "removed_at")
    yield from _named(rows.values(*fields, *OF_TRACKS, *OF_BOTH).iterator(BATCH))


def _edits(user_id: uuid.UUID) -> Rows:
    rows = Edit.objects.filter(actor_id=user_id).order_by("pk")
    fields = ("created_at", "release_id", "subject_kind", "subject_id", "before", "after")
    yield from rows.values(*fields).iterator(BATCH)


def _replaced_masters(user_id: uuid.UUID) -> Rows:
    rows = PastMaster.objects.filter(replaced_by_id=user_id).order_by("pk")
    yield from _named(rows.values("created_at", "track_id", "asset_id").iterator(BATCH))


def _pictures(user_id: uuid.UUID) -> Rows:
    rows = ReleaseImage.objects.filter(added_by_id=user_id).order_by("pk")
    yield from rows.values("created_at", "release_id", "position", "caption").iterator(BATCH)


def _share_links(user_id: uuid.UUID) -> Rows:
    rows = ShareLink.objects.filter(made_by_id=user_id).order_by("pk")
    fields = ("created_at", "release_id", "name", "expires_at", "max_visits", "visit_count", "revoked_at")
    yield from rows.values(*fields).iterator(BATCH)


def _named(rows: Any) -> Rows:
    """With names as the rest of the export has them."""
    names = {"artist__name": "artist", "publish_at": "published_at", "asset_id": "upload_id"}
    for row in rows:
        yield {names.get(name, name): value for name, value in row.items()}


def _person(user_id: uuid.UUID) -> Viewer:
    """For questions that need no more than the id."""
    return get_user_model()(pk=user_id)
