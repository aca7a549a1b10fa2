"""What reports are about: as a reporter may see it, and as it stands for moderators."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from segue.accounts.types import Viewer
from segue.artists.models import Artist
from segue.artists.queries import artists_of
from segue.catalog.models import Release, Track
from segue.moderation.queries.cases import last_standing
from segue.moderation.types import Subject, SubjectKind


@dataclass(frozen=True)
class Description:
    """What moderators judge by. `state`: of the release, empty for artists. `tracks`: titles, in order."""

    title: str
    artist: Artist
    release_id: uuid.UUID | None
    state: str
    text: str
    tracks: list[str]


def find_seen(viewer: Viewer, kind: SubjectKind, identity: uuid.UUID, *, guest: str = "") -> Subject | None:
    """None for what isn't there and for what the viewer may not see, alike. `guest`: see `ShareVisit`."""
    if kind is SubjectKind.ARTIST:
        shown = Q(pk__in=Artist.objects.listed().values("pk")) | Q(pk__in=artists_of(viewer).values("pk"))
        return _read(kind, Artist.objects.filter(shown), identity)
    if kind is SubjectKind.TRACK:
        return _read(kind, Track.objects.open_to(viewer, guest), identity)
    releases = Release.objects.open_to(viewer, guest)
    return _read(kind, releases.exclude(cover=None) if kind is SubjectKind.COVER else releases, identity)


def find_subject(kind: SubjectKind, identity: uuid.UUID) -> Subject | None:
    """Whoever may see it; None once it is gone, to the bin too."""
    rows = {SubjectKind.ARTIST: Artist.objects.all(), SubjectKind.TRACK: Track.objects.all()}
    return _read(kind, rows.get(kind, Release.objects.all()), identity)


def is_down(kind: SubjectKind, identity: uuid.UUID) -> bool:
    subject = find_subject(kind, identity)
    return subject is not None and subject.is_taken_down


def describe(kind: SubjectKind, identity: uuid.UUID) -> Description | None:
    """None once it is gone."""
    if kind is SubjectKind.ARTIST:
        artist = Artist.objects.filter(pk=identity).first()
        return Description(artist.name, artist, None, "", artist.biography, []) if artist else None
    track = Track.objects.filter(pk=identity).first() if kind is SubjectKind.TRACK else None
    rows = Release.objects.with_state().select_related("artist")
    release = rows.filter(pk=track.release_id if track else identity).first()
    if release is None:
        return None
    titles = [track.title] if track else list(release.tracks.values_list("title", flat=True))
    title = track.title if track else release.title
    return Description(title, release.artist, release.pk, release.state, release.description, titles)


def asset_ids(subject: Subject) -> list[uuid.UUID]:
    """Its sound, as far as there is something to know it by."""
    if subject.kind not in (SubjectKind.TRACK, SubjectKind.RELEASE):
        return []
    column = "pk" if subject.kind is SubjectKind.TRACK else "release"
    rows = Track.objects.filter(**{column: subject.id}).exclude(asset__sha256="", asset__fingerprint=None)
    return list(rows.order_by("position").values_list("asset_id", flat=True))


def _read(kind: SubjectKind, rows: QuerySet[Any], identity: uuid.UUID) -> Subject | None:
    row = rows.filter(pk=identity).first()
    if row is None:
        return None
    if kind is SubjectKind.ARTIST:
        return Subject(kind, row.pk, row.name, row.pk, is_taken_down=False)
    if kind is SubjectKind.TRACK:
        artist_id = Release.all_rows.values_list("artist_id", flat=True).get(pk=row.release_id)
        return Subject(kind, row.pk, row.title, artist_id, row.taken_down_at is not None)
    if kind is SubjectKind.COVER:
        is_away = row.cover_id is None and last_standing(kind, row.pk) is not None  # or it was chosen so
        found = Subject(kind, row.pk, row.title, row.artist_id, is_taken_down=is_away)
        return found if is_away or row.cover_id else None
    return Subject(kind, row.pk, row.title, row.artist_id, row.taken_down_at is not None)
