"""Makes the cover files that pages show, and the colors they take, from an image that somebody gave."""

import base64
import json
from pathlib import Path
from typing import Final, Literal

from segue.media.processing import child, ffmpeg
from segue.media.processing.cover_colors import colors_of
from segue.media.processing.errors import bad_cover, tool_failed
from segue.media.types import CoverColors, CoverFile, Covers

WIDTHS = (256, 512, 1024)
FORMATS: Final[tuple[Literal["avif", "webp", "jpg"], ...]] = ("avif", "webp", "jpg")
THUMBNAIL_PX = 48
MAX_BYTES = 20 << 20
_LIMITS = child.Limits(cpu_s=30, wall_s=90.0, memory_bytes=1 << 30, file_bytes=MAX_BYTES)
_UNREADABLE = "This picture can't be read. Use a JPEG, PNG or WebP file."
_TOO_LARGE = "This picture is too large. Use one of at most 25 megapixels and 20 MB."


def make_covers(image: Path, workdir: Path) -> Covers:
    """Raises ProcessingError, with the code media.bad_cover if it is the image's fault."""
    if image.stat().st_size > MAX_BYTES:
        raise bad_cover(_TOO_LARGE)
    with ffmpeg.open_source(image) as descriptor:
        arguments = [str(descriptor), str(THUMBNAIL_PX), *map(str, WIDTHS)]
        output = child.run_python(
            "covers_child.py", arguments, workdir=workdir, limits=_LIMITS, pass_fds=(descriptor,)
        )
    verdict = json.loads(output)
    if error := verdict.get("error"):
        is_bomb = error == "too_many_pixels" or error.startswith("DecompressionBomb")
        raise bad_cover(_TOO_LARGE if is_bomb else _UNREADABLE, str(error))
    files = [
        CoverFile(width, form, workdir / f"cover-{width}.{form}") for width in WIDTHS for form in FORMATS
    ]
    # What a subverted child hands out must not make us read elsewhere.
    if not all(file.path.is_file() and not file.path.is_symlink() for file in files):
        raise tool_failed("cover files are missing", "permanent")
    return Covers(tuple(files), _colors(verdict.get("thumbnail", "")))


def _colors(thumbnail: str) -> CoverColors:
    levels = base64.b64decode(thumbnail)
    if len(levels) != 3 * THUMBNAIL_PX**2:
        raise tool_failed("thumbnail of another size", "permanent")
    pixels = [(levels[at], levels[at + 1], levels[at + 2]) for at in range(0, len(levels), 3)]
    return colors_of(pixels, THUMBNAIL_PX)
