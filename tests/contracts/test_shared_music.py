"""What a share link gave to a browser ends with the link: at once in the API, within a minute where media flow."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.tests.factories import make_artist
from segue.catalog import sharing
from segue.catalog.models import Release, ShareLink
from segue.catalog.services import delete_release, take_down_release
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel import capability, clock
from segue.streaming.queries import may_have

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["revoked", "expired", "taken down", "deleted"])
def test_what_a_guest_was_given_ends_with_the_link(how: str) -> None:
    ines, press = make_user("ines"), Client()
    release = make_release(ines, make_artist(ines), publish_when_ready=False)
    track = add_track(ines, release)
    make_ready(track, with_cover=True)
    _, token = sharing.create_link(ines, str(release.pk), name="", expires_at=None, max_visits=None)
    opened = press.post("/api/v1/shares", {"token": token}, content_type="application/json")
    assert opened.status_code == 200

    key = press.cookies[settings.VISITOR_COOKIE_NAME].value
    stream = press.get(f"/api/v1/tracks/{track.pk}/stream").json()
    cover = press.get(f"/api/v1/releases/{release.pk}").json()["tracks"][0]["cover"]["url_256"]
    addresses = [*(rendition["url"] for rendition in stream["renditions"]), cover]
    assert opens(addresses, key) == [True, True, True]
    assert opens(addresses, "v.somebody-else") == [False, False, False]

    end(how, ines, release)
    assert opens(addresses, key) == [False, False, False]
    assert press.get(f"/api/v1/releases/{release.pk}").status_code == 404


def opens(addresses: list[str], key: str) -> list[bool]:
    """What the media endpoint asks now and then."""
    granted = [capability.parse(address.partition("?")[0]) for address in addresses]
    return [one is not None and may_have(one, key) for one in granted]


def end(how: str, owner: User, release: Release) -> None:
    link = ShareLink.objects.get()
    if how == "revoked":
        sharing.revoke_link(owner, str(release.pk), link.pk)
    elif how == "expired":
        ShareLink.objects.update(expires_at=clock.database_now() - timedelta(milliseconds=1))
    elif how == "taken down":
        take_down_release(release.pk)
    else:
        delete_release(owner, str(release.pk))
