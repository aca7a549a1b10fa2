"""A member who leaves loses what isn't public: at once in the API, and within a minute where media flow."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.tests.factories import make_user
from segue.artists import services as artist_services
from segue.artists.tests.factories import add_member, make_artist
from segue.artists.types import Role, TeamKind
from segue.catalog.tests.factories import add_track, make_release, make_withdrawn
from segue.kernel import capability
from segue.kernel.realtime import push
from segue.media import arrivals, pipeline
from segue.media import services as media_services
from segue.media.errors import UploadNotFound
from segue.media.tests.factories import job_of, start_processing
from segue.streaming.access import RECHECK_S
from segue.streaming.queries import may_have

pytestmark = pytest.mark.django_db


def test_what_a_member_was_given_ends_with_the_membership() -> None:
    owner, analyst, client = make_user("ines"), make_user("ana"), Client()
    artist = make_artist(owner)
    add_member(artist, analyst, Role.ANALYST)
    release = make_withdrawn(owner, artist)
    client.force_login(analyst)
    stream = f"/api/v1/tracks/{release.tracks.get().pk}/stream"
    addresses = [rendition["url"] for rendition in client.get(stream).json()["renditions"]]
    addresses.append(client.get(f"/api/v1/releases/{release.pk}").json()["cover"]["url_256"])
    assert open_to(client, addresses) == [True, True, True]

    artist_services.leave_team(analyst, TeamKind.ARTISTS, artist.slug)
    assert client.get(stream).status_code == 404
    assert client.get(f"/api/v1/releases/{release.pk}").status_code == 404
    assert open_to(client, addresses) == [False, False, False]
    assert RECHECK_S <= 60  # how long the answer of before may stand at most


def open_to(client: Client, addresses: list[str]) -> list[bool]:
    """What the media endpoint asks now and then."""
    key = str(client.session.session_key)
    granted = [capability.parse(address.partition("?")[0]) for address in addresses]
    return [one is not None and may_have(one, key) for one in granted]


@pytest.mark.parametrize("how", ["leaves", "becomes an analyst"])
def test_whoever_may_no_longer_upload_can_do_nothing_with_what_they_announced(
    how: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    ines, ulf = make_user("ines"), make_user("ulf")
    heron = make_artist(ines)
    add_member(heron, ulf, Role.UPLOADER)
    track = add_track(ulf, make_release(ulf, heron))
    client = Client()
    client.force_login(ulf)
    assert client.get(f"/api/v1/uploads/{track.asset_id}").status_code == 200
    if how == "leaves":
        artist_services.leave_team(ulf, TeamKind.ARTISTS, heron.slug)
    else:
        artist_services.change_role(ines, TeamKind.ARTISTS, heron.slug, ulf.pk, role=Role.ANALYST)
    assert client.get(f"/api/v1/uploads/{track.asset_id}").status_code == 404
    assert (
        client.post(f"/api/v1/uploads/{track.asset_id}/retry", content_type="application/json").status_code
        == 404
    )
    for attempt in (
        lambda: arrivals.find_arrival(ulf, track.asset_id),
        lambda: arrivals.open_arrival(ulf, track.asset_id),
        lambda: media_services.receive_file(ulf, track.asset_id, None),  # type: ignore[arg-type]
    ):
        with pytest.raises(UploadNotFound):
            attempt()
    start_processing(track.asset)
    pushed: list[Any] = []
    monkeypatch.setattr(push, "_push", lambda *message: pushed.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        pipeline.tell_owner(job_of(track.asset))
    assert pushed == []
