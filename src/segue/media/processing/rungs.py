"""How each rung of the ladder is encoded, and what of it can be promised."""

from segue.media.processing import formats
from segue.media.types import Probe, RungSpec

OPUS_RATE_HZ = 48_000
_MUXING = ("-movflags", "+cmaf+delay_moov+global_sidx+skip_trailer")
_REPEATABLE = ("-fflags", "+bitexact", "-flags:a", "+bitexact")
_FRAGMENT_US = {44_100: 3_993_832, 48_000: 4_010_667}
"""43 and 47 FLAC frames of 4096 samples (172 and 188 AAC frames): AAC and FLAC are cut at the same places."""
_FLAC_FRAME_SAMPLES = 4096
_EXACT_FLAC_BITS = 24
_QUICK_COMPLEXITY, _UNHURRIED_KBPS = 7, 128
"""Opus below this rate is what is heard first: an eighth less CPU than at libopus's 10, for about 0.3 dB of noise."""


def encoder_options(rung: RungSpec, probe: Probe) -> list[str]:
    """Of the encoder, for sound that has gone through the source's filters."""
    if rung.codec == "flac":
        return _flac_options(probe)
    if rung.bitrate_kbps is None:
        raise ValueError(f"rung {rung.name} needs a bit rate")
    encoder = _opus_options(rung.bitrate_kbps) if rung.codec == "opus" else ["-c:a", "aac"]
    return [*encoder, "-b:a", f"{rung.bitrate_kbps}k", "-ar", str(rate_hz(rung, probe))]


def _opus_options(bitrate_kbps: int) -> list[str]:
    quickly = ["-compression_level", str(_QUICK_COMPLEXITY)] if bitrate_kbps < _UNHURRIED_KBPS else []
    return ["-c:a", "libopus", "-sample_fmt", "flt", *quickly]


def container_options(probe: Probe) -> list[str]:
    """A fragmented MP4 file with one index, which `write_combined` takes."""
    duration_us = str(_FRAGMENT_US[_rate_family_hz(probe)])
    return [*_MUXING, *_REPEATABLE, "-frag_duration", duration_us, "-f", "mp4"]


def rate_hz(rung: RungSpec, probe: Probe) -> int:
    """The rung's own sample rate."""
    if rung.codec == "flac":
        return probe.sample_rate_hz
    return OPUS_RATE_HZ if rung.codec == "opus" else _rate_family_hz(probe)


def sample_count_at(rate_hz: int, source_count: int, source_hz: int) -> int:
    """How many samples a rung has: the source's, at its own rate rounded to the nearest (a half: up)."""
    return (2 * source_count * rate_hz + source_hz) // (2 * source_hz)


def is_exact_in_flac(probe: Probe) -> bool:
    """Whether the FLAC rung holds the source's very samples: not after a downmix, nor from floats, 32 bits or DSD."""
    fits = (probe.bits_per_sample or 0) in range(1, _EXACT_FLAC_BITS + 1)
    return probe.is_lossless and fits and probe.channels <= 2 and not formats.is_dsd(probe.codec)


def sample_format(probe: Probe) -> str:
    """ffmpeg's name of the samples that all outputs are made from: the source's integers if FLAC keeps them."""
    if not is_exact_in_flac(probe):
        return "flt"
    return "s32" if _is_deep(probe) else "s16"


def is_plain_flac(probe: Probe) -> bool:
    """Whether the source's own FLAC frames can be the rung's."""
    is_plain = probe.channels <= 2 and (probe.bits_per_sample or 0) in (16, _EXACT_FLAC_BITS)
    return probe.codec == "flac" and probe.container == "flac" and is_plain


def pcm_codec(probe: Probe) -> str:
    """The integers that samples are compared as: exact for every source that FLAC is exact for."""
    if not _is_deep(probe):
        return "pcm_s16le"
    return "pcm_s24le" if is_exact_in_flac(probe) else "pcm_s32le"


def _flac_options(probe: Probe) -> list[str]:
    options = ["-c:a", "flac", "-compression_level", "5", "-frame_size", str(_FLAC_FRAME_SAMPLES)]
    depth = ["s32", "-bits_per_raw_sample", "24"] if _is_deep(probe) else ["s16"]
    return [*options, "-sample_fmt", *depth]


def _is_deep(probe: Probe) -> bool:
    return probe.is_lossless and (formats.is_dsd(probe.codec) or (probe.bits_per_sample or 0) > 16)


def _rate_family_hz(probe: Probe) -> int:
    """What lossy rungs are resampled to: the nearest relative among the two rates that every player takes."""
    return 44_100 if probe.sample_rate_hz % 11_025 == 0 else 48_000
