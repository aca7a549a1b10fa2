"""Makes the plain sound that feature extractors listen to: mono, 22.05 kHz, 16 bits."""

from pathlib import Path

from segue.media.processing import ffmpeg
from segue.media.processing.errors import damaged

RATE_HZ = 22_050
NICENESS = 10
_NAME = "mono.wav"
_HEADER_BYTES = 64 * 1024


def make_mono_wav(source: Path, duration_ms: int, workdir: Path) -> Path:
    """Of an accepted file, which is `duration_ms` long. Raises ProcessingError."""
    arguments = [
        *ffmpeg.AUDIO_ONLY,
        *("-ac", "1", "-ar", str(RATE_HZ), "-c:a", "pcm_s16le", "-fflags", "+bitexact", "-f", "wav", _NAME),
    ]
    file_bytes = _HEADER_BYTES + (duration_ms + 1000) * RATE_HZ * 2 // 1000
    limits = ffmpeg.decoding_limits(duration_ms, file_bytes=file_bytes)
    outcome = ffmpeg.run(
        source, arguments, workdir=workdir, limits=limits, is_strict=False, niceness=NICENESS
    )
    if outcome.exit_code != 0:
        raise damaged(detail=outcome.stderr)
    return workdir / _NAME
