"""What lies beside the music: lyrics and covers."""

import os
from pathlib import Path

from segue.media.services import ScannedFile, guessed_text

MAX_LYRICS_BYTES = 1 << 20
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def lyrics_beside(root: Path, file: ScannedFile) -> str:
    """The text of the LRC file of the same name, empty where there is none that can be read."""
    if not file.found.lyrics:
        return ""
    try:
        with os.fdopen(os.open(os.fsencode(root / os.fsdecode(file.found.lyrics)), _OPEN), "rb") as content:
            return guessed_text(content.read(MAX_LYRICS_BYTES))
    except OSError:
        return ""
