"""Good files in every format that can be made here: what mutants and cut files are made from."""

import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from segue.media.processing.ffmpeg import ffmpeg_path
from segue.media.processing.tests.sounds import chord, write_wav

FRAME_COUNT = 30_000
"""0.68 s at 44.1 kHz: long enough to be music, short enough for hundreds of mutants."""
_COVER = ("-map", "0:a", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
ENCODINGS: Mapping[str, tuple[str, ...]] = {
    "pcm16.wav": ("-c:a", "pcm_s16le"),
    "pcm24.wav": ("-c:a", "pcm_s24le"),
    "float.wav": ("-c:a", "pcm_f32le"),
    "plain.aiff": (),
    "pcm16.caf": (),
    "flac16.flac": (),
    "flac24.flac": ("-sample_fmt", "s32", "-metadata", "title=Good"),
    "with-cover.flac": _COVER,
    "flac.oga": ("-c:a", "flac"),
    "alac.m4a": ("-c:a", "alac"),
    "aac.m4a": ("-b:a", "128k"),
    "aac-fast.m4a": ("-b:a", "128k", "-movflags", "+faststart"),
    "aac-fragments.m4a": (
        "-b:a",
        "128k",
        "-movflags",
        "+frag_keyframe+empty_moov",
        "-frag_duration",
        "200000",
    ),
    "adts.aac": ("-b:a", "128k"),
    "fixed.mp3": ("-b:a", "128k"),
    "variable.mp3": ("-q:a", "2", "-metadata", "title=Good", "-id3v2_version", "4"),
    "with-cover.mp3": (*_COVER, "-c:a", "libmp3lame", "-b:a", "96k", "-id3v2_version", "3"),
    "no-xing.mp3": ("-b:a", "96k", "-write_xing", "0", "-id3v2_version", "0"),
    "vorbis.ogg": ("-c:a", "libvorbis"),
    "opus.opus": ("-b:a", "96k"),
    "opus.mka": ("-c:a", "libopus"),
    "wavpack.wv": (),
    "trueaudio.tta": (),
}


def make_good_files(folder: Path) -> list[Path]:
    """One file of each kind, with the same sound where the format can hold it."""
    wav = write_wav(folder / "sound.wav", chord(FRAME_COUNT))
    cover = folder / "cover.png"
    _ffmpeg("-f", "lavfi", "-i", "testsrc=s=64x64", "-frames:v", "1", cover)
    for name, options in ENCODINGS.items():
        _ffmpeg(
            "-i",
            wav,
            "-i",
            cover,
            *(options if "-map" in options else ("-map", "0:a", *options)),
            folder / name,
        )
    (folder / "direct.dsf").write_bytes(dsf_file())
    (folder / "tracker.mod").write_bytes(tracker_module())
    cover.unlink()
    return sorted(folder.iterdir())


def _ffmpeg(*arguments: str | Path) -> None:
    command = [ffmpeg_path(), "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def dsf_file() -> bytes:
    """Stereo DSD64 by Sony's DSF 1.01: chunks DSD, fmt and data, 4096-byte blocks per channel."""
    block_count = 48
    bits = np.random.default_rng(5).integers(0, 256, block_count * 2 * 4096, dtype=np.uint8).tobytes()
    form = struct.pack(
        "<4sQIIIIIIQII", b"fmt ", 52, 1, 0, 2, 2, 2_822_400, 1, block_count * 4096 * 8, 4096, 0
    )
    data = struct.pack("<4sQ", b"data", 12 + len(bits)) + bits
    return struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(form) + len(data), 0) + form + data


def tracker_module() -> bytes:
    """A ProTracker module: one sample, one pattern, four channels."""
    wave = np.round(100 * np.sin(2 * np.pi * np.arange(64) / 32)).astype(np.int8).tobytes()
    sample = struct.pack(">22sHBBHH", b"sine", len(wave) // 2, 0, 64, 0, len(wave) // 2)
    note = struct.pack(">HBB", 428, 0x10, 0)
    pattern = b"".join(note if cell % 16 == 0 else bytes(4) for cell in range(64 * 4))
    orders = bytes([1, 127, *([0] * 128)])
    return b"good".ljust(20, b"\0") + sample + bytes(30) * 30 + orders + b"M.K." + pattern + wave
