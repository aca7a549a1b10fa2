"""Runs as a confined program: reads what audio files say of themselves with mutagen, and answers in JSON.

Usage: python -I -B tags_child.py DESCRIPTOR            one file; its embedded cover goes to `cover` in this folder
       python -I -B tags_child.py --serve DESCRIPTOR    files come through this socket, several at once

Whatever is wrong with the tags, the answer is then that there are fewer of them, and `error` says why: mutagen is
known to raise errors of almost any kind. An answer of the server is two JSON documents, each after its length in bytes
(four bytes, big-endian): `{"format", "facts", "latin1", "has_cover", "error"}`, then the fields, to be stored as they
are. A file on which it spends too long ends it.
"""

import base64
import binascii
import errno
import json
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import mutagen
from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4Tags

if TYPE_CHECKING:
    from segue.media.processing import tag_dump
else:
    sys.path.append(str(Path(__file__).parent))  # python -I leaves it out
    import tag_dump

MAX_COVER_BYTES = 20 << 20
MAX_AT_ONCE = 32
FILE_CPU_S = 8.0
_EXIT_DISK_FULL = 256 - errno.ENOSPC
_FRONT_COVER = 3
_COVER_FIELDS = frozenset(("PICTURE", "covr", "METADATA_BLOCK_PICTURE", "metadata_block_picture"))
Answer = dict[str, Any]


class _Picture(Protocol):
    type: int
    data: bytes


def main(descriptor: int) -> None:
    """Print the answer about one file."""
    answer = empty_answer()
    with os.fdopen(descriptor, "rb") as file:
        audio = read(file, answer)
        try:
            keep_cover(audio)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                sys.exit(_EXIT_DISK_FULL)
            answer["error"] = repr(error)[:300]
        except Exception as error:  # noqa: BLE001 - a strange picture is no picture
            answer["error"] = repr(error)[:300]
    answer["fields"] = tag_dump.bounded(answer["fields"])
    sys.stdout.write(json.dumps(answer))


def serve(descriptor: int) -> None:
    """Until the other side closes the socket."""
    with socket.socket(fileno=descriptor) as channel:
        while True:
            _, descriptors, _, _ = socket.recv_fds(channel, MAX_AT_ONCE, MAX_AT_ONCE)
            if not descriptors:
                return
            for number in descriptors:
                signal.setitimer(signal.ITIMER_PROF, FILE_CPU_S)
                answer = answered(number)
                signal.setitimer(signal.ITIMER_PROF, 0)
                _write(descriptor, answer)


def _write(descriptor: int, content: bytes) -> None:
    """Not sent: the walls let nothing be sent."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def answered(descriptor: int) -> bytes:
    answer = empty_answer()
    with os.fdopen(descriptor, "rb") as file:
        read(file, answer)
    fields = answer.pop("fields")
    document = encoded(fields)
    if len(document) > tag_dump.MAX_JSON_BYTES:
        document = encoded(tag_dump.bounded(fields))
    documents = (encoded(answer), document)
    return b"".join(struct.pack(">I", len(document)) + document for document in documents)


def encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def empty_answer() -> Answer:
    return {"format": "", "fields": {}, "facts": {}, "latin1": [], "has_cover": False, "error": ""}


def read(file: BinaryIO, answer: Answer) -> Any:
    """Fill `answer` part by part, so that what was read before an error stays; returns mutagen's object, if any."""
    audio = None
    try:
        audio = tag_dump.opened(file)
        if audio is None:
            file.seek(0)
            tag_dump.dump_tracker(file.read(1084), answer)
        else:
            tag_dump.dump_tags(audio, file, answer)
            answer["has_cover"] = _has_cover(answer["fields"])
            answer["facts"] = tag_dump.dump_sound(audio)
    except Exception as error:  # noqa: BLE001 - any error only means that these tags can't be read
        answer["error"] = repr(error)[:300]
    try:
        file.seek(0)
        if file.read(4) == b"RIFF":
            tag_dump.dump_riff_info(file, answer["fields"], answer["latin1"])
            answer["format"] = answer["format"] or ("riff" if answer["fields"] else "")
    except Exception as error:  # noqa: BLE001
        answer["error"] = answer["error"] or repr(error)[:300]
    return audio


def _has_cover(fields: tag_dump.Fields) -> bool:
    return not _COVER_FIELDS.isdisjoint(fields) or any(
        name.startswith(("APIC", "Cover Art")) for name in fields
    )


def keep_cover(audio: Any) -> None:
    cover = front_cover(audio) if audio is not None and audio.tags is not None else None
    if cover and len(cover) <= MAX_COVER_BYTES:
        with Path("cover").open("xb") as output:
            output.write(cover)


def front_cover(audio: Any) -> bytes | None:
    """The front cover's file, or the first picture's if none calls itself that."""
    if isinstance(audio.tags, MP4Tags):
        covers = audio.tags.get("covr")
        return bytes(covers[0]) if covers else None
    if isinstance(audio.tags, mutagen.apev2.APEv2):
        cover = audio.tags.get("Cover Art (Front)")
        return bytes(cover.value).partition(b"\0")[2] if cover else None
    is_id3 = isinstance(audio.tags, ID3)
    pictures: list[_Picture] = audio.tags.getall("APIC") if is_id3 else vorbis_pictures(audio)
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
    if sys.argv[1] == "--serve":
        serve(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
