"""A release is as loud as its tracks are together, whichever of them come and go."""

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.tests.factories import make_artist
from segue.catalog import queries, services
from segue.catalog.models import Release, Track
from segue.catalog.schemas import Showing, show_release_detail
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel.testing import deliver_all_events
from segue.media.models import Asset

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> User:
    return make_user("ines")


@pytest.fixture
def release(ines: User) -> Release:
    return make_release(ines, make_artist(ines), publish_when_ready=False)


def measured(release: Release) -> object:
    """Loudness and true peak."""
    release.refresh_from_db()
    return release.album_loudness_lufs, release.album_true_peak_dbtp


def ready_track(owner: User, release: Release, *, lufs: float, blocks: int, peak_dbtp: float | None) -> Track:
    track = add_track(owner, release, f"{lufs}.flac")
    make_ready(track)
    histogram = {f"{lufs:.1f}": blocks} if blocks else {}
    Asset.objects.filter(pk=track.asset_id).update(loudness_histogram=histogram, true_peak_dbtp=peak_dbtp)
    services.measure_release(release.pk)
    return track


def test_a_release_without_sound_has_no_loudness(ines: User, release: Release) -> None:
    add_track(ines, release)
    services.measure_release(release.pk)
    assert measured(release) == (None, None)


def test_the_event_of_a_ready_track_measures_its_release(ines: User, release: Release) -> None:
    make_ready(add_track(ines, release))
    assert measured(release) == (pytest.approx(-14.55), -1.0)


def test_tracks_count_by_their_length_and_the_highest_peak_is_the_album_s(
    ines: User, release: Release
) -> None:
    ready_track(ines, release, lufs=-10.0, blocks=100, peak_dbtp=-2.0)
    ready_track(ines, release, lufs=-20.0, blocks=100, peak_dbtp=-0.5)
    # Blocks of equal number: 10 lg((10^-1 + 10^-2) / 2) = -12.596 LU above the level of the louder one's bin.
    assert measured(release) == (pytest.approx(-12.596 - 0.05, abs=0.001), -0.5)


def test_silent_tracks_count_for_nothing(ines: User, release: Release) -> None:
    ready_track(ines, release, lufs=-10.0, blocks=100, peak_dbtp=-2.0)
    ready_track(ines, release, lufs=-99.0, blocks=0, peak_dbtp=None)
    assert measured(release) == (pytest.approx(-10.05), -2.0)


def test_a_track_that_is_removed_is_heard_no_more(ines: User, release: Release) -> None:
    loud = ready_track(ines, release, lufs=-8.0, blocks=100, peak_dbtp=0.3)
    ready_track(ines, release, lufs=-16.0, blocks=100, peak_dbtp=-3.0)
    services.delete_track(ines, str(loud.pk))
    deliver_all_events()
    assert measured(release) == (pytest.approx(-16.05), -3.0)


def test_a_release_that_is_gone_is_nobody_s_business(ines: User, release: Release) -> None:
    services.delete_release(ines, str(release.pk))
    services.measure_release(release.pk)
    assert Release.objects.count() == 0


def test_whoever_sees_the_release_sees_its_loudness(ines: User, release: Release) -> None:
    ready_track(ines, release, lufs=-10.0, blocks=10, peak_dbtp=-2.0)
    shown = show_release_detail(queries.get_release(ines, str(release.pk)), Showing.to(ines, "browser"))
    assert shown.album_loudness_lufs == pytest.approx(-10.05)
    assert shown.album_true_peak_dbtp == -2.0
