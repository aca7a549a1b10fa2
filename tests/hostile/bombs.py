"""Small files that grow, and large ones that want to be read into memory at once."""

import base64
import struct
import subprocess
import zlib
from pathlib import Path

from segue.media.processing.ffmpeg import ffmpeg_path

MEGAPIXELS_400 = 20_000


def png(side: int) -> bytes:
    """A black square of 1 bit per pixel, compressed to almost nothing."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    compressor = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    pixels = b"".join(compressor.compress(row) for _ in range(side)) + compressor.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def flac_picture(picture: bytes, side: int) -> bytes:
    """The body of a PICTURE block (RFC 9639, 8.8)."""
    kind = b"image/png"
    sizes = struct.pack(">5I", side, side, 1, 0, len(picture))
    return struct.pack(">II", 3, len(kind)) + kind + struct.pack(">I", 0) + sizes + picture


def with_flac_block(flac: bytes, kind: int, content: bytes) -> bytes:
    """A metadata block right after STREAMINFO."""
    return flac[:42] + bytes([kind]) + len(content).to_bytes(3, "big") + content + flac[42:]


def id3(frames: bytes) -> bytes:
    """An ID3v2.4 tag."""
    return b"ID3\x04\0\0" + _syncsafe(len(frames)) + frames


def id3_frame(name: bytes, content: bytes) -> bytes:
    return name + _syncsafe(len(content)) + b"\0\0" + content


def _syncsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def comments(count: int, text: bytes = b"TITLE=x") -> bytes:
    """A Vorbis comment block with `count` times the same comment."""
    entry = struct.pack("<I", len(text)) + text
    return struct.pack("<I", 4) + b"evil" + struct.pack("<I", count) + entry * count


def nested_atoms(m4a: bytes, depth: int, name: bytes = b"udta") -> bytes:
    """`depth` boxes in each other, inside `moov`, which must be the last box."""
    at = m4a.index(b"moov") - 4
    size = struct.unpack_from(">I", m4a, at)[0]
    nest = b"".join(struct.pack(">I", 8 * (depth - level)) + name for level in range(depth))
    return m4a[:at] + struct.pack(">I", size + len(nest)) + m4a[at + 4 : at + size] + nest + m4a[at + size :]


def tag_bombs(flac: bytes, mp3: bytes) -> dict[str, bytes]:
    """Good sound with tags that are too large or too many, or that hold pictures of 400 megapixels."""
    bomb = png(MEGAPIXELS_400)
    picture = flac_picture(bomb, MEGAPIXELS_400)
    apic = id3_frame(b"APIC", b"\0image/png\0\x03\0" + bomb)
    compressed = (
        id3_frame(b"TXXX", b"")[:8] + b"\0\x09" + _syncsafe(32 << 20) + zlib.compress(bytes(32 << 20), 9)
    )
    coded = b"METADATA_BLOCK_PICTURE=" + base64.b64encode(picture)
    return {
        "picture-400-megapixels.flac": with_flac_block(flac, 6, picture),
        "picture-in-comment.flac": with_flac_block(flac, 4, comments(1, coded)),
        "picture-400-megapixels.mp3": id3(apic) + mp3,
        "picture-that-is-none.flac": with_flac_block(flac, 6, flac_picture(b"\x89PNG" + bytes(60), 8)),
        "frame-64-megabytes.mp3": id3(id3_frame(b"TIT2", b"\x03" + b"A" * (64 << 20))) + mp3,
        "picture-64-megabytes.mp3": id3(id3_frame(b"APIC", b"\0image/png\0\x03\0" + bytes(64 << 20))) + mp3,
        "frame-that-inflates.mp3": id3(compressed) + mp3,
        "frames-100000.mp3": id3(id3_frame(b"TXXX", b"\0a\0b") * 100_000) + mp3,
        "frame-that-lies.mp3": id3(b"TIT2" + _syncsafe(200_000_000) + b"\0\0\x03A") + mp3,
        "comments-100000.flac": with_flac_block(flac, 4, comments(100_000)),
        "comments-that-lie.flac": with_flac_block(flac, 4, struct.pack("<II", 0, 0xFFFFFFFF)),
        "comment-15-megabytes.flac": with_flac_block(flac, 4, comments(1, b"TITLE=" + b"A" * (15 << 20))),
        "padding-200-tags.mp3": id3(bytes(1000)) * 200 + mp3,
    }


def id3_million() -> bytes:
    """A tag of a million frames, each of another name."""
    return id3(b"".join(id3_frame(b"TXXX", b"\0%d\0" % number) for number in range(1_000_000)))


def long_silence(path: Path, hours: float, *, rate_hz: int = 44_100, channels: int = 1) -> Path:
    """Hours in a few megabytes."""
    silence = f"anullsrc=r={rate_hz}:cl={'mono' if channels == 1 else 'stereo'}:d={hours * 3600}"
    command = [ffmpeg_path(), "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", silence]
    subprocess.run([*command, "-compression_level", "0", "-frame_size", "65535", str(path)], check=True)
    return path
