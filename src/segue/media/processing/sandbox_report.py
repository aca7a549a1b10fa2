"""Runs as a program for `segue doctor`, which knows nothing of media: proves the walls and tells what was found.

Usage: python -m segue.media.processing.sandbox_report [FOLDER [PROTECTED_FILE ...]]

Prints a Proof as a JSON object, with `open` (names of open escapes), `is_ffmpeg_safe` and `oldest_ffmpeg` besides. The
scene is set in FOLDER (default: the system's temporary folder).
"""

import dataclasses
import json
import sys
import tempfile
from pathlib import Path

from segue.media.processing import canary


def main(arguments: list[str]) -> None:
    """Print the proof."""
    folder, *protected = arguments or [tempfile.gettempdir()]
    proof = canary.prove(Path(folder), [Path(path) for path in protected])
    oldest = ".".join(map(str, canary.OLDEST_FFMPEG))
    facts = {"open": proof.open_escapes, "is_ffmpeg_safe": proof.is_ffmpeg_safe, "oldest_ffmpeg": oldest}
    sys.stdout.write(json.dumps(dataclasses.asdict(proof) | facts))


if __name__ == "__main__":
    main(sys.argv[1:])
