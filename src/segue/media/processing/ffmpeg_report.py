"""Reads the facts out of what ffmpeg says at its `verbose` level (the binary's version is locked)."""

import re
from dataclasses import dataclass

# Every pattern starts at the line's beginning: ffmpeg indents the file's own text, so no tag can imitate these.
_INPUT = re.compile(r"^Input #0, (\S+), from 'fd:':", re.MULTILINE)
_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d\.\d\d)", re.MULTILINE)
_STREAM = re.compile(r"^  Stream #0:\d+\S*: Audio: (\w+).*?(?:, (\d+) Hz.*)?$", re.MULTILINE)
_BITS = re.compile(r", [us](8|16|32|64)p?(?: \((\d+) bit\))?(?:,|$)")
_DECODED_AS = re.compile(r"^\[graph\S* @ \w+\] tb:\S+ samplefmt:(\w+) samplerate:(\d+) ", re.MULTILINE)
_DECODED = r"^\[in#{}/\S+ @ \w+\]   Input stream .*?(\d+) decode errors \((\d+) samples\)"
_ENCODED = r"^\[out#{}/\S+ @ \w+\]   Output stream .*?\((\d+) samples\); \d+ packets muxed \((\d+) bytes\)"
_ESTIMATED = re.compile(r"^\[in#0\S* @ \w+\] Estimating duration from bitrate", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class InputFacts:
    """What the container says: names in ffmpeg's words; None where it says nothing, or only a guess."""

    container: str
    codec: str
    bits_per_sample: int | None
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class DecodedFacts:
    """What really came out: frames per channel at the first frame's rate, and the bytes of the first output."""

    sample_format: str
    sample_rate_hz: int
    sample_count: int
    output_bytes: int


def is_opened(report: str) -> bool:
    """Whether the first input is a container that could be read, with sound in it or without."""
    return _INPUT.search(report) is not None


def input_facts(report: str) -> InputFacts | None:
    """None unless there is an audio stream in a readable container."""
    container, stream = _INPUT.search(report), _STREAM.search(report)
    if not container or not stream:
        return None
    return InputFacts(container[1], stream[1], _bits(stream[0]), _declared_duration_s(report))


def decoded_facts(report: str) -> DecodedFacts | None:
    """None if nothing was decoded."""
    decoded, encoded = _DECODED_AS.search(report), _find_output(report, 0)
    if not decoded or not encoded:
        return None
    return DecodedFacts(decoded[1], int(decoded[2]), int(encoded[1]), int(encoded[2]))


def decoded_sample_count(report: str, number: int = 0) -> int:
    """Samples per channel that the decoder of this input gave, 0 if none."""
    found = re.search(_DECODED.format(number), report, re.MULTILINE)
    return int(found[2]) if found else 0


def output_sample_count(report: str, number: int) -> int:
    """Samples per channel that this output's encoder took, 0 if none."""
    found = _find_output(report, number)
    return int(found[1]) if found else 0


def _find_output(report: str, number: int) -> re.Match[str] | None:
    return re.search(_ENCODED.format(number), report, re.MULTILINE)


def _bits(stream_line: str) -> int | None:
    found = _BITS.search(stream_line)
    return int(found[2] or found[1]) if found else None


def _declared_duration_s(report: str) -> float | None:
    found = _DURATION.search(report)
    if not found or _ESTIMATED.search(report):
        return None
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
