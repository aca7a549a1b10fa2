"""The bin, the history, the checklist and the licenses as the API shows them."""

import uuid
from datetime import datetime
from typing import cast

from ninja import Schema

from segue.catalog.bin import KEPT
from segue.catalog.models import Release, Track
from segue.kernel.history.reading import ActOut


class RemovedTrackOut(Schema):
    """`purged_at`: when it goes for good."""

    id: uuid.UUID
    title: str
    file_name: str
    duration_ms: int | None
    removed_at: datetime
    purged_at: datetime


class RemovedReleaseOut(Schema):
    """`purged_at`: when it goes for good, with its tracks."""

    id: uuid.UUID
    title: str
    track_count: int
    removed_at: datetime
    purged_at: datetime


class ReleaseActOut(ActOut):
    """`titles`: of the tracks that it is about, by their ids."""

    titles: dict[str, str]


class MissingOut(Schema):
    """`subject`: the id of the release or of one of its tracks; `is_required` before it can be published."""

    field: str
    subject: uuid.UUID
    message: str
    is_required: bool


class LicenseOut(Schema):
    """`url`: where its text stands, empty where there is none."""

    code: str
    name: str
    url: str


def show_removed_track(track: Track) -> RemovedTrackOut:
    removed_at = cast(datetime, track.removed_at)
    return RemovedTrackOut(
        id=track.pk,
        title=track.title,
        file_name=track.asset.file_name,
        duration_ms=track.asset.duration_ms,
        removed_at=removed_at,
        purged_at=removed_at + KEPT,
    )


def show_removed_release(release: Release) -> RemovedReleaseOut:
    removed_at = cast(datetime, release.removed_at)
    return RemovedReleaseOut(
        id=release.pk,
        title=release.title,
        track_count=vars(release)["track_count"],
        removed_at=removed_at,
        purged_at=removed_at + KEPT,
    )
