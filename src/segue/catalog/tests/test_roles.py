"""What each role of a team may do with releases, tracks and uploads, as they stand."""

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.artists import services as artist_services
from segue.artists.errors import RoleNotEnough
from segue.artists.models import Artist, Membership
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Ability, Role, TeamKind
from segue.catalog import publishing, queries, services
from segue.catalog.models import Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release, make_withdrawn
from segue.kernel.events.models import Delivery
from segue.kernel.testing import deliver_all_events
from segue.media import services as media_services
from segue.media.errors import UploadNotFound
from segue.media.models import Asset
from segue.media.tests.factories import cover_image, wait_for_a_lock

JSON = "application/json"
STATES = ("draft", "published", "withdrawn")
ALL, NONE = "200 200 200", "403 403 403"
# By role, in the order of STATES.
TABLE: dict[str, tuple[str, str, str]] = {
    # operation: owner and manager, uploader, analyst
    "see": (ALL, ALL, ALL),
    "see a track": (ALL, ALL, ALL),
    "create": ("201 201 201", "201 201 201", NONE),
    "change": (ALL, "200 403 403", NONE),
    "set the cover": (ALL, "200 403 403", NONE),
    "remove the cover": (ALL, "200 403 403", NONE),
    "add a track": ("201 201 201", "201 403 403", NONE),
    "rename a track": (ALL, "200 403 403", NONE),
    "delete a track": ("204 204 204", "204 403 403", NONE),
    "publish": (ALL, NONE, NONE),
    "withdraw": (ALL, NONE, NONE),
    "delete": ("204 409 204", "204 403 403", NONE),
    "see an upload": (ALL, "200 404 404", "404 404 404"),
    "retry an upload": ("409 409 409", "409 404 404", "404 404 404"),
    "send an upload": ("404 404 404", "404 404 404", "404 404 404"),
}
COLUMNS = {Role.OWNER: 0, Role.MANAGER: 0, Role.UPLOADER: 1, Role.ANALYST: 2}


def ask(client: Client, operation: str, release: Release) -> int:
    track = release.tracks.get()
    place, song, file = f"releases/{release.pk}", f"tracks/{track.pk}", f"uploads/{track.asset_id}"
    requests: dict[str, tuple[str, str, Any]] = {
        "see": ("get", place, None),
        "see a track": ("get", song, None),
        "create": ("post", "releases", {"artist_id": str(release.artist_id)}),
        "change": ("patch", place, {"title": "Mine"}),
        "set the cover": ("put", f"{place}/cover", cover_image()),
        "remove the cover": ("delete", f"{place}/cover", None),
        "add a track": ("post", f"{place}/tracks", {"file_name": "new.wav", "bytes": 10}),
        "rename a track": ("patch", song, {"title": "Mine"}),
        "delete a track": ("delete", song, None),
        "publish": ("put", f"{place}/publication", None),
        "withdraw": ("delete", f"{place}/publication", None),
        "delete": ("delete", place, None),
        "see an upload": ("get", file, None),
        "retry an upload": ("post", f"{file}/retry", None),
        "send an upload": ("post", f"{file}/multipart", None),
    }
    method, path, body = requests[operation]
    content_type = "image/png" if isinstance(body, bytes) else JSON
    send = getattr(client, method)
    answer = (
        send(f"/api/v1/{path}")
        if method == "get"
        else send(f"/api/v1/{path}", "" if body is None else body, content_type=content_type)
    )
    return int(answer.status_code)


def rows() -> list[Any]:
    models = (Release, Track, Asset, Delivery)
    return [list(model._base_manager.order_by("pk").values()) for model in models]


@pytest.fixture
def make(ines: User, heron: Artist) -> Callable[[str], Release]:
    def in_state(state: str) -> Release:
        if state == "draft":
            release = make_release(ines, heron, publish_when_ready=False)
            make_ready(add_track(ines, release))
            return release
        return make_published(ines, heron) if state == "published" else make_withdrawn(ines, heron)

    return in_state


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("by", ["the artist's team", "the label's team"])
def test_every_role_may_what_the_table_says(
    by: str, role: Role, state: str, ines: User, heron: Artist, make: Callable[[str], Release]
) -> None:
    release, member = make(state), make_user("emil")
    label = make_label(make_user("lena"))
    Artist.objects.filter(pk=heron.pk).update(label=label)
    add_member(heron if by == "the artist's team" else label, member, role)
    client = Client()
    client.force_login(member)
    client.get("/api/v1/me")
    found, meddled, before = {}, [], rows()
    for operation in TABLE:
        with transaction.atomic():
            found[operation] = ask(client, operation, release)
            if found[operation] >= 400 and rows() != before:
                meddled.append(operation)
            transaction.set_rollback(True)
    expected = {
        operation: int(columns[COLUMNS[role]].split()[STATES.index(state)])
        for operation, columns in TABLE.items()
    }
    assert (found, meddled) == (expected, [])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role)
def test_the_answer_says_what_may_be_done(
    role: Role, state: str, heron: Artist, make: Callable[[str], Release]
) -> None:
    release, member, client = make(state), make_user("emil"), Client()
    add_member(heron, member, role)
    client.force_login(member)
    shown = client.get(f"/api/v1/releases/{release.pk}").json()
    abilities = {Ability(one) for one in shown["abilities"]}
    for ability in (Ability.EDIT, Ability.DELETE, Ability.PUBLISH):
        may = Release.objects.where(member, ability).filter(pk=release.pk).exists()
        assert (ability in abilities, ability) == (may, ability)
    assert (Ability.UPLOAD in abilities) == shown["can_edit"] == (Ability.EDIT in abilities)
    (track,) = shown["tracks"]
    assert (track["can_edit"], track["upload"] is not None) == (shown["can_edit"],) * 2


def uploader_of(heron: Artist, role: Role = Role.UPLOADER) -> User:
    member = make_user("ulf")
    add_member(heron, member, role)
    return member


def test_an_uploader_s_release_is_not_published_by_itself(heron: Artist) -> None:
    ulf = uploader_of(heron)
    release = make_release(ulf, heron, publish_when_ready=True)
    assert release.is_published_when_ready is False
    make_ready(add_track(ulf, release))
    assert not Release.objects.out().exists()
    client = Client()
    client.force_login(ulf)
    place = f"/api/v1/releases/{release.pk}"
    answer = client.patch(place, {"publish_when_ready": True, "title": "Mine"}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "artists.role_not_enough")
    release.refresh_from_db()
    assert (release.is_published_when_ready, release.title) == (False, "Low Tide")
    assert client.patch(place, {"publish_when_ready": False}, content_type=JSON).status_code == 200


def test_the_team_retries_what_a_member_sent(ines: User, heron: Artist) -> None:
    ulf = uploader_of(heron)
    track = add_track(ulf, make_release(ulf, heron))
    client = Client()
    client.force_login(ines)
    shown = client.get(f"/api/v1/uploads/{track.asset_id}").json()
    assert (shown["id"], shown["duplicates"]) == (str(track.asset_id), [])
    with pytest.raises(UploadNotFound):  # only who announced it sends it
        media_services.receive_file(ines, track.asset_id, io.BytesIO(bytes(1000)))
    assert media_services.receive_file(ulf, track.asset_id, io.BytesIO(bytes(1000))).state == "processing"


def test_a_member_who_leaves_sees_nothing_unpublished_any_more(ines: User, heron: Artist) -> None:
    ulf = uploader_of(heron)
    release = make_release(ines, heron)
    add_track(ines, release)
    assert [queries.get_release(ulf, str(release.pk)), *Track.objects.visible_to(ulf)] == [
        *(release, release.tracks.get()),
    ]
    artist_services.leave_team(ulf, TeamKind.ARTISTS, heron.slug)
    assert not Release.objects.visible_to(ulf).exists()
    assert not Track.objects.visible_to(ulf).exists()


def test_a_release_stays_with_its_artist(ines: User, heron: Artist) -> None:
    release, other = make_release(ines, heron), make_artist(ines, "Other")
    with pytest.raises(IntegrityError, match="stays with its artist"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(artist=other)
    release.refresh_from_db()
    assert release.artist == heron


def proven(person: User) -> Client:
    """Signed in, with the password typed once more."""
    client = Client()
    client.force_login(person)
    proof = {"password": PASSWORD}
    again = client.post("/_allauth/browser/v1/auth/reauthenticate", proof, content_type=JSON)
    assert again.status_code == 200
    return client


@pytest.mark.parametrize("role", [Role.MANAGER, Role.UPLOADER, Role.ANALYST, None])
def test_only_an_owner_deletes_an_artist(role: Role | None, ines: User, heron: Artist) -> None:
    make_release(ines, heron)
    member = make_user("emil")
    if role:
        add_member(heron, member, role)
    client = proven(member)
    before = rows()
    for query in ("", "?with_music=true"):
        assert client.delete(f"/api/v1/artists/{heron.slug}{query}").status_code == (403 if role else 404)
    assert (rows(), Artist.objects.count()) == (before, 1)


def test_a_label_s_owner_does_not_delete_its_artists(heron: Artist) -> None:
    lena = make_user("lena")
    Artist.objects.filter(pk=heron.pk).update(label=make_label(lena))
    answer = proven(lena).delete(f"/api/v1/artists/{heron.slug}?with_music=true")
    assert (answer.status_code, answer.json()["code"]) == (403, "artists.role_not_enough")
    assert Artist.objects.count() == 1


def test_an_artist_goes_with_team_and_drafts(ines: User, heron: Artist) -> None:
    add_track(ines, make_release(ines, heron))
    make_withdrawn(ines, heron, title="Ebb")
    assert proven(ines).delete(f"/api/v1/artists/{heron.slug}").status_code == 204
    deliver_all_events()
    for model in (Artist, Membership, Release, Track, Asset):
        assert not model._default_manager.exists()
    assert not Delivery.objects.exclude(last_error="").exists()
    assert User.objects.filter(pk=ines.pk).exists()


def test_public_music_goes_only_when_its_owner_says_so(ines: User, heron: Artist) -> None:
    make_published(ines, heron)
    make_published(ines, heron, title="Ebb")
    before, browser = rows(), proven(ines)
    answer = browser.delete(f"/api/v1/artists/{heron.slug}")
    assert (answer.status_code, answer.json()["code"]) == (409, "catalog.artist_has_music")
    detail = "2 releases are public. Unpublish first, or say that all music goes, too."
    assert (answer.json()["detail"], rows()) == (detail, before)
    assert browser.delete(f"/api/v1/artists/{heron.slug}?with_music=true").status_code == 204
    deliver_all_events()
    for model in (Artist, Membership, Release, Track, Asset):
        assert not model._default_manager.exists()


@pytest.mark.django_db(transaction=True)
def test_a_right_that_goes_while_a_change_waits_goes_for_that_change() -> None:
    """The right stands in the statement that locks: it is asked of the row as the lock finds it."""
    ines, ulf = make_user("ines"), make_user("ulf")
    heron = make_artist(ines)
    add_member(heron, ulf, Role.UPLOADER)
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    refused: list[type[Exception]] = []

    def change() -> None:
        try:
            services.change_release(ulf, str(release.pk), title="Mine")
        except RoleNotEnough as error:
            refused.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=change)
    with transaction.atomic():
        publishing.publish_release(ines, str(release.pk))
        thread.start()
        wait_for_a_lock()
    thread.join()
    release.refresh_from_db()
    assert (refused, release.title) == ([RoleNotEnough], "Low Tide")
