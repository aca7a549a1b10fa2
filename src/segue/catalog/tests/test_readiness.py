"""What its team wants published when it is ready is published, whatever was the last that it waited for."""

from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import history, services
from segue.catalog.models import Edit, Release
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel.testing import deliver_all_events
from segue.media.models import Asset


def is_public(release: Release) -> bool:
    return Release.objects.out().filter(pk=release.pk).exists()


def test_the_wish_to_publish_what_is_ready_publishes_it(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    path = f"/api/v1/releases/{release.pk}"
    shown = browser.patch(path, {"publish_when_ready": True}, content_type="application/json").json()
    assert (shown["state"], is_public(release)) == ("published", True)


def test_the_wish_that_comes_back_by_undoing_publishes_as_well(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    services.change_release(ines, str(release.pk), publish_when_ready=False)
    unwished = Edit.objects.filter(release=release).latest("version").act
    make_ready(add_track(ines, release))
    assert not is_public(release)
    history.undo_act(ines, str(release.pk), unwished)
    assert is_public(release)


def test_what_became_ready_in_the_bin_is_published_when_it_comes_back(ines: User, heron: Artist) -> None:
    release, other = make_release(ines, heron), make_release(ines, heron)
    track, single = add_track(ines, release), add_track(ines, other)
    Asset.objects.update(state="processing")
    services.delete_release(ines, str(release.pk))
    services.delete_track(ines, str(single.pk))
    make_ready(track)
    make_ready(single)
    assert Release.all_rows.out().count() == 0
    services.restore_release(ines, str(release.pk))
    services.restore_track(ines, str(single.pk))
    deliver_all_events()
    assert (is_public(release), is_public(other)) == (True, True)
