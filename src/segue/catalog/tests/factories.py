"""Releases in every state that they can be in."""

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import publishing, services
from segue.catalog.models import Release, Track
from segue.kernel.testing import deliver_all_events
from segue.media.tests import factories as media_factories


def make_release(
    owner: User, artist: Artist, *, title: str | None = "Low Tide", publish_when_ready: bool = True
) -> Release:
    return services.create_release(
        owner, artist_id=artist.pk, title=title, publish_when_ready=publish_when_ready
    )


def add_track(owner: User, release: Release, file_name: str = "take 7.flac") -> Track:
    """Announced; its bytes haven't come."""
    return services.add_track(owner, str(release.pk), file_name=file_name, size_bytes=1000)


def make_ready(track: Track, *, with_cover: bool = False) -> None:
    """Its pipeline has ended and everybody has heard of it."""
    media_factories.finish(track.asset, with_cover=with_cover)
    deliver_all_events()


def make_published(owner: User, artist: Artist, *, title: str = "Low Tide", tracks: int = 1) -> Release:
    release = make_release(owner, artist, title=title, publish_when_ready=False)
    for number in range(1, tracks + 1):
        make_ready(add_track(owner, release, f"take {number}.flac"), with_cover=True)
    cover_id = Track.objects.filter(release=release).values_list("asset__cover_id", flat=True)[0]
    Release.objects.filter(pk=release.pk).update(cover_id=cover_id)
    return publishing.publish_release(owner, str(release.pk))


def make_withdrawn(owner: User, artist: Artist, *, title: str = "Low Tide") -> Release:
    return publishing.withdraw_release(owner, str(make_published(owner, artist, title=title).pk))
