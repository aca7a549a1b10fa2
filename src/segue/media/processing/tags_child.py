"""Runs as a confined program: reads an audio file's tags with mutagen and prints them, raw but bounded, as JSON.

Usage: python -I -B tags_child.py DESCRIPTOR

The embedded cover goes to the file `cover` in the current folder. Whatever is wrong with the tags, the answer is
then that there are fewer of them, and `error` says why: mutagen is known to raise errors of almost any kind.
"""

import base64
import binascii
import errno
import json
import os
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import mutagen
from mutagen.aac import AAC
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

MAX_COVER_BYTES = 20 << 20
MAX_RAW_CHARACTERS = 2000
_EXIT_DISK_FULL = 256 - errno.ENOSPC
_FRONT_COVER = 3
_KINDS = [MP3, FLAC, OggVorbis, OggOpus, OggFLAC, MP4, AIFF, WAVE, AAC]
# Field: ID3 frames, Vorbis comments, MP4 atoms; the first one present wins.
_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "title": (("TIT2",), ("title",), ("\xa9nam",)),
    "artist": (("TPE1",), ("artist",), ("\xa9ART",)),
    "album": (("TALB",), ("album",), ("\xa9alb",)),
    "album_artist": (("TPE2",), ("albumartist", "album artist", "album_artist"), ("aART",)),
    "track_number": (("TRCK",), ("tracknumber",), ("trkn",)),
    "disc_number": (("TPOS",), ("discnumber",), ("disk",)),
    "released_on": (("TDRC", "TDRL", "TDOR"), ("date", "year"), ("\xa9day",)),
    "genre": (("TCON",), ("genre",), ("\xa9gen",)),
    "isrc": (("TSRC",), ("isrc",), ("----:com.apple.iTunes:ISRC",)),
}


# Where WAV files keep text that isn't ID3: chunks of a RIFF INFO list (Microsoft's Multimedia Programming Interface
# and Data Specifications 1.0, chapter 2).
_RIFF_INFO = {
    b"INAM": "title",
    b"IART": "artist",
    b"IPRD": "album",
    b"ITRK": "track_number",
    b"IPRT": "track_number",
    b"ICRD": "released_on",
    b"IGNR": "genre",
}
_MAX_CHUNKS = 1000
_MAX_INFO_BYTES = 1 << 16


class _Picture(Protocol):
    type: int
    data: bytes


def main(descriptor: int) -> None:
    """Print the verdict."""
    verdict: dict[str, str] = {}
    try:
        with os.fdopen(descriptor, "rb") as file:
            read_tags(file, verdict)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(_EXIT_DISK_FULL)
        verdict["error"] = repr(error)[:300]
    except Exception as error:  # noqa: BLE001 - any error only means that these tags can't be read
        verdict["error"] = repr(error)[:300]
    sys.stdout.write(json.dumps(verdict))


def read_tags(file: BinaryIO, verdict: dict[str, str]) -> None:
    """Fill `verdict` field by field, so that what was read before an error stays."""
    read_riff_info(file, verdict)
    file.seek(0)
    audio: Any = mutagen.File(file, options=_KINDS)
    if audio is None or audio.tags is None:
        return
    style = 0 if isinstance(audio.tags, ID3) else 2 if isinstance(audio, MP4) else 1
    for field, names in _FIELDS.items():
        text = first_text(audio.tags, names[style])
        if text:
            verdict[field] = text
    cover = front_cover(audio, style)
    if cover and len(cover) <= MAX_COVER_BYTES:
        with Path("cover").open("xb") as output:
            output.write(cover)


def read_riff_info(file: BinaryIO, verdict: dict[str, str]) -> None:
    """A WAV file's INFO list; ID3 in the same file overrules it."""
    if file.read(12)[:4] != b"RIFF":
        return
    for _ in range(_MAX_CHUNKS):
        header = file.read(8)
        if len(header) < 8:
            return
        size = struct.unpack("<I", header[4:])[0]
        after = file.tell() + size + size % 2
        if header[:4] == b"LIST":
            _read_info_list(file.read(min(size, _MAX_INFO_BYTES)), verdict)
        file.seek(after)


def _read_info_list(content: bytes, verdict: dict[str, str]) -> None:
    position = 4 if content[:4] == b"INFO" else len(content)
    while position + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, position)
        text = _decoded(content[position + 8 : position + 8 + size].split(b"\0", 1)[0])
        if name in _RIFF_INFO and text.strip():
            verdict[_RIFF_INFO[name]] = text[:MAX_RAW_CHARACTERS]
        position += 8 + size + size % 2


def _decoded(text: bytes) -> str:
    """The format names no encoding: UTF-8 where it fits, else what Windows programs wrote."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def first_text(tags: Any, names: tuple[str, ...]) -> str:
    """The first value of the first name that has any; empty if none has."""
    for name in names:
        values = tags.get(name)
        if values is None:
            continue
        if name == "TCON":  # may be a number from ID3v1's list; mutagen knows the names
            values = values.genres
        first = next(iter(getattr(values, "text", values)), "")
        if isinstance(first, tuple):  # MP4: (number, total)
            first = first[0]
        if isinstance(first, bytes):
            first = first.decode("utf-8", "replace")
        if str(first).strip():
            return str(first)[:MAX_RAW_CHARACTERS].encode("utf-8", "replace").decode()
    return ""


def front_cover(audio: Any, style: int) -> bytes | None:
    """The front cover's file, or the first picture's if none calls itself that."""
    if style == 2:
        covers = audio.tags.get("covr")
        return bytes(covers[0]) if covers else None
    pictures: list[_Picture] = audio.tags.getall("APIC") if style == 0 else vorbis_pictures(audio)
    pictures.sort(key=lambda picture: picture.type != _FRONT_COVER)
    return bytes(pictures[0].data) if pictures else None


def vorbis_pictures(audio: Any) -> list[_Picture]:
    """FLAC picture blocks, or their text form in Ogg comments; those that can't be parsed are left out."""
    pictures: list[_Picture] = list(getattr(audio, "pictures", []))
    for text in audio.tags.get("metadata_block_picture", [])[:20]:
        try:
            pictures.append(Picture(base64.b64decode(text, validate=True)))
        except (binascii.Error, ValueError, mutagen.MutagenError, struct.error):
            continue
    return pictures


if __name__ == "__main__":
    main(int(sys.argv[1]))
