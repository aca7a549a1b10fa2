"""The pictures of a release: added, arranged, removed, brought back, and only for who may see the release."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import gallery
from segue.catalog.models import Edit, Release, ReleaseImage
from segue.catalog.queries import is_object_visible
from segue.catalog.tests.factories import make_release
from segue.kernel import clock
from segue.media.models import Image
from segue.media.tests.factories import cover_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron)


def add(client: Client, release: Release, color: str) -> tuple[int, Any]:
    path = f"/api/v1/releases/{release.pk}/gallery"
    answer = client.post(path, cover_image(color), content_type="image/png")
    return answer.status_code, answer.json()


def put(client: Client, release: Release, *pictures: dict[str, str], **rest: Any) -> tuple[int, Any]:
    body = json.dumps({"pictures": pictures, **rest})
    answer = client.put(f"/api/v1/releases/{release.pk}/gallery", body, content_type="application/json")
    return answer.status_code, answer.json()


def collect_garbage() -> None:
    """A day later."""
    Image.objects.update(created_at=clock.now() - timedelta(days=1))
    call_command("collect_garbage", "--grace-hours=2")


def ids(shown: Any) -> list[str]:
    return [picture["id"] for picture in shown["gallery"]]


def test_pictures_are_added_behind_the_others_and_arranged(browser: Client, release: Release) -> None:
    assert add(browser, release, "red")[0] == 201
    status, shown = add(browser, release, "blue")
    red, blue = shown["gallery"]
    assert (status, red["image"]["hue"], blue["image"]["hue"]) == (201, 29.2, 264.1)
    status, shown = put(
        browser, release, {"id": blue["id"], "caption": " The  bay "}, {"id": red["id"], "caption": ""}
    )
    assert (status, [(picture["id"], picture["caption"]) for picture in shown["gallery"]]) == (
        200,
        [(blue["id"], "The bay"), (red["id"], "")],
    )


def test_an_arrangement_names_each_picture_once(browser: Client, release: Release) -> None:
    red, blue = ids([add(browser, release, color) for color in ("red", "blue")][-1][1])
    before = list(ReleaseImage.objects.values())
    for wrong in ([red], [red, red], [red, blue, blue], [red, "01890000-0000-7000-8000-000000000000"]):
        status, problem = put(browser, release, *({"id": picture} for picture in wrong))
        assert (status, problem["code"]) == (409, "catalog.gallery_incomplete")
    assert list(ReleaseImage.objects.values()) == before


def test_a_removed_picture_comes_back_by_undo_while_its_image_is_kept(
    browser: Client, release: Release
) -> None:
    red, blue = ids([add(browser, release, color) for color in ("red", "blue")][-1][1])
    put(browser, release, {"id": red, "caption": "Red"}, {"id": blue})
    answer = browser.delete(f"/api/v1/releases/{release.pk}/gallery/{red}")
    assert (answer.status_code, ids(answer.json())) == (200, [blue])
    undo = f"/api/v1/releases/{release.pk}/history/{Edit.objects.latest('version').act}/undo"
    answer = browser.post(undo, content_type="application/json")
    assert (answer.status_code, ids(answer.json())) == (200, [red, blue])
    assert answer.json()["gallery"][0]["caption"] == "Red"
    browser.delete(f"/api/v1/releases/{release.pk}/gallery/{red}")
    collect_garbage()
    assert Image.objects.count() == 1
    undo = f"/api/v1/releases/{release.pk}/history/{Edit.objects.latest('version').act}/undo"
    answer = browser.post(undo, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "history.former_value_gone")
    assert ReleaseImage.objects.count() == 1
    assert browser.delete(f"/api/v1/releases/{release.pk}/gallery/{red}").status_code == 404


def test_images_in_a_gallery_are_not_collected(browser: Client, release: Release) -> None:
    add(browser, release, "red")
    collect_garbage()
    assert Image.objects.count() == 1


def test_what_is_no_image_and_what_is_too_many(
    browser: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/api/v1/releases/{release.pk}/gallery"
    answer = browser.post(path, b"no image", content_type="image/png")
    assert (answer.status_code, answer.json()["code"]) == (422, "media.bad_cover")
    monkeypatch.setattr(gallery, "MAX_PICTURES", 1)
    assert (add(browser, release, "red")[0], add(browser, release, "blue")[0]) == (201, 409)
    assert ReleaseImage.objects.count() == 1


def test_two_who_arrange_at_once(browser: Client, release: Release) -> None:
    (red,) = ids(add(browser, release, "red")[1])
    seen = Release.objects.get().version
    assert put(browser, release, {"id": red, "caption": "Hers"}, version=seen)[0] == 200
    status, problem = put(browser, release, {"id": red, "caption": "His"}, version=seen)
    assert (status, problem["code"]) == (409, "history.edit_conflict")
    assert ReleaseImage.objects.get().caption == "Hers"


def test_strangers_neither_see_nor_change_a_drafts_pictures(
    browser: Client, release: Release, mallory: User
) -> None:
    picture = add(browser, release, "red")[1]["gallery"][0]
    stranger = Client()
    stranger.force_login(mallory)
    assert add(stranger, release, "blue")[0] == 404
    assert stranger.delete(f"/api/v1/releases/{release.pk}/gallery/{picture['id']}").status_code == 404
    assert ReleaseImage.objects.count() == 1


def test_pictures_are_delivered_to_those_who_may_see_the_release(
    browser: Client, release: Release, ines: User, mallory: User
) -> None:
    add(browser, release, "red")
    sha256 = Image.objects.get().variants.all()[0].sha256
    assert (is_object_visible(ines, sha256), is_object_visible(mallory, sha256)) == (True, False)
