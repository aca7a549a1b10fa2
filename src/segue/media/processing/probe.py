"""Decides whether a file is acceptable audio, by decoding all of it once, and states its facts."""

import re
from pathlib import Path

from segue.media.processing import ffmpeg, ffmpeg_report, ogg_ending
from segue.media.processing.child import Limits
from segue.media.processing.errors import ProcessingError, damaged, not_audio, unsupported_format
from segue.media.processing.ffmpeg_report import DecodedFacts, InputFacts
from segue.media.types import Probe

MAX_DURATION_S = 6 * 3600
MIN_DURATION_S = 0.1
MAX_CHANNELS = 8
MIN_SAMPLE_RATE_HZ, MAX_SAMPLE_RATE_HZ = 8_000, 192_000
DURATION_TOLERANCE = 0.01
"""A decoded length may fall short of the declared one by this share, and `_DURATION_SLACK_S` of rounding."""
_DURATION_SLACK_S = 0.1
_DURATION_ROUNDING_S = 0.02
_LIMITS = Limits(cpu_s=900, wall_s=1800.0, memory_bytes=ffmpeg.MEMORY_BYTES, file_bytes=1 << 20)
_CONTAINERS = {"mov,mp4,m4a,3gp,3g2,mj2": "mp4", "aac": "adts"}
_CODECS = frozenset(("flac", "mp3", "aac", "alac", "vorbis", "opus", *ffmpeg.CODECS.split(",")))
_UNREADABLE = re.compile(r"^\[in#0 @ \w+\] moov atom not found", re.MULTILINE)


def probe(source: Path, workdir: Path) -> Probe:
    """Facts of an acceptable file. Raises ProcessingError with the reason if it isn't one."""
    if source.stat().st_size == 0:
        message = "This file is empty. Export it again and upload the new file."
        raise ProcessingError("media.not_audio", message, "permanent")
    report, exit_code = _accept_pass(source, workdir, is_strict=True)
    container = _accepted_input(report)
    if exit_code != 0:
        report, exit_code = _past_trailing_junk(source, workdir, container, report) or (report, exit_code)
    decoded = _accepted_sound(container, report, exit_code)
    if container.container == "ogg" and ogg_ending.is_cut_off(source):
        raise damaged(decoded.sample_count / decoded.sample_rate_hz, "the last page is incomplete")
    return _describe(container, decoded)


def _accept_pass(source: Path, workdir: Path, *, is_strict: bool) -> tuple[str, int]:
    until = ("-t", str(MAX_DURATION_S + 1))
    outputs = (*ffmpeg.AUDIO_ONLY, *until, "-c:a", "pcm_s16le", "-f", "null", "-")
    outcome = ffmpeg.run(source, outputs, workdir=workdir, limits=_LIMITS, is_strict=is_strict)
    return outcome.stderr, outcome.exit_code


def _past_trailing_junk(
    source: Path, workdir: Path, container: InputFacts, report: str
) -> tuple[str, int] | None:
    """A second, tolerant pass, if it shows that the first one only stumbled over something after the last sound.

    MP3 files often end in other programs' tags, and some AIFF and FLAC files do. A file that says its length must
    have all of it; one that doesn't, and isn't MP3, gets no second look: a cut would look the same.
    """
    strict = ffmpeg_report.decoded_facts(report)
    if strict is None or (container.duration_s is None and container.container != "mp3"):
        return None
    report, exit_code = _accept_pass(source, workdir, is_strict=False)
    tolerant = ffmpeg_report.decoded_facts(report)
    if exit_code != 0 or tolerant is None or tolerant.sample_count != strict.sample_count:
        return None
    missing_s = (container.duration_s or 0.0) - tolerant.sample_count / tolerant.sample_rate_hz
    return (report, exit_code) if missing_s <= _DURATION_ROUNDING_S else None


def _accepted_input(report: str) -> InputFacts:
    facts = ffmpeg_report.input_facts(report)
    if facts is None:
        raise damaged(detail=report) if _UNREADABLE.search(report) else not_audio(report)
    if facts.codec not in _CODECS:
        raise unsupported_format("This file's audio is in a format that we don't take.", facts.codec)
    return facts


def _accepted_sound(container: InputFacts, report: str, exit_code: int) -> DecodedFacts:
    decoded = ffmpeg_report.decoded_facts(report)
    decoded_s = decoded.sample_count / decoded.sample_rate_hz if decoded else 0.0
    if exit_code != 0:
        raise damaged(decoded_s, report)
    if decoded is None or decoded_s < MIN_DURATION_S:
        message = "There is almost no sound in this file. Export it again and upload the new file."
        raise ProcessingError("media.too_short", message, "permanent", report)
    if decoded_s > MAX_DURATION_S:
        message = f"This file is longer than {MAX_DURATION_S // 3600} hours. Upload it in shorter parts."
        raise ProcessingError("media.too_long", message, "permanent")
    if (
        container.duration_s
        and decoded_s < container.duration_s * (1 - DURATION_TOLERANCE) - _DURATION_SLACK_S
    ):
        raise damaged(decoded_s, f"declares {container.duration_s} s")
    return decoded


def _describe(container: InputFacts, decoded: DecodedFacts) -> Probe:
    channels = decoded.output_bytes // (2 * decoded.sample_count)
    if channels > MAX_CHANNELS:
        raise unsupported_format(f"This file has {channels} channels; we take up to {MAX_CHANNELS}.")
    if not MIN_SAMPLE_RATE_HZ <= decoded.sample_rate_hz <= MAX_SAMPLE_RATE_HZ:
        raise unsupported_format(
            f"This file's sample rate is {decoded.sample_rate_hz} Hz; we take 8 to 192 kHz."
        )
    is_lossless = container.codec.startswith(("pcm_", "flac", "alac"))
    return Probe(
        container=_CONTAINERS.get(container.container, container.container),
        codec=container.codec,
        sample_rate_hz=decoded.sample_rate_hz,
        channels=channels,
        bits_per_sample=_bits_per_sample(container) if is_lossless else None,
        duration_ms=round(decoded.sample_count * 1000 / decoded.sample_rate_hz),
        is_lossless=is_lossless,
    )


def _bits_per_sample(container: InputFacts) -> int | None:
    pcm = re.fullmatch(r"pcm_[usf](\d+)(?:le|be)?", container.codec)
    return int(pcm[1]) if pcm else container.bits_per_sample
