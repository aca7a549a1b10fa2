"""Makes every rung of the ladder in one pass over the source, and lets none out that isn't verified."""

from collections.abc import Sequence
from pathlib import Path

from segue.media.processing import ffmpeg, ffmpeg_report, rung_verification
from segue.media.processing.combined_file import write_combined
from segue.media.processing.errors import damaged, from_os_error, tool_failed
from segue.media.processing.isobmff import MalformedBox
from segue.media.processing.rung_verification import Source
from segue.media.types import Probe, RenditionFile, RenditionIndex, RungSpec

RFC_6381_CODECS = {"aac": "mp4a.40.2", "opus": "opus", "flac": "fLaC"}
_MUXING = (
    "-movflags",
    "+cmaf+delay_moov+global_sidx+skip_trailer",
    "-fflags",
    "+bitexact",
    "-flags:a",
    "+bitexact",
)
_FRAGMENT_US = {44_100: 3_993_832, 48_000: 4_010_667}
"""43 and 47 FLAC frames of 4096 samples (172 and 188 AAC frames): AAC and FLAC are cut at the same places."""
_FROM_ZERO = ("-af", "asetpts=round(N/SR/TB)")
"""Time is counted in samples: some containers start late or have gaps, which would become empty edits."""
_FINGERPRINT_FILE = "source.md5"
_FLAC_FRAME_SAMPLES = 4096
_EXACT_FLAC_BITS = 24


def transcode(source: Path, probe: Probe, ladder: Sequence[RungSpec], workdir: Path) -> list[RenditionFile]:
    """The rungs in the ladder's order, as combined files in `workdir`. Raises ProcessingError."""
    decoded = _encode(source, probe, ladder, workdir)
    renditions = []
    for number, rung in enumerate(ladder):
        renditions.append(_finish(rung, number, probe, workdir))
    for rendition in renditions:
        rung_verification.verify(rendition, probe, decoded, workdir)
    return renditions


def _encode(source: Path, probe: Probe, ladder: Sequence[RungSpec], workdir: Path) -> Source:
    """Strictly first; then, for a file that was accepted with junk after its sound, past the junk."""
    report, exit_code = _encode_pass(source, probe, ladder, workdir, is_strict=True)
    if exit_code != 0:
        report, exit_code = _encode_pass(source, probe, ladder, workdir, is_strict=False)
    sample_count = ffmpeg_report.decoded_sample_count(report)
    decoded_s = sample_count / probe.sample_rate_hz
    if exit_code != 0 or abs(decoded_s * 1000 - probe.duration_ms) > 1:
        raise damaged(decoded_s, report)
    return Source(sample_count, (workdir / _FINGERPRINT_FILE).read_text().strip())


def _encode_pass(
    source: Path, probe: Probe, ladder: Sequence[RungSpec], workdir: Path, *, is_strict: bool
) -> tuple[str, int]:
    can_copy_flac = is_strict and _is_plain_flac(probe)
    outputs = [
        part
        for number, rung in enumerate(ladder)
        for part in _rung_output(rung, number, probe, can_copy_flac=can_copy_flac)
    ]
    fingerprint = [*ffmpeg.AUDIO_ONLY, "-c:a", "pcm_s32le", "-f", "md5", _FINGERPRINT_FILE]
    limits = ffmpeg.decoding_limits(probe.duration_ms, file_bytes=_largest_output_bytes(probe))
    outcome = ffmpeg.run(
        source, [*outputs, *fingerprint], workdir=workdir, limits=limits, is_strict=is_strict
    )
    return outcome.stderr, outcome.exit_code


def _rung_output(rung: RungSpec, number: int, probe: Probe, *, can_copy_flac: bool) -> list[str]:
    codec = ["-c:a", "copy"] if rung.codec == "flac" and can_copy_flac else _codec_options(rung, probe)
    duration_us = str(_FRAGMENT_US[_rate_family_hz(probe)])
    container = [*_MUXING, "-frag_duration", duration_us, "-f", "mp4", _fragmented_name(number)]
    return [*ffmpeg.AUDIO_ONLY, *codec, *container]


def _codec_options(rung: RungSpec, probe: Probe) -> list[str]:
    downmix = ["-ac", "2"] if probe.channels > 2 else []
    if rung.codec == "flac":
        return [*_flac_options(probe), *_FROM_ZERO, *downmix]
    if rung.bitrate_kbps is None:
        raise ValueError(f"rung {rung.name} needs a bit rate")
    rate_hz = 48_000 if rung.codec == "opus" else _rate_family_hz(probe)
    encoder = "libopus" if rung.codec == "opus" else "aac"
    return ["-c:a", encoder, "-b:a", f"{rung.bitrate_kbps}k", "-ar", str(rate_hz), *_FROM_ZERO, *downmix]


def _flac_options(probe: Probe) -> list[str]:
    options = ["-c:a", "flac", "-compression_level", "5", "-frame_size", str(_FLAC_FRAME_SAMPLES)]
    is_deep = probe.is_lossless and (probe.bits_per_sample or 0) > 16
    return (
        [*options, "-sample_fmt", "s32", "-bits_per_raw_sample", "24"]
        if is_deep
        else [*options, "-sample_fmt", "s16"]
    )


def _is_plain_flac(probe: Probe) -> bool:
    is_plain = probe.channels <= 2 and (probe.bits_per_sample or 0) in (16, _EXACT_FLAC_BITS)
    return probe.codec == "flac" and probe.container == "flac" and is_plain


def _rate_family_hz(probe: Probe) -> int:
    """What lossy rungs are resampled to: the nearest relative among the two rates that every player takes."""
    return 44_100 if probe.sample_rate_hz % 11_025 == 0 else 48_000


def _largest_output_bytes(probe: Probe) -> int:
    """As much as uncompressed 32-bit stereo, and some room: no rung of an honest file comes near it."""
    return probe.duration_ms * probe.sample_rate_hz * 8 // 1000 + (64 << 20)


def _fragmented_name(number: int) -> str:
    return f"rung-{number}-fragmented.mp4"


def _finish(rung: RungSpec, number: int, probe: Probe, workdir: Path) -> RenditionFile:
    fragmented, path = workdir / _fragmented_name(number), workdir / f"rung-{number}.m4a"
    try:
        index = write_combined(fragmented, path)
    except MalformedBox as error:
        raise tool_failed(f"{rung.name}: {error}", "permanent") from error
    except OSError as error:
        raise from_os_error(error) from error
    fragmented.unlink()
    return RenditionFile(
        name=rung.name,
        codec=RFC_6381_CODECS[rung.codec],
        bitrate_kbps=rung.bitrate_kbps or _mean_kbps(index),
        is_lossless=rung.codec == "flac" and is_exact_in_flac(probe),
        path=path,
        index=index,
    )


def is_exact_in_flac(probe: Probe) -> bool:
    """Whether the FLAC rung holds the source's very samples: not after a downmix, nor from 32 bits or floats."""
    is_integer = not probe.codec.startswith("pcm_f")
    fits = (probe.bits_per_sample or 0) in range(1, _EXACT_FLAC_BITS + 1)
    return probe.is_lossless and is_integer and fits and probe.channels <= 2


def _mean_kbps(index: RenditionIndex) -> int:
    return round(index.bytes * 8 * index.timescale / index.sample_count / 1000)
