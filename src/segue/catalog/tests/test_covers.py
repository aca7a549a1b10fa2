"""The team's own cover: made of any image, refused with a reason, shown before what the files bring."""

import io

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from PIL import Image as Picturing

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import services
from segue.catalog.models import Release, Track
from segue.catalog.queries import is_object_visible
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.kernel.storage import media_storage
from segue.media.models import Image, ImageVariant
from segue.media.tests.factories import cover_image, put_object

pytestmark = pytest.mark.django_db


def cover_of(browser: Client, release: Release) -> dict[str, object] | None:
    cover: dict[str, object] | None = browser.get(f"/api/v1/releases/{release.pk}").json()["cover"]
    return cover


def put(browser: Client, release: Release, content: bytes) -> tuple[int, dict[str, object]]:
    path = f"/api/v1/releases/{release.pk}/cover"
    answer = browser.put(path, content, content_type="image/png")
    return answer.status_code, answer.json()


def test_an_image_becomes_the_cover_in_all_sizes_and_formats(
    ines: User, heron: Artist, browser: Client
) -> None:
    release = make_release(ines, heron)
    status, shown = put(browser, release, cover_image("red"))
    assert status == 200
    cover = shown["cover"]
    assert isinstance(cover, dict)
    assert (cover["hue"], cover["chroma"]) == (29.2, 0.2577)
    assert cover["gradient"] == ["oklch(0.628 0.258 29)"] * 3
    for urls, ending in ((cover, "jpg"), (cover["webp"], "webp"), (cover["avif"], "avif")):
        assert all(urls[f"url_{size}"].endswith(f".{ending}") for size in (256, 512, 1024))
    variants = ImageVariant.objects.order_by("format", "size_px")
    assert [(row.format, row.size_px) for row in variants] == [
        (form, size) for form in ("avif", "jpg", "webp") for size in (256, 512, 1024)
    ]
    for row in variants:
        content = media_storage().local_path(row.sha256).read_bytes()  # type: ignore[union-attr]
        assert len(content) == row.bytes
        with Picturing.open(io.BytesIO(content)) as image:
            assert image.width == min(640, row.size_px)


def test_the_same_image_again_adds_nothing(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    put(browser, release, cover_image())
    before = list(ImageVariant.objects.order_by("pk").values())
    assert put(browser, make_release(ines, heron, title="Other"), cover_image())[0] == 200
    assert (Image.objects.count(), list(ImageVariant.objects.order_by("pk").values())) == (1, before)


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_what_is_no_image_is_refused_and_the_old_cover_stays(
    content: bytes, ines: User, heron: Artist, browser: Client
) -> None:
    release = make_release(ines, heron)
    put(browser, release, cover_image())
    before = Release.objects.values().get(), list(ImageVariant.objects.values())
    status, problem = put(browser, release, content)
    assert (status, problem["code"]) == (422, "media.bad_cover")
    assert problem["detail"] == "This picture can't be read. Use a JPEG, PNG or WebP file."
    assert (Release.objects.values().get(), list(ImageVariant.objects.values())) == before


def test_too_many_bytes_are_refused(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    status, problem = put(browser, release, bytes((20 << 20) + 1))
    assert (status, problem["code"]) == (422, "media.bad_cover")
    assert problem["detail"] == "This picture is too large. Use one of at most 25 megapixels and 20 MB."
    assert (Release.objects.get().cover_id, Image.objects.count()) == (None, 0)


def test_the_chosen_cover_goes_before_that_of_a_track(ines: User, heron: Artist, browser: Client) -> None:
    release = make_published(ines, heron)
    track = f"/api/v1/tracks/{Track.objects.get().pk}"
    brought = browser.get(track).json()["cover"]
    put(browser, release, cover_image())
    chosen = cover_of(browser, release)
    assert chosen is not None
    assert brought["url_256"] != chosen["url_256"]
    assert browser.get(track).json()["cover"] == chosen


def test_a_removed_cover_stays_removed(ines: User, heron: Artist, browser: Client) -> None:
    release = make_published(ines, heron)
    answer = browser.delete(f"/api/v1/releases/{release.pk}/cover")
    assert (answer.status_code, answer.json()["cover"]) == (200, None)
    assert answer.json()["tracks"][0]["cover"] is None
    track = add_track(ines, release)
    make_ready(track, with_cover=True)
    track.asset.refresh_from_db()
    track.asset.tags = {"title": "", "album": ""}
    track.asset.save()
    services.apply_tags(track.asset_id)
    assert cover_of(browser, release) is None


def test_a_removed_cover_that_a_file_brought_is_nobodys_to_fetch(ines: User, heron: Artist) -> None:
    make_published(ines, heron)
    image = Track.objects.get().asset.cover
    assert image is not None
    shas = list(image.variants.values_list("sha256", flat=True))
    assert [is_object_visible(AnonymousUser(), sha256) for sha256 in shas] == [True] * len(shas)
    services.take_down_cover(Release.objects.get().pk)
    assert not any(is_object_visible(AnonymousUser(), sha256) for sha256 in shas)


def test_covers_of_before_have_jpegs_only(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    image = Image.objects.create(source_sha256=put_object(b"old"))
    for size in (256, 512, 1024):
        ImageVariant.objects.create(image=image, size_px=size, format="jpg", sha256=put_object(b"%d" % size))
    Release.objects.filter(pk=release.pk).update(cover=image)
    cover = cover_of(browser, release)
    assert cover is not None
    assert (cover["avif"], cover["webp"], cover["gradient"], cover["chroma"]) == (None, None, [], 0.0)


def test_nothing_is_left_in_the_work_folder(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    put(browser, release, cover_image())
    put(browser, release, b"no image")
    assert list((settings.SEGUE.data_dir / "work").iterdir()) == []
