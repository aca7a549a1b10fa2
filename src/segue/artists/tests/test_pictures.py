"""Pictures of artists: the one on top, and the gallery."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segue.artists.models import Artist, ArtistImage
from segue.media.models import Image
from segue.media.tests.factories import cover_image, make_image, use_folder

pytestmark = pytest.mark.django_db
JSON = "application/json"
PNG = "image/png"
Browsers = dict[str, Client]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    use_folder(settings, tmp_path / "data")


def page(artist: Artist) -> str:
    return f"/api/v1/artists/{artist.pk}"


def history(browser: Client, artist: Artist) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = browser.get(f"{page(artist)}/history").json()["items"]
    return items


def undo(browser: Client, artist: Artist, act: dict[str, Any]) -> Any:
    return browser.post(f"{page(artist)}/history/{act['act']}/undo", content_type=JSON)


@pytest.fixture
def gallery(heron: Artist) -> list[ArtistImage]:
    return [
        heron.gallery.create(image=make_image(name), position=place, caption=name)
        for place, name in enumerate(("a", "b", "c"))
    ]


def captions(artist: Artist) -> list[str]:
    return [picture["caption"] for picture in Client().get(page(artist)).json()["gallery"]]


def test_a_picture_is_made_shown_removed_and_brought_back(heron: Artist, browsers: Browsers) -> None:
    ines = browsers["ines"]
    shown = ines.put(f"{page(heron)}/image", cover_image(), content_type=PNG).json()["image"]
    assert set(shown) >= {"url_256", "url_512", "url_1024", "avif", "webp", "gradient"}
    assert Client().get("/api/v1/artists").json()["items"][0]["image"]["gradient"] == shown["gradient"]
    for _ in range(2):
        assert ines.delete(f"{page(heron)}/image").json()["image"] is None
    removal, arrival = history(ines, heron)
    image = Image.objects.get()
    assert arrival["edits"][0]["after"] == {"image": str(image.pk)}
    assert undo(ines, heron, removal).json()["image"]["gradient"] == shown["gradient"]


def test_what_is_no_image_is_refused(heron: Artist, browsers: Browsers) -> None:
    for method, path in (("PUT", "image"), ("POST", "gallery")):
        answer = browsers["ines"].generic(method, f"{page(heron)}/{path}", b"GIF89a", content_type=PNG)
        assert (answer.status_code, answer.json()["code"]) == (422, "media.bad_cover")
    heron.refresh_from_db()
    assert (heron.image, heron.gallery.count(), heron.version) == (None, 0, 1)


@pytest.mark.parametrize("name", ["mallory", "ana", "ulf"])
def test_others_change_no_picture(
    name: str, heron: Artist, gallery: list[ArtistImage], browsers: Browsers
) -> None:
    browser, path = browsers[name], f"{page(heron)}/gallery"
    answers = [
        browser.put(f"{page(heron)}/image", cover_image(), content_type=PNG),
        browser.delete(f"{page(heron)}/image"),
        browser.post(path, cover_image(), content_type=PNG),
        browser.put(path, {"pictures": []}, content_type=JSON),
        browser.delete(f"{path}/{gallery[0].pk}"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    heron.refresh_from_db()
    assert (captions(heron), heron.image, heron.version) == (["a", "b", "c"], None, 1)
    assert Image.objects.count() == 3


def test_a_picture_comes_behind_the_others(
    heron: Artist, gallery: list[ArtistImage], browsers: Browsers
) -> None:
    answer = browsers["mia"].post(f"{page(heron)}/gallery", cover_image(), content_type=PNG)
    assert (answer.status_code, [shown["caption"] for shown in answer.json()["gallery"]]) == (
        201,
        ["a", "b", "c", ""],
    )
    (act,) = history(browsers["mia"], heron)
    undo(browsers["mia"], heron, act)
    assert captions(heron) == ["a", "b", "c"]


def test_order_and_captions_are_chosen(heron: Artist, gallery: list[ArtistImage], browsers: Browsers) -> None:
    a, b, c = (str(row.pk) for row in gallery)
    wanted = [{"id": c, "caption": " sea "}, {"id": a}, {"id": b, "caption": "b"}]
    path = f"{page(heron)}/gallery"
    answer = browsers["ines"].put(path, {"version": 1, "pictures": wanted}, content_type=JSON)
    assert [(shown["id"], shown["caption"]) for shown in answer.json()["gallery"]] == [
        (c, "sea"),
        (a, ""),
        (b, "b"),
    ]
    late = browsers["mia"].put(path, {"version": 1, "pictures": wanted[::-1]}, content_type=JSON)
    assert (late.status_code, late.json()["conflicts"][0]["field"]) == (409, "gallery")
    assert captions(heron) == ["sea", "", "b"]


def test_a_part_of_the_gallery_is_no_order(
    heron: Artist, gallery: list[ArtistImage], browsers: Browsers
) -> None:
    a, b, c = ({"id": str(row.pk)} for row in gallery)
    for wanted, status in (([a, b], 409), ([a, b, c, {"id": str(uuid.uuid4())}], 409), ([a, b, c, c], 422)):
        answer = browsers["ines"].put(f"{page(heron)}/gallery", {"pictures": wanted}, content_type=JSON)
        assert answer.status_code == status
    assert (captions(heron), Artist.objects.get(pk=heron.pk).version) == (["a", "b", "c"], 1)


def test_a_picture_that_was_removed_comes_back_while_it_is_kept(
    heron: Artist, gallery: list[ArtistImage], browsers: Browsers
) -> None:
    ines = browsers["ines"]
    ines.delete(f"{page(heron)}/gallery/{gallery[1].pk}")
    assert captions(heron) == ["a", "c"]
    again = ines.delete(f"{page(heron)}/gallery/{gallery[1].pk}")
    assert (again.status_code, again.json()["code"]) == (404, "artists.picture_not_there")
    (act,) = history(ines, heron)
    undo(ines, heron, act)
    assert captions(heron) == ["a", "b", "c"]
    undoing = history(ines, heron)[0]
    undo(ines, heron, undoing)
    gallery[1].image.delete()
    gone = undo(ines, heron, history(ines, heron)[0])
    assert (gone.status_code, gone.json()["code"]) == (409, "history.former_value_gone")
    assert captions(heron) == ["a", "c"]


def test_a_gallery_has_an_end(heron: Artist, browsers: Browsers) -> None:
    image = make_image("x")
    ArtistImage.objects.bulk_create(
        ArtistImage(artist=heron, image=image, position=place) for place in range(50)
    )
    answer = browsers["ines"].post(f"{page(heron)}/gallery", cover_image(), content_type=PNG)
    assert (answer.status_code, answer.json()["code"]) == (409, "artists.gallery_full")
    assert heron.gallery.count() == 50
