"""Covers come out square, small, in sRGB and without metadata; bombs and non-images are refused cheaply."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from segue.media.processing import ProcessingError, covers, make_covers
from segue.media.types import Covers

FORMS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


def save(path: Path, image: Image.Image, form: str = "PNG", **options: object) -> Path:
    image.save(path, form, **options)
    return path


def made(result: Covers, size_px: int, form: str = "jpg") -> Path:
    (path,) = [file.path for file in result.files if (file.size_px, file.format) == (size_px, form)]
    return path


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    color = image.getpixel((x, y))
    assert isinstance(color, tuple)
    return color


def refusal(image: Path, workdir: Path) -> ProcessingError:
    with pytest.raises(ProcessingError) as caught:
        make_covers(image, workdir)
    assert list(workdir.iterdir()) == []
    assert (caught.value.code, caught.value.kind) == ("media.bad_cover", "permanent")
    return caught.value


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_image_gives_three_squares_in_three_formats(form: str, tmp_path: Path, workdir: Path) -> None:
    result = make_covers(save(tmp_path / "cover", Image.new("RGB", (1500, 1200), "teal"), form), workdir)
    found = set()
    for file in result.files:
        with Image.open(file.path) as image:
            found.add((file.format, image.format, image.mode, image.size, file.size_px))
            assert max(abs(x - y) for x, y in zip(pixel(image, 9, 9), (0, 128, 128), strict=True)) < 6
    assert found == {
        (ending, name, "RGB", (width, width), width)
        for ending, name in FORMS.items()
        for width in (256, 512, 1024)
    }
    assert len(result.files) == 9


def test_the_center_is_kept_and_nothing_is_enlarged(tmp_path: Path, workdir: Path) -> None:
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    result = make_covers(save(tmp_path / "cover", wide), workdir)
    with Image.open(made(result, 1024)) as image:
        assert image.size == (300, 300)
        assert pixel(image, 2, 150)[0] < 10
        assert pixel(image, 2, 150)[2] > 245
    with Image.open(made(result, 256)) as image:
        assert image.size == (256, 256)


def test_orientation_is_applied_and_metadata_is_gone(tmp_path: Path, workdir: Path) -> None:
    photo = Image.new("RGB", (400, 400), "red")
    photo.paste("blue", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    exif[0x010E] = "where it was taken"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = save(tmp_path / "cover", photo, "JPEG", exif=exif, icc_profile=profile, comment=b"secret")
    result = make_covers(source, workdir)
    for file in result.files:
        with Image.open(file.path) as image:
            assert pixel(image, file.size_px // 8, 10)[0] > 200  # red is on top now
            assert not image.getexif()
            assert not {name for name in ("icc_profile", "exif", "comment", "xmp") if image.info.get(name)}
        assert b"where it was taken" not in file.path.read_bytes()


def test_transparency_becomes_white(tmp_path: Path, workdir: Path) -> None:
    result = make_covers(save(tmp_path / "cover", Image.new("RGBA", (300, 300), (0, 0, 0, 0))), workdir)
    with Image.open(made(result, 512)) as image:
        assert pixel(image, 150, 150) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_color_mode_works(mode: str, tmp_path: Path, workdir: Path) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    result = make_covers(save(tmp_path / "cover", Image.new(mode, (300, 300)), form), workdir)
    with Image.open(made(result, 512)) as image:
        assert image.mode == "RGB"


def test_an_animation_gives_what_it_shows_first(tmp_path: Path, workdir: Path) -> None:
    frames = [Image.new("RGB", (300, 300), color) for color in ("blue", "red")]
    source = save(
        tmp_path / "cover", frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True
    )
    result = make_covers(source, workdir)
    with Image.open(made(result, 256)) as image:
        assert (getattr(image, "n_frames", 1), pixel(image, 9, 9)[0] < 10) == (1, True)


def test_a_wide_gamut_becomes_srgb(tmp_path: Path, workdir: Path) -> None:
    """Half-transparent too: the profile counts after the paper has been laid below."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    source = save(tmp_path / "cover", Image.new("RGBA", (300, 300), (200, 30, 30, 255)), icc_profile=profile)
    with Image.open(made(make_covers(source, workdir), 256)) as image:
        assert abs(pixel(image, 9, 9)[0] - 200) < 5  # a profile for other channels is no profile


def test_sixteen_bits_keep_their_brightness(tmp_path: Path, workdir: Path) -> None:
    gray = Image.new("I;16", (300, 300), 51_400)
    with Image.open(made(make_covers(save(tmp_path / "cover", gray), workdir), 256)) as image:
        assert all(abs(level - 200) <= 2 for level in pixel(image, 9, 9))


def test_colors_come_with_the_files(tmp_path: Path, workdir: Path) -> None:
    plain = Image.new("RGB", (300, 300), "red")
    colors = make_covers(save(tmp_path / "cover", plain), workdir).colors
    assert (colors.hue, colors.chroma) == (29.2, 0.2577)
    assert colors.gradient == ("oklch(0.628 0.258 29)",) * 3


def png_bomb(side: int) -> bytes:
    """A black PNG whose file is tiny; written by hand, so that the test needs no memory for it."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    packer = zlib.compressobj(9)
    row = bytes(side // 8 + 2)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path, workdir: Path) -> None:
    bomb = tmp_path / "cover"
    bomb.write_bytes(png_bomb(13_000))
    assert bomb.stat().st_size < 200_000
    error = refusal(bomb, workdir)
    assert error.message == "This picture is too large. Use one of at most 25 megapixels and 20 MB."


def test_refusing_a_bomb_takes_little_memory(
    tmp_path: Path, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(covers, "_LIMITS", replace(covers._LIMITS, memory_bytes=160 << 20))
    bomb = tmp_path / "cover"
    bomb.write_bytes(png_bomb(13_000))  # 169 MB, once decoded
    assert refusal(bomb, workdir).message.startswith("This picture is too large.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty", b""),
        ("text", b"hello"),
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
        ("cut png", png_bomb(500)[:70]),
        ("lying png", png_bomb(500).replace(b"IDAT", b"IDAX")),
    ],
)
def test_what_is_no_image_is_refused(name: str, content: bytes, tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    message = "This picture can't be read. Use a JPEG, PNG or WebP file."
    assert refusal(source, workdir).message == message


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_image_formats_are_refused(form: str, tmp_path: Path, workdir: Path) -> None:
    content = io.BytesIO()
    Image.new("RGB", (64, 64)).save(content, form)
    source = tmp_path / "cover"
    source.write_bytes(content.getvalue())
    refusal(source, workdir)


def test_too_many_bytes_are_refused_unread(tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / "cover"
    with source.open("wb") as file:
        file.truncate(covers.MAX_BYTES + 1)
    refusal(source, workdir)
