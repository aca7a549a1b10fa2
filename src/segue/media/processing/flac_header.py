"""Compares what a FLAC file's header says with what its frames gave: a lost frame leaves no other trace.

The FLAC rung may be a copy of the source's frames, with that header: it must be true.
"""

from pathlib import Path

from segue.media.types import Probe, SourceFacts

_ID3_HEADER_BYTES = 10
_UNKNOWN_MD5 = "0" * 32


def contradicts(source: Path, probe: Probe, facts: SourceFacts) -> bool:
    """Whether STREAMINFO (RFC 9639, 8.2) says another rate, layout, depth, length or MD5, where it says any."""
    with source.open("rb") as file:
        file.seek(_id3_bytes(file.read(_ID3_HEADER_BYTES)))
        head = file.read(42)
    if head[:4] != b"fLaC":
        return False
    word, md5 = int.from_bytes(head[18:26], "big"), head[26:42].hex()
    layout = (word >> 44, (word >> 41 & 7) + 1, (word >> 36 & 31) + 1)
    if layout != (probe.sample_rate_hz, probe.channels, probe.bits_per_sample):
        return True
    sample_count = word & (1 << 36) - 1
    is_comparable = probe.bits_per_sample in (16, 24) and probe.channels <= 2 and md5 != _UNKNOWN_MD5
    return sample_count not in (0, facts.sample_count) or (is_comparable and md5 != facts.md5)


def _id3_bytes(head: bytes) -> int:
    """Length of an ID3v2 tag before the FLAC stream (ID3v2.4, 3.1): four bytes of seven bits, and its header."""
    if head[:3] != b"ID3":
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return _ID3_HEADER_BYTES + size
