"""Pictures of people: made like covers, seen by whoever may see the profile."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from PIL import Image as Picturing

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.accounts.types import Viewer
from segue.kernel import capability
from segue.kernel.storage import media_storage
from segue.media import garbage
from segue.media.models import Image, ImageVariant, PersonImage
from segue.media.queries import is_avatar_visible
from segue.media.tests.factories import cover_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(ines: User) -> Client:
    browser = Client()
    browser.force_login(ines)
    return browser


def put(browser: Client, content: bytes) -> Any:
    return browser.put("/api/v1/me/avatar", content, content_type="image/png")


def object_of(path: str) -> str:
    granted = capability.parse(path)
    assert granted is not None
    return granted.sha256


def test_an_image_becomes_the_picture_on_profile_and_account(ines: User, browser: Client) -> None:
    assert browser.get("/api/v1/me").json()["user"]["avatar"] is None
    assert put(browser, cover_image("red")).status_code == 204
    shown = browser.get("/api/v1/me").json()["user"]["avatar"]
    for width in (256, 512):
        stored = media_storage().local_path(object_of(shown[f"url_{width}"]))
        with Picturing.open(io.BytesIO(stored.read_bytes())) as image:  # type: ignore[union-attr]
            assert (image.format, image.size) == ("JPEG", (width, width))
    others = Client().get("/api/v1/people/ines").json()["avatar"]
    assert object_of(others["url_256"]) == object_of(shown["url_256"])
    assert others["url_256"] != shown["url_256"]  # an address is good for one browser


def test_another_picture_takes_its_place_and_the_old_files_are_collected(ines: User, browser: Client) -> None:
    put(browser, cover_image("red"))
    old = set(ImageVariant.objects.values_list("sha256", flat=True))
    put(browser, cover_image("teal"))
    assert PersonImage.objects.count() == 1
    garbage.collect(grace=timedelta(0))
    garbage.collect(grace=timedelta(0))
    assert Image.objects.get() == PersonImage.objects.get().image
    assert not old & {stored.key.rsplit("/", 1)[1] for stored in media_storage().stored_keys()}


def test_it_can_be_taken_away_again_and_again(ines: User, browser: Client) -> None:
    put(browser, cover_image())
    assert [browser.delete("/api/v1/me/avatar").status_code for _ in range(2)] == [204, 204]
    assert browser.get("/api/v1/me").json()["user"]["avatar"] is None


def test_what_is_no_image_is_refused_and_the_old_picture_stays(ines: User, browser: Client) -> None:
    put(browser, cover_image())
    before = list(PersonImage.objects.values())
    for content in (b"", b"no image", cover_image()[:200]):
        answer = put(browser, content)
        assert (answer.status_code, answer.json()["code"]) == (422, "media.bad_cover")
    assert list(PersonImage.objects.values()) == before


def test_visitors_change_nothing() -> None:
    assert put(Client(), cover_image()).status_code == 401
    assert Client().delete("/api/v1/me/avatar").status_code == 401
    assert Image.objects.count() == 0


@pytest.mark.parametrize(
    ("profile", "sees"),
    [
        ("everyone", ("visitor", "stranger", "owner")),
        ("signed_in", ("stranger", "owner")),
        ("nobody", ("owner",)),
    ],
)
def test_its_file_is_open_to_those_who_may_see_the_profile(
    ines: User, browser: Client, profile: str, sees: tuple[str, ...]
) -> None:
    put(browser, cover_image())
    sha256 = object_of(browser.get("/api/v1/me").json()["user"]["avatar"]["url_256"])
    User.objects.filter(pk=ines.pk).update(profile_visibility=profile)
    viewers: dict[str, Viewer] = {
        "visitor": Client().get("/api/v1/me").wsgi_request.user,
        "stranger": make_user("mallory"),
        "owner": ines,
    }
    assert tuple(name for name, viewer in viewers.items() if is_avatar_visible(viewer, sha256)) == sees
    User.objects.filter(pk=ines.pk).update(is_active=False)
    assert not is_avatar_visible(viewers["stranger"], sha256)
    assert not is_avatar_visible(viewers["owner"], "0" * 64)
