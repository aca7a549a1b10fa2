"""Decodes a finished rung again and compares it with its source, before anyone can be served from it."""

from dataclasses import dataclass
from pathlib import Path

from segue.media.processing import ffmpeg, ffmpeg_report
from segue.media.processing.errors import tool_failed
from segue.media.types import Probe, RenditionFile

RESAMPLED_TOLERANCE_SAMPLES = 64
"""A resampler may round its ending; a rung at the source's own rate must match to the sample."""
OPUS_TAIL_SAMPLES = 960
"""Decoders play the last Opus packet (20 ms at 48 kHz) of an MP4 file to its end."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the encoding pass decoded: samples per channel, and the MD5 of them all as 32-bit integers."""

    sample_count: int
    md5: str


def verify(rendition: RenditionFile, probe: Probe, source: Source, workdir: Path) -> None:
    """Raises ProcessingError unless the rung has the source's length, decodes to it, and is exact if it says so."""
    index = rendition.index
    expected = source.sample_count * index.timescale / probe.sample_rate_hz
    tolerance = 0 if index.timescale == probe.sample_rate_hz else RESAMPLED_TOLERANCE_SAMPLES
    if abs(index.sample_count - expected) > tolerance:
        raise tool_failed(f"{rendition.name}: {index.sample_count} samples, not {expected:.0f}")
    decoded, md5 = _decode(rendition, probe, workdir)
    tail = OPUS_TAIL_SAMPLES if rendition.codec == "opus" else 0
    if not index.sample_count <= decoded <= index.sample_count + tail:
        raise tool_failed(f"{rendition.name}: decodes to {decoded} samples, not {index.sample_count}")
    if rendition.is_lossless and md5 != source.md5:
        raise tool_failed(f"{rendition.name}: differs from its source")


def _decode(rendition: RenditionFile, probe: Probe, workdir: Path) -> tuple[int, str]:
    output = workdir / f"{rendition.path.stem}.md5"
    arguments = [*ffmpeg.AUDIO_ONLY, "-c:a", "pcm_s32le", "-f", "md5", output.name]
    limits = ffmpeg.decoding_limits(probe.duration_ms)
    outcome = ffmpeg.run(rendition.path, arguments, workdir=workdir, limits=limits)
    if outcome.exit_code != 0:
        raise tool_failed(f"{rendition.name}: {outcome.stderr[-900:]}")
    md5 = output.read_text().strip()
    output.unlink()
    return ffmpeg_report.decoded_sample_count(outcome.stderr), md5
