"""Counts how long a file is that doesn't say so, by its packets: next to nothing, where decoding could take minutes."""

import re
from pathlib import Path

from segue.media.processing import ffmpeg

_OUT_TIME = re.compile(rb"^out_time_us=(\d+)$", re.MULTILINE)


def counted_ms(source: Path, workdir: Path) -> int:
    """At most a moment beyond the longest file that we take; 0 if it can't be told. Raises ProcessingError."""
    outputs = [*ffmpeg.AUDIO_ONLY, "-c:a", "copy", "-progress", "pipe:1", "-f", "null", "-"]
    limits = ffmpeg.decoding_limits(0)
    outcome = ffmpeg.run(source, outputs, workdir=workdir, limits=limits, is_strict=False)
    times = _OUT_TIME.findall(outcome.stdout)
    return int(times[-1]) // 1000 if times else 0
