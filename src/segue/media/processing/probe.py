"""Decides quickly whether a file can be acceptable audio: its headers, and the first second decoded."""

import re
from pathlib import Path

from segue.media.processing import ffmpeg, ffmpeg_report, formats, signatures
from segue.media.processing.child import Limits
from segue.media.processing.errors import (
    ProcessingError,
    damaged,
    not_audio,
    too_long,
    too_short,
    unsupported_format,
)
from segue.media.processing.ffmpeg_report import DecodedFacts, InputFacts
from segue.media.processing.source_filters import DSD_RATE_HZ
from segue.media.types import Probe

MIN_DURATION_S = 0.1
_CLEARLY_LONGER_S = 0.5
MAX_CHANNELS = 8
MIN_SAMPLE_RATE_HZ, MAX_SAMPLE_RATE_HZ = 8_000, 192_000
_DECODED_S = 1
_LIMITS = Limits(cpu_s=20, wall_s=120.0, memory_bytes=ffmpeg.MEMORY_BYTES, file_bytes=1 << 20)
_UNREADABLE = re.compile(r"^\[in#0 @ \w+\] moov atom not found", re.MULTILINE)


def probe(source: Path, workdir: Path) -> Probe:
    """Facts of a file that may be acceptable; `prepare` has the last word. Raises ProcessingError if it can't be."""
    if source.lstat().st_size == 0:
        message = "This file is empty. Export it again and upload the new file."
        raise ProcessingError("media.not_audio", message, "permanent")
    outputs = (*ffmpeg.AUDIO_ONLY, "-t", str(_DECODED_S), "-c:a", "pcm_s16le", "-f", "null", "-")
    outcome = ffmpeg.run(source, outputs, workdir=workdir, limits=_LIMITS, is_strict=False)
    container = _accepted_input(source, outcome.stderr)
    return _describe(container, _accepted_sound(container, outcome.stderr, outcome.exit_code))


def _accepted_input(source: Path, report: str) -> InputFacts:
    facts = ffmpeg_report.input_facts(report)
    if facts is None:
        raise damaged(detail=report) if _UNREADABLE.search(report) else _unreadable(source, report)
    if facts.codec not in formats.CODECS:
        name = formats.unaccepted_codec_name(facts.codec)
        what = f"in the {name} format, which" if name else "in a format that"
        raise unsupported_format(f"This file's audio is {what} we don't take.", facts.codec)
    return facts


def _unreadable(source: Path, report: str) -> ProcessingError:
    with source.open("rb") as file:
        head = file.read(16)
    if sound := signatures.recognize_sound(head):
        return unsupported_format(f"This is {sound}, which we don't take.", report)
    if other := signatures.recognize_other(head):
        return not_audio(report, f"This is {other}, not audio.")
    is_opened = ffmpeg_report.is_opened(report)  # then there is just no sound in it
    return (
        damaged(detail=report) if not is_opened and signatures.begins_like_music(head) else not_audio(report)
    )


def _accepted_sound(container: InputFacts, report: str, exit_code: int) -> DecodedFacts:
    """A file that says it is longer than it begins to be is damaged. Uncompressed sound has to be as long as it says,
    so what it says is believed only when it has been decoded."""
    declared_s = container.duration_s or 0.0
    if declared_s > ffmpeg.MAX_DURATION_S and not container.codec.startswith("pcm_"):
        raise too_long(ffmpeg.MAX_DURATION_S // 3600)
    decoded = ffmpeg_report.decoded_facts(report)
    if decoded is not None and decoded.sample_count >= MIN_DURATION_S * decoded.sample_rate_hz:
        return decoded
    raise damaged(0.0, report) if exit_code != 0 or declared_s >= _CLEARLY_LONGER_S else too_short(report)


def _describe(container: InputFacts, decoded: DecodedFacts) -> Probe:
    channels = decoded.output_bytes // (2 * decoded.sample_count)
    if channels > MAX_CHANNELS:
        raise unsupported_format(f"This file has {channels} channels; we take up to {MAX_CHANNELS}.")
    is_lossless = formats.is_lossless(container.codec)
    return Probe(
        container=formats.container_name(container.container),
        codec=container.codec,
        sample_rate_hz=_processed_rate_hz(container.codec, decoded.sample_rate_hz),
        channels=channels,
        bits_per_sample=_bits_per_sample(container, decoded) if is_lossless else None,
        duration_ms=round((container.duration_s or 0.0) * 1000),
        is_lossless=is_lossless,
    )


def _processed_rate_hz(codec: str, decoded_hz: int) -> int:
    if formats.is_dsd(codec) or (codec == "wavpack" and decoded_hz > MAX_SAMPLE_RATE_HZ):
        return DSD_RATE_HZ
    if not MIN_SAMPLE_RATE_HZ <= decoded_hz <= MAX_SAMPLE_RATE_HZ:
        raise unsupported_format(f"This file's sample rate is {decoded_hz} Hz; we take 8 to 192 kHz.")
    return decoded_hz


def _bits_per_sample(container: InputFacts, decoded: DecodedFacts) -> int | None:
    if formats.is_dsd(container.codec):
        return 1
    pcm = re.fullmatch(r"pcm_[usf](\d+)(?:le|be)?", container.codec)
    if pcm:
        return int(pcm[1])
    return 32 if decoded.sample_format.startswith("flt") else container.bits_per_sample
