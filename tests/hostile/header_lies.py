"""Headers that promise what the file doesn't hold, or what nothing could hold."""

import struct
from collections.abc import Iterator

FlacFields = dict[str, int]


def wav(
    *, channels: int = 2, rate_hz: int = 44_100, bits: int = 16, tag: int = 1, says: int, holds: int
) -> bytes:
    """A WAV file whose data chunk says one length and holds another, all silence."""
    frame_bytes = (channels * bits // 8) & 0xFFFF
    form = struct.pack(
        "<HHIIHH", tag, channels, rate_hz, (rate_hz * frame_bytes) & 0xFFFFFFFF, frame_bytes, bits
    )
    head = b"RIFF" + struct.pack("<I", (36 + says) & 0xFFFFFFFF) + b"WAVEfmt " + struct.pack("<I", 16) + form
    return head + b"data" + struct.pack("<I", says & 0xFFFFFFFF) + bytes(holds)


UNUSABLE = {"media.not_audio", "media.damaged", "media.unsupported_format", "media.too_short"}
DAMAGED = {"media.damaged"}


def lies(flac: bytes) -> Iterator[tuple[str, bytes, set[str]]]:
    """(Name, content, the codes that may come of it)."""
    yield "65535-channels.wav", wav(channels=65_535, says=400_000, holds=400_000), UNUSABLE
    yield "9-channels.wav", wav(channels=9, says=900_000, holds=900_000), {"media.unsupported_format"}
    yield "0-channels.wav", wav(channels=0, says=400_000, holds=400_000), UNUSABLE
    yield "rate-0.wav", wav(rate_hz=0, says=400_000, holds=400_000), UNUSABLE
    yield "rate-1.wav", wav(rate_hz=1, says=400_000, holds=400_000), UNUSABLE
    yield "rate-4e9.wav", wav(rate_hz=0xFFFFFFFF, says=400_000, holds=400_000), UNUSABLE
    yield "0-bits.wav", wav(bits=0, says=400_000, holds=400_000), UNUSABLE
    yield "65528-bits.wav", wav(bits=65_528, says=400_000, holds=400_000), UNUSABLE
    yield "unknown-codec.wav", wav(tag=0xBEEF, says=400_000, holds=400_000), UNUSABLE
    yield "4-gigabytes.wav", wav(says=0xF0000000, holds=1_000), UNUSABLE
    yield "4-gigabytes-some-sound.wav", wav(says=0xF0000000, holds=400_000), DAMAGED
    yield "double.wav", wav(says=800_000, holds=400_000), DAMAGED
    yield "nothing.wav", wav(says=0, holds=0), {"media.too_short", "media.damaged", "media.not_audio"}
    yield "6-hours.flac", with_flac_length(flac, 6 * 3600 * 44_100), DAMAGED
    yield "2-weeks.flac", with_flac_length(flac, (1 << 36) - 1), {"media.too_long"}
    yield "block-16-megabytes.flac", flac[:42] + b"\x04\xff\xff\xff" + flac[46:], UNUSABLE


def flac_contradictions(flac: bytes) -> dict[str, bytes]:
    """STREAMINFO says other than the frames, which are good."""
    return {
        "rate-0.flac": _with_flac_bits(flac, rate_hz=0),
        "8-channels.flac": _with_flac_bits(flac, channels=8),
        "wrong-md5.flac": flac[:26] + bytes(range(16)) + flac[42:],
        "lost-frame.flac": flac[: flac.index(b"\xff\xf8", 12_000)] + flac[flac.index(b"\xff\xf8", 24_000) :],
    }


def with_flac_length(flac: bytes, sample_count: int) -> bytes:
    """STREAMINFO's 36-bit total (RFC 9639, 8.2)."""
    word = int.from_bytes(flac[18:26], "big")
    return flac[:18] + (word & ~((1 << 36) - 1) | sample_count).to_bytes(8, "big") + flac[26:]


def _with_flac_bits(flac: bytes, *, rate_hz: int = 44_100, channels: int = 2) -> bytes:
    word = int.from_bytes(flac[18:26], "big")
    rest = word & ((1 << 41) - 1)
    return flac[:18] + ((rate_hz << 44) | ((channels - 1) << 41) | rest).to_bytes(8, "big") + flac[26:]
