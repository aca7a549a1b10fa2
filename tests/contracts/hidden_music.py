"""Music that isn't everybody's, with everything that may hang on it, in each state that it can be hidden in."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog import publishing, sharing
from segue.catalog.models import Credit, Genre, Lyrics, Release, ReleaseImage, Track, Visibility
from segue.catalog.services import change_release, delete_release, take_down_release
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel import clock
from segue.kernel.testing import deliver_all_events
from segue.media.models import ImageVariant, Rendition
from segue.media.tests.factories import make_image

STATES = ("draft", "scheduled", "private", "unlisted", "withdrawn", "taken down", "deleted")
ONCE_PUBLIC = ("withdrawn", "taken down")
TITLE = "Unheard 5f1c"
SLUG = "unheard-5f1c"


@dataclass(frozen=True)
class Stage:
    """What everybody may know, and who looks: a visitor, and `mallory`, an artist on another team."""

    ines: User
    heron: Artist
    mallory: User
    stranger: Artist
    genre: Genre
    clients: dict[str, Client] = field(default_factory=dict)


@dataclass(frozen=True)
class Hidden:
    """`ids` of all that may be guessed; `slugs`, should somebody try; `objects` (SHA-256) by the track that they are
    handed out for, empty for pictures."""

    ids: dict[str, str]
    slugs: dict[str, str]
    objects: list[tuple[str, str]]


def set_stage() -> Stage:
    ines, mallory = make_user("ines"), make_user("mallory")
    heron, stranger = make_artist(ines, "Paper Heron"), make_artist(mallory, "Somebody Else")
    genre = Genre.objects.create(name="Tidal", slug="tidal", is_curated=True)
    for owner, artist, title in ((ines, heron, "Low Tide"), (mallory, stranger, "High Tide")):
        release = _filled(owner, artist, title, genre, heron)
        publishing.publish_release(owner, str(release.pk))
    deliver_all_events()
    clients = {"visitor": Client(), "mallory": Client()}
    clients["mallory"].force_login(mallory)
    return Stage(ines, heron, mallory, stranger, genre, clients)


def hide(stage: Stage, state: str) -> Hidden:
    """Of an artist of whom something is public, and of one whose only music it is."""
    unknown = make_artist(stage.ines, "Grey Heron 5f1c")
    releases = [
        _filled(stage.ines, artist, TITLE, stage.genre, stage.heron) for artist in (stage.heron, unknown)
    ]
    for release in releases:
        _bring_to(state, stage.ines, release)
        deliver_all_events()
    return _found(releases, unknown)


def _filled(owner: User, artist: Artist, title: str, genre: Genre, credited: Artist) -> Release:
    release = make_release(owner, artist, title="Working title", publish_when_ready=False)
    track = add_track(owner, release, f"{title}.flac")
    make_ready(track, with_cover=True)
    change_release(owner, str(release.pk), title=title)
    Release.objects.filter(pk=release.pk).update(cover=make_image(f"cover of {release.pk}"))
    release.genres.add(genre)
    track.genres.add(genre)
    for subject in (None, track):
        Credit.objects.create(
            release=release, track=subject, artist=credited, name="Heron", role="producer", position=1
        )
    Lyrics.objects.create(track=track, language="en", kind="plain", text=title)
    ReleaseImage.objects.create(release=release, image=make_image(f"booklet of {release.pk}"), position=1)
    sharing.create_link(owner, str(release.pk), name=title, expires_at=None, max_visits=None)
    release.refresh_from_db()
    return release


def _bring_to(state: str, owner: User, release: Release) -> None:
    ref, now = str(release.pk), clock.database_now()
    if state == "scheduled":
        publishing.publish_release(owner, ref, at=now + timedelta(minutes=1))
    elif state in ("private", "unlisted"):
        publishing.publish_release(owner, ref, visibility=Visibility(state))
    elif state in ONCE_PUBLIC:
        publishing.publish_release(owner, ref)
        publishing.withdraw_release(owner, ref) if state == "withdrawn" else take_down_release(release.pk)
    elif state == "deleted":
        delete_release(owner, ref)


def _found(releases: list[Release], unknown: Artist) -> Hidden:
    release = releases[0]
    track = Track.all_rows.get(release=release)
    rows = {
        "release": release,
        "track": track,
        "upload": track.asset,
        "artist": unknown,
    }
    ids = {name: str(row.pk) for name, row in rows.items()}
    return Hidden(ids, {"release slug": SLUG, "artist slug": unknown.slug}, _objects(releases))


def _objects(releases: list[Release]) -> list[tuple[str, str]]:
    found = []
    for track in Track.all_rows.filter(release__in=releases).select_related("asset", "release"):
        found += [(track.pk.hex, each.sha256) for each in Rendition.objects.filter(asset=track.asset)]
        images = {track.asset.cover_id, track.release.cover_id, track.release.gallery.get().image_id}
        found += [("", each.sha256) for each in ImageVariant.objects.filter(image__in=images)]
    return found
