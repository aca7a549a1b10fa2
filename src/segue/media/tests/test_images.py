"""Covers in storage: one set of files for each image, whoever brings it."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image as Picturing

from segue.kernel.storage import media_storage
from segue.media import images
from segue.media.errors import BadCover
from segue.media.images import keep_cover, press_cover, receive_cover
from segue.media.models import Image, ImageVariant
from segue.media.tests.factories import cover_image

pytestmark = pytest.mark.django_db


def jpeg(color: str) -> bytes:
    buffer = io.BytesIO()
    Picturing.new("RGB", (300, 300), color).save(buffer, "JPEG")
    return buffer.getvalue()


def stored_count() -> int:
    return sum(1 for _ in media_storage().stored_keys())


def test_the_source_and_nine_files_are_stored_and_named() -> None:
    image = keep_cover(receive_cover(io.BytesIO(jpeg("red"))))
    keys = {row.sha256 for row in image.variants.all()} | {image.source_sha256}
    # An image of 300 pixels has two sizes.
    assert (image.variants.count(), len(keys), stored_count()) == (9, 7, 7)
    assert 28 < image.hue < 31


def test_an_image_that_is_known_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keep_cover(receive_cover(io.BytesIO(cover_image())))
    rows = list(ImageVariant.objects.order_by("pk").values())
    source, folder = tmp_path / "cover", tmp_path / "work"
    source.write_bytes(cover_image())
    folder.mkdir()
    pressed = press_cover(source, folder)
    assert list(folder.iterdir()) == []
    assert keep_cover(pressed) == first
    assert list(ImageVariant.objects.order_by("pk").values()) == rows


def test_an_old_one_is_made_again_lest_it_is_just_being_collected(tmp_path: Path) -> None:
    image = keep_cover(receive_cover(io.BytesIO(cover_image())))
    Image.objects.update(created_at=timezone.now() - timedelta(hours=13))
    source, folder = tmp_path / "cover", tmp_path / "work"
    source.write_bytes(cover_image())
    folder.mkdir()
    assert keep_cover(press_cover(source, folder)) == image
    assert (len(list(folder.iterdir())), image.variants.count()) == (9, 9)


def test_what_an_old_cover_lacks_is_added_and_what_it_has_stays() -> None:
    pressed = receive_cover(io.BytesIO(cover_image()))
    old = Image.objects.create(source_sha256=pressed["source_sha256"])
    ImageVariant.objects.create(image=old, size_px=256, format="jpg", sha256="a" * 64)
    assert keep_cover(receive_cover(io.BytesIO(cover_image()))) == old
    old.refresh_from_db()
    assert (old.variants.count(), old.chroma > 0.05, len(old.gradient)) == (9, True, 3)
    assert old.variants.get(size_px=256, format="jpg").sha256 == "a" * 64


class Endless:
    """Sends for ever, and counts."""

    count = 0

    def read(self, size: int, /) -> bytes:
        self.count += size
        return bytes(size)


def test_no_more_is_read_than_is_needed_to_refuse_it() -> None:
    body = Endless()
    with pytest.raises(BadCover):
        receive_cover(body)
    assert body.count == 21 << 20
    assert (Image.objects.count(), stored_count()) == (0, 0)


def test_the_next_one_can_be_made_after_a_refusal() -> None:
    for _ in range(3):
        with pytest.raises(BadCover):
            receive_cover(io.BytesIO(b"no image"))
    assert receive_cover(io.BytesIO(jpeg("red")))["chroma"] > 0.2
    assert images._AT_ONCE.acquire(blocking=False)
    images._AT_ONCE.release()
