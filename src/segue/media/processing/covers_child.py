"""Runs as a confined program: turns an untrusted image into clean square files in the current folder.

Usage: python -I -B covers_child.py DESCRIPTOR THUMBNAIL_PX WIDTH [WIDTH ...]

Writes cover-WIDTH.avif, .webp and .jpg for each width, and prints a JSON object: the base64 `thumbnail` (RGB,
that many pixels square), or the `error` that makes the image unusable.
"""

import base64
import errno
import io
import json
import os
import sys
import warnings

from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

MAX_PIXELS = 25_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
# Imported by name, as Pillow would else load all its forty, which takes a tenth of a second.
_CODECS = (AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
_EXIT_DISK_FULL = 256 - errno.ENOSPC
_BACKGROUND = (255, 255, 255)
# The largest AVIF would cost as much CPU as all the rest together, so it is encoded with less care; even so
# it is smaller than its WebP.
_FAST_ABOVE_PX = 512


class TooManyPixels(ValueError):
    """More than MAX_PIXELS, known before decoding."""


def main(descriptor: int, thumbnail_px: int, widths: list[int]) -> None:
    """Print the verdict."""
    verdict: dict[str, str] = {}
    try:
        with os.fdopen(descriptor, "rb") as file:
            image = square(file, max(widths))
        write_sizes(image, widths)
        verdict["thumbnail"] = base64.b64encode(resized(image, thumbnail_px).tobytes()).decode()
    except TooManyPixels:
        verdict["error"] = "too_many_pixels"
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(_EXIT_DISK_FULL)
        verdict["error"] = repr(error)[:300]
    except Exception as error:  # noqa: BLE001 - whatever it makes the decoder raise, it is a bad image
        verdict["error"] = repr(error)[:300]
    sys.stdout.write(json.dumps(verdict))


def square(file: io.BufferedReader, width: int) -> Image.Image:
    """At most `width` wide, upright, the center square, in sRGB and opaque; of an animation, what it shows first."""
    with Image.open(file, formats=_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise TooManyPixels
        # A JPEG can be decoded at a half, a quarter or an eighth of its size, for as much less work.
        opened.draft(None, (2 * width, 2 * width))
        opened.load()
        profile = opened.info.get("icc_profile")
        upright = ImageOps.exif_transpose(opened)
    side = min(upright.size)
    left, top = (upright.width - side) // 2, (upright.height - side) // 2
    whole = opaque(upright.crop((left, top, left + side, top + side)))
    return to_srgb(resized(whole, min(side, width)), profile)


def opaque(image: Image.Image) -> Image.Image:
    """RGB, CMYK or gray of 8 bits; over white, as on paper, where it is transparent."""
    if image.mode.startswith("I"):  # PNG's 16-bit gray
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.has_transparency_data:
        flat = Image.new("RGB", image.size, _BACKGROUND)
        transparent = image.convert("RGBA")
        flat.paste(transparent, mask=transparent.getchannel("A"))
        return flat
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """By the embedded color profile, if there is a usable one; without, the numbers are taken to be sRGB."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):
            pass  # one that isn't for this kind of image, or no profile at all
    return image.convert("RGB")


def write_sizes(image: Image.Image, widths: list[int]) -> None:
    """A smaller image keeps its own size. Nothing but pixels is written: no EXIF, profile or comment."""
    for width in widths:
        side = min(width, image.width)
        sized = Image.new("RGB", (side, side))
        sized.paste(resized(image, side))
        sized.save(f"cover-{width}.jpg", "JPEG", quality=88, optimize=True, progressive=True)
        sized.save(f"cover-{width}.webp", "WEBP", quality=80, method=2)
        speed = 9 if side > _FAST_ABOVE_PX else 8
        sized.save(f"cover-{width}.avif", "AVIF", quality=60, speed=speed, max_threads=1)


def resized(image: Image.Image, side: int) -> Image.Image:
    return image.resize((side, side), Image.Resampling.LANCZOS) if side != image.width else image


if __name__ == "__main__":
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    main(int(sys.argv[1]), int(sys.argv[2]), [int(argument) for argument in sys.argv[3:]])
