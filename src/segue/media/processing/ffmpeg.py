"""The one way to run ffmpeg: input by descriptor, allow-lists, a fixed command line, strict about errors."""

import contextlib
import functools
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import imageio_ffmpeg

from segue.media.processing import child
from segue.media.processing.errors import not_audio

FORMATS = "wav,aiff,flac,mp3,aac,mov,ogg"
_PCM = tuple(f"pcm_{kind}{order}" for kind in ("s16", "s24", "s32", "f32", "f64") for order in ("le", "be"))
CODECS = ",".join(("flac", "mp3float", "mp3", "aac", "alac", "vorbis", "opus", "pcm_u8", "pcm_s8", *_PCM))
MEMORY_BYTES = 2 << 30


@functools.cache
def ffmpeg_path() -> str:
    """The locked wheel's own binary; no other version is ever used."""
    path: str = imageio_ffmpeg.get_ffmpeg_exe()
    return path


@contextlib.contextmanager
def open_source(source: Path) -> Iterator[int]:
    """A descriptor of a regular file: ffmpeg never gets a name, so it can't open what a name leads to."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise not_audio("not a regular file")
        yield descriptor
    finally:
        os.close(descriptor)


def input_arguments(descriptor: int, *, is_strict: bool = True) -> list[str]:
    """Everything up to and including the input. Strict decoding stops at the first error, with a non-zero exit."""
    return [
        *("-nostdin", "-hide_banner", "-nostats", "-y", "-v", "verbose"),
        *(("-xerror",) if is_strict else ()),
        *("-protocol_whitelist", "fd", "-format_whitelist", FORMATS, "-codec_whitelist", CODECS),
        *("-fd", str(descriptor), "-i", "fd:"),
    ]


AUDIO_ONLY = ("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
"""Options of every output: the first audio stream and nothing else, no text of the file's maker."""


def run(
    source: Path, outputs: Sequence[str], *, workdir: Path, limits: child.Limits, is_strict: bool = True
) -> child.Outcome:
    """Decode `source` into `outputs` (names relative to `workdir`). Raises ProcessingError as `child.run` does."""
    with open_source(source) as descriptor:
        command = [ffmpeg_path(), *input_arguments(descriptor, is_strict=is_strict), *outputs]
        return child.run(command, workdir=workdir, limits=limits, pass_fds=(descriptor,))


def decoding_limits(duration_ms: int, *, file_bytes: int = 1 << 20) -> child.Limits:
    """Limits for a pass over `duration_ms` of sound: several times what a slow machine was seen to need."""
    cpu_s = 60 + duration_ms // 4000
    return child.Limits(
        cpu_s=cpu_s, wall_s=120.0 + 2 * cpu_s, memory_bytes=MEMORY_BYTES, file_bytes=file_bytes
    )
