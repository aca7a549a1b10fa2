"""Makes the cover sizes that pages show from an image that an artist, or a file's tags, gave."""

import json
from pathlib import Path

from segue.media.processing import child, ffmpeg
from segue.media.processing.errors import bad_cover
from segue.media.types import Covers

WIDTHS = (256, 512, 1024)
MAX_BYTES = 20 << 20
_LIMITS = child.Limits(cpu_s=30, wall_s=90.0, memory_bytes=1 << 30, file_bytes=MAX_BYTES)
_UNREADABLE = "This cover image can't be read. Use a JPEG, PNG or WebP file."
_TOO_LARGE = "This cover image is too large. Use one of at most 25 megapixels and 20 MB."


def make_covers(image: Path, workdir: Path) -> Covers:
    """Raises ProcessingError, with the code media.bad_cover if it is the image's fault."""
    if image.stat().st_size > MAX_BYTES:
        raise bad_cover(_TOO_LARGE)
    with ffmpeg.open_source(image) as descriptor:
        arguments = [str(descriptor), *map(str, WIDTHS)]
        output = child.run_python(
            "covers_child.py", arguments, workdir=workdir, limits=_LIMITS, pass_fds=(descriptor,)
        )
    error = json.loads(output).get("error")
    if error:
        is_bomb = error == "too_many_pixels" or error.startswith("DecompressionBomb")
        raise bad_cover(_TOO_LARGE if is_bomb else _UNREADABLE, str(error))
    return Covers(*(workdir / f"cover-{width}.jpg" for width in WIDTHS))
