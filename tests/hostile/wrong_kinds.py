"""Files of other kinds under names of music: films, pictures, subtitles, programs, archives, and two things in one."""

import io
import os
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from segue.media.processing.ffmpeg import ffmpeg_path

_FILM = ("-f", "lavfi", "-i", "testsrc=s=64x64:d=0.5:r=10")
_SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\nhello\n"
_SUBTITLE_CODECS = {"text.mp4": ("-c:s", "mov_text"), "text.mks": ("-c:s", "srt", "-f", "matroska")}
FILMS: Mapping[str, tuple[str, ...]] = {
    "magicyuv.avi": ("-c:v", "magicyuv"),
    "mjpeg.avi": ("-c:v", "mjpeg"),
    "utvideo.avi": ("-c:v", "utvideo"),
    "huffyuv.avi": ("-c:v", "huffyuv"),
    "zmbv.avi": ("-c:v", "zmbv"),
    "h264.mp4": ("-c:v", "libx264"),
    "mpeg4.mp4": ("-c:v", "mpeg4"),
    "prores.mov": ("-c:v", "prores"),
    "qtrle.mov": ("-c:v", "qtrle"),
    "png.mov": ("-c:v", "png"),
    "cinepak.mov": ("-c:v", "cinepak"),
    "vp8.mkv": ("-c:v", "libvpx"),
    "ffv1.mkv": ("-c:v", "ffv1"),
    "snow.nut": ("-c:v", "snow"),
    "mpeg2.mpg": ("-c:v", "mpeg2video"),
    "mpeg2.ts": ("-c:v", "mpeg2video", "-f", "mpegts"),
    "theora.ogg": ("-c:v", "libtheora"),
    "flv1.flv": ("-c:v", "flv"),
    "wmv2.wmv": ("-c:v", "wmv2"),
    "dnxhd.mxf": ("-s", "1920x1080", "-pix_fmt", "yuv422p", "-b:v", "36M", "-r", "25", "-c:v", "dnxhd"),
    "animation.gif": (),
    "animation.apng": ("-f", "apng"),
    "picture.png": ("-frames:v", "1"),
    "picture.jpg": ("-frames:v", "1"),
    "picture.bmp": ("-frames:v", "1"),
    "picture.tiff": ("-frames:v", "1"),
    "picture.webp": ("-frames:v", "1", "-c:v", "libwebp"),
    "picture.tga": ("-frames:v", "1"),
    "picture.exr": ("-frames:v", "1"),
    "picture.dpx": ("-frames:v", "1"),
    "picture.jp2": ("-frames:v", "1", "-c:v", "jpeg2000"),
    "picture.psx.sgi": ("-frames:v", "1"),
}


def films(folder: Path) -> list[Path]:
    """Pictures without sound, each as `NAME.mp3`."""
    return [_film(folder, name, options) for name, options in FILMS.items()]


def _film(folder: Path, name: str, options: tuple[str, ...]) -> Path:
    _run(*_FILM, *options, folder / name)
    return (folder / name).rename(folder / f"{name}.mp3")


def films_with_sound(folder: Path, wav: Path) -> list[Path]:
    """Good sound next to a film: its decoder must stay shut whatever the verdict is."""
    kinds = {
        "sound.mp4": ("-c:v", "libx264"),
        "sound.mov": ("-c:v", "qtrle"),
        "sound.mkv": ("-c:v", "magicyuv"),
    }
    for name, options in kinds.items():
        _run(*_FILM, "-i", wav, *options, folder / name)
    return [folder / name for name in kinds]


def subtitles(folder: Path) -> list[Path]:
    """Text that libraries with a long history parse."""
    source = folder / "text.srt"
    source.write_text(_SUBTITLES)
    names = ("text.ass", "text.vtt", "text.ttml", "text.mks", "text.mp4", "text.lrc")
    for name in names:
        _run("-i", source, *_SUBTITLE_CODECS.get(name, ()), folder / name)
    return [(folder / name).rename(folder / f"{name}.mp3") for name in ("text.srt", *names)]


def _run(*arguments: str | Path) -> None:
    command = [ffmpeg_path(), "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def contents() -> Iterator[tuple[str, bytes]]:
    """(Name, content) of what was never music."""
    yield "empty.wav", b""
    yield "one-byte.mp3", b"\xff"
    yield "one-byte-r.wav", b"R"
    yield "zeros.mp3", bytes(200_000)
    yield "ones.mp3", b"\xff" * 200_000
    yield "random.flac", random.Random(3).randbytes(300_000)
    yield "kernel-random.mp3", os.urandom(100_000)
    yield "text.mp3", b"It was a dark and stormy night.\n" * 2000
    yield "json.flac", b'{"a": [1, 2, 3]}\n' * 100
    yield "page.mp3", b"<!doctype html><script>alert(1)</script>" * 50
    yield "archive.flac", _zip()
    yield "program.wav", Path(sys.executable).resolve().read_bytes()[:500_000]
    yield "letter.mp3", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << >>\n%%EOF\n"
    yield "postscript.mp3", b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n"
    yield "deflated.mp3", zlib.compress(bytes(1_000_000), 9)
    yield "only-magic.flac", b"fLaC"
    yield "only-magic.ogg", b"OggS"
    yield "only-magic.mp3", b"ID3\x04\0\0\0\0\0\0"
    yield "only-magic.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0"
    yield "only-magic.wv", b"wvpk"
    yield "only-magic.dsf", b"DSD "
    yield "only-magic.ape", b"MAC \x96\x0f\0\0"
    yield "only-magic.mpc", b"MPCK"
    yield "only-magic.wav", b"RIFF\x24\0\0\0WAVE"
    yield "only-magic.xm", b"Extended Module: " + bytes(400)


def two_in_one(mp3: bytes) -> Iterator[tuple[str, bytes]]:
    """Music that is something else as well: if it is taken, only its sound goes on."""
    yield "music-and-archive.mp3", mp3 + _zip()
    yield "archive-and-music.mp3", _zip() + mp3
    yield "music-and-page.mp3", mp3 + b"<html><script>alert(1)</script></html>"
    yield "page-and-music.mp3", b"<html><script>alert(1)</script></html>" + mp3


def _zip() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("../../evil.txt", "x" * 1000)
    return memory.getvalue()
