"""Runs as a confined program: turns an untrusted image into clean square JPEG files in the current folder.

Usage: python -I -B covers_child.py DESCRIPTOR WIDTH [WIDTH ...]

Writes cover-WIDTH.jpg for each width and prints a JSON object: empty, or with the `error` that makes it unusable.
"""

import errno
import io
import json
import os
import sys
import warnings

from PIL import Image, ImageCms, ImageOps

MAX_PIXELS = 25_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_EXIT_DISK_FULL = 256 - errno.ENOSPC
_JPEG_QUALITY = 88
_BACKGROUND = (255, 255, 255)


class TooManyPixels(ValueError):
    """More than MAX_PIXELS, known before decoding."""


def main(descriptor: int, widths: list[int]) -> None:
    """Print the verdict."""
    verdict = {}
    try:
        with os.fdopen(descriptor, "rb") as file:
            image = square(file)
        write_sizes(image, widths)
    except TooManyPixels:
        verdict["error"] = "too_many_pixels"
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(_EXIT_DISK_FULL)
        verdict["error"] = repr(error)[:300]
    except Exception as error:  # noqa: BLE001 - whatever it makes the decoder raise, it is a bad image
        verdict["error"] = repr(error)[:300]
    sys.stdout.write(json.dumps(verdict))


def square(file: io.BufferedReader) -> Image.Image:
    """Upright, cropped to its center square, in sRGB and opaque."""
    with Image.open(file, formats=_FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise TooManyPixels
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    side = min(upright.size)
    left, top = (upright.width - side) // 2, (upright.height - side) // 2
    return opaque(to_srgb(upright.crop((left, top, left + side, top + side))))


def to_srgb(image: Image.Image) -> Image.Image:
    """By the embedded color profile, if there is a usable one; without, the numbers are taken to be sRGB."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return (
                ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
                or image
            )
        except ImageCms.PyCMSError:
            return image
    return image


def opaque(image: Image.Image) -> Image.Image:
    """Over white, where it is transparent; 16-bit gray is reduced to 8 bits."""
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    transparent = image.convert("RGBA")
    flat = Image.new("RGB", image.size, _BACKGROUND)
    flat.paste(transparent, mask=transparent.getchannel("A"))
    return flat


def write_sizes(image: Image.Image, widths: list[int]) -> None:
    """A smaller image keeps its own size. Nothing but pixels is written: no EXIF, profile or comment."""
    for width in widths:
        side = min(width, image.width)
        sized = Image.new("RGB", (side, side))
        sized.paste(image.resize((side, side), Image.Resampling.LANCZOS) if side < image.width else image)
        sized.save(f"cover-{width}.jpg", "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)


if __name__ == "__main__":
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    main(int(sys.argv[1]), [int(argument) for argument in sys.argv[2:]])
