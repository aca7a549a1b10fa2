"""The one way to run ffmpeg: input by descriptor, allow-lists, a fixed command line, strict about errors."""

import contextlib
import functools
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import imageio_ffmpeg

from segue.media.processing import child, formats
from segue.media.processing.errors import not_audio

MAX_DURATION_S = 6 * 3600
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


def general_arguments(*, is_strict: bool = True) -> list[str]:
    """Everything before the first input. Strict decoding stops at the first error, with a non-zero exit."""
    quietly = ["-nostdin", "-hide_banner", "-nostats", "-y", "-v", "verbose"]
    return [*quietly, "-xerror"] if is_strict else quietly


def input_arguments(descriptor: int) -> list[str]:
    """One input, by descriptor. Never more of it than a moment beyond the longest file that we take."""
    return [
        *("-protocol_whitelist", "fd", "-format_whitelist", ",".join(formats.DEMUXERS)),
        *("-codec_whitelist", ",".join(formats.DECODERS), "-threads", "1", "-t", str(MAX_DURATION_S + 1)),
        *("-fd", str(descriptor), "-i", "fd:"),
    ]


PLAIN = ("-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1")
"""Options of every output: sound alone, no text of the file's maker."""
AUDIO_ONLY = ("-map", "0:a:0", *PLAIN)


def run(
    source: Path,
    outputs: Sequence[str],
    *,
    workdir: Path,
    limits: child.Limits,
    is_strict: bool = True,
    niceness: int = 0,
    pass_fds: Sequence[int] = (),
) -> child.Outcome:
    """Decode `source` into `outputs` (names relative to `workdir`). Raises ProcessingError as `child.run` does."""
    with open_source(source) as descriptor:
        arguments = [*general_arguments(is_strict=is_strict), *input_arguments(descriptor), *outputs]
        return child.run(
            [ffmpeg_path(), *arguments],
            workdir=workdir,
            limits=limits,
            pass_fds=(descriptor, *pass_fds),
            niceness=niceness,
        )


def decoding_limits(duration_ms: int, *, file_bytes: int = 1 << 20) -> child.Limits:
    """Limits for a pass over `duration_ms` of sound: several times what a slow machine was seen to need."""
    cpu_s = 60 + duration_ms // 4000
    return child.Limits(
        cpu_s=cpu_s, wall_s=120.0 + 2 * cpu_s, memory_bytes=MEMORY_BYTES, file_bytes=file_bytes
    )
