"""What a release and its tracks are called: what people chose, else what the files say of themselves."""

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import services
from segue.catalog.models import Track
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.media.models import Asset
from segue.media.tests import factories as media_factories


def test_a_release_without_a_name_is_called_like_its_first_track(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, title=None)
    tracks = [add_track(ines, release, "Slack Water.wav"), add_track(ines, release, "Ebb.wav")]
    assert release.title == "Untitled release"
    for track in tracks:
        make_ready(track)
    release.refresh_from_db()
    assert (release.title, release.slug) == ("Slack Water", "slack-water")


def test_a_name_that_was_chosen_stays_whatever_it_says(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, title="Untitled release")
    make_ready(add_track(ines, release))
    release.refresh_from_db()
    assert (release.title, release.slug) == ("Untitled release", "untitled-release")


def describe(track: Track, **tags: str) -> None:
    """As if the file's tags had been read."""
    cover = media_factories.make_image(f"cover of {track.pk}")
    Asset.objects.filter(pk=track.asset_id).update(tags={"title": "", "album": "", **tags}, cover=cover)
    services.apply_tags(track.asset_id)


def test_tags_fill_what_nobody_chose(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, title=None)
    first, second = add_track(ines, release, "01.wav"), add_track(ines, release, "02.wav")
    describe(first, title="Slack Water", album="Low Tide")
    describe(second, title="Ebb", album="Another Album")
    for row in (release, first, second):
        row.refresh_from_db()
    assert (release.title, first.title, second.title) == ("Low Tide", "Slack Water", "Ebb")
    assert release.cover_id == Asset.objects.get(pk=first.asset_id).cover_id


def test_tags_never_replace_what_a_person_chose(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, title="My Title")
    track = add_track(ines, release, "01.wav")
    services.change_track(ines, str(track.pk), title="My Track")
    describe(track, title="Slack Water", album="Low Tide")
    for row in (release, track):
        row.refresh_from_db()
    assert (release.title, track.title) == ("My Title", "My Track")


def test_empty_tags_leave_the_file_name(ines: User, heron: Artist) -> None:
    track = add_track(ines, make_release(ines, heron, title=None), "My  Song.wav")
    describe(track)
    track.refresh_from_db()
    assert (track.title, track.release.title) == ("My Song", "Untitled release")
