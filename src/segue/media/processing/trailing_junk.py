"""Tells a file whose sound is whole, but followed by something else, from one that is damaged."""

from pathlib import Path

from segue.media.processing import ffmpeg, ffmpeg_report
from segue.media.types import Probe

_DURATION_ROUNDING_S = 0.02


def is_only_trailing(source: Path, probe: Probe, workdir: Path) -> bool:
    """Whether strict decoding stumbles only over something after the last sound. Raises ProcessingError.

    MP3 files often end in other programs' tags, and some AIFF and FLAC files do. A file that says its length must
    have all of it; one that doesn't, and isn't MP3, gets no second look: a cut would look the same.
    """
    report, _ = _decode(source, workdir, is_strict=True)
    strict, container = ffmpeg_report.decoded_facts(report), ffmpeg_report.input_facts(report)
    if strict is None or container is None or (container.duration_s is None and probe.container != "mp3"):
        return False
    report, exit_code = _decode(source, workdir, is_strict=False)
    tolerant = ffmpeg_report.decoded_facts(report)
    if exit_code != 0 or tolerant is None or tolerant.sample_count != strict.sample_count:
        return False
    missing_s = (container.duration_s or 0.0) - tolerant.sample_count / tolerant.sample_rate_hz
    return missing_s <= _DURATION_ROUNDING_S


def _decode(source: Path, workdir: Path, *, is_strict: bool) -> tuple[str, int]:
    outputs = (*ffmpeg.AUDIO_ONLY, "-c:a", "pcm_s16le", "-f", "null", "-")
    limits = ffmpeg.decoding_limits(ffmpeg.MAX_DURATION_S * 1000)
    outcome = ffmpeg.run(source, outputs, workdir=workdir, limits=limits, is_strict=is_strict)
    return outcome.stderr, outcome.exit_code
