"""What a release lacks, field by field, in words: what it must have to be published, and what it should have.

`publishing` refuses to publish while `required(release)` finds anything; its answer says the first of them.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import Exists, OuterRef, QuerySet

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.locks import find_own_release
from segue.catalog.models import Credit, CreditRole, Release, Track
from segue.catalog.types import UNTITLED
from segue.kernel.text import one_line

WRITERS = (CreditRole.COMPOSER, CreditRole.LYRICIST)
UNREADY = {
    "waiting": "“{}” hasn't arrived yet. Wait for it, send it again, or remove it.",
    "processing": "“{}” is being prepared. Wait for it, or remove it.",
    "failed": "“{}” couldn't be used. Retry it, replace it, or remove it.",
}
"""By the state of the file."""
ADVICE = {
    "cover": "Add a cover: a square picture, 3000 pixels wide if you can.",
    "released_on": "Say when this music first came out.",
    "license": "Choose the license, or say that all rights are reserved.",
    "copyright_line": "Say who owns the rights to words, music and pictures (©), such as 2024 Paper Heron.",
    "phonographic_line": "Say who owns the rights to the recordings (℗), such as 2024 Paper Heron.",
    "upc": "Shops and charts ask for a barcode (UPC or EAN). Whoever distributes your music gives you one.",
}
"""By the columns of a release that are better not empty."""


@dataclass(frozen=True)
class Missing:
    """`subject`: the id of the release or of one of its tracks. `message` says what to do."""

    field: str
    subject: uuid.UUID
    message: str
    is_required: bool = False


def checklist_of(viewer: Viewer, ref: str) -> list[Missing]:
    """What is required stands first. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release = find_own_release(viewer, ref, Ability.SEE_UNPUBLISHED)
    writers = Credit.objects.filter(role__in=WRITERS, release=release)
    asked = {
        "has_genre": Exists(Track.genres.through.objects.filter(track=OuterRef("pk"))),
        "has_writer": Exists(writers.filter(track=OuterRef("pk"))),
    }
    tracks = list(_tracks(release).annotate(**asked))
    has_writers = writers.filter(track=None).exists()
    has_genre = release.genres.exists()
    return [
        *_required(release, tracks),
        *_of_release(release, has_genre=has_genre or any(vars(track)["has_genre"] for track in tracks)),
        *_of_tracks(tracks, has_writers=has_writers),
    ]


def required(release: Release) -> list[Missing]:
    """Alone what it can't be published without."""
    return list(_required(release, list(_tracks(release))))


def _tracks(release: Release) -> QuerySet[Track]:
    return release.tracks.select_related("asset").only(
        *("release", "title", "has_chosen_title", "isrc", "position", "taken_down_at"),
        *("asset__state", "asset__file_name"),
    )


def _required(release: Release, tracks: Sequence[Track]) -> Iterator[Missing]:
    if not tracks:
        yield Missing("tracks", release.pk, "Add a track first.", is_required=True)
    elif all(track.taken_down_at for track in tracks):
        message = "Moderators took down all of its tracks. Add another, or answer their notice."
        yield Missing("tracks", release.pk, message, is_required=True)
    for track in tracks:
        if not track.is_playable:
            message = UNREADY[track.asset.state].format(track.title)
            yield Missing("tracks", track.pk, message, is_required=True)


def _of_release(release: Release, *, has_genre: bool) -> Iterator[Missing]:
    if release.title == UNTITLED and not release.has_chosen_title:
        yield Missing("title", release.pk, "Give it a title, or it will be called like its first track.")
    if not has_genre:
        yield Missing("genres", release.pk, "Choose a genre, so that people find it.")
    for field, message in ADVICE.items():
        if not getattr(release, _column(field)):
            yield Missing(field, release.pk, message)


def _column(field: str) -> str:
    return "cover_id" if field == "cover" else field


def _of_tracks(tracks: Sequence[Track], *, has_writers: bool) -> Iterator[Missing]:
    codes = Counter(track.isrc for track in tracks if track.isrc)
    for track in tracks:
        if _is_called_like_its_file(track):
            yield Missing("title", track.pk, f"“{track.title}” is called like its file. Give it a title.")
        if not track.isrc:
            yield Missing("isrc", track.pk, f"“{track.title}” has no ISRC, by which plays are paid.")
        elif codes[track.isrc] > 1:
            yield Missing(
                "isrc", track.pk, f"Another track has the ISRC of “{track.title}”. Each needs its own."
            )
        if not has_writers and not vars(track)["has_writer"]:
            yield Missing("credits", track.pk, f"Say who wrote “{track.title}”: composers and lyricists.")


def _is_called_like_its_file(track: Track) -> bool:
    return not track.has_chosen_title and track.title == one_line(PurePath(track.asset.file_name).stem)[:300]
