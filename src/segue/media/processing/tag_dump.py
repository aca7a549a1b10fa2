"""All that a file's tags say and what its headers say of its sound, as JSON can hold it; runs in the confined reader.

Fields are named as the format names them, and have lists of values: texts, numbers, and objects for what isn't text,
`{"base64"}` while that is short, else `{"bytes", "sha256"}`. No character is in them that PostgreSQL's JSON refuses.
"""

import base64
import codecs
import hashlib
import json
import re
import struct
from collections.abc import Iterable
from typing import Any, BinaryIO

import mutagen
from mutagen.aac import AAC
from mutagen.aiff import AIFF
from mutagen.apev2 import APEv2
from mutagen.dsdiff import DSDIFF
from mutagen.dsf import DSF
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.id3 import _specs as id3_specs
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm, MP4Tags
from mutagen.musepack import Musepack
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.trueaudio import TrueAudio
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

MAX_FIELDS = 2_000
MAX_VALUES = 1_000
MAX_CHARACTERS = 200_000
MAX_BASE64_BYTES = 256
MAX_JSON_BYTES = 500_000
KINDS = [
    *(MP3, FLAC, OggVorbis, OggOpus, OggFLAC, MP4, AIFF, WAVE, AAC),
    *(MonkeysAudio, Musepack, WavPack, TrueAudio, DSF, DSDIFF),
]
_OGG_KINDS: dict[bytes, Any] = {b"\x01vorb": OggVorbis, b"OpusH": OggOpus, b"\x7fFLAC": OggFLAC}
_SURROGATES = re.compile("[\ud800-\udfff]")
_TEXT_FORMATS = (0, 1)  # of MP4's data atoms: implicit, UTF-8 (QuickTime File Format, well-known types)
_LATIN1 = 0  # ID3v2.4, 4: text encoding
_ID3V1_BYTES, _APE_FOOTER_BYTES = 128, 32
Fields = dict[str, list[Any]]


def _until_zero(data: bytes, encoding: str, strict: bool = True) -> tuple[str, bytes]:
    """In place of mutagen's, with the same results: that one decodes UTF-16 letter by letter, which is more than half
    of what an MP3 file's tags take."""
    if encoding not in _UTF16 or (encoding == "utf16" and not data.startswith(_BYTE_ORDERS)):
        result: tuple[str, bytes] = _mutagens_until_zero(data, encoding, strict)
        return result
    end = data.find(b"\0\0")
    while end > 0 and end % 2:
        end = data.find(b"\0\0", end + 1)
    if end >= 0:
        return data[:end].decode(encoding), data[end + 2 :]
    if strict:
        raise ValueError("not null terminated")
    return data.decode(encoding), b""


_UTF16 = ("utf16", "utf_16_be")
_BYTE_ORDERS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_specs: Any = id3_specs
_mutagens_until_zero = _specs.decode_terminated
_specs.decode_terminated = _until_zero


def opened(file: BinaryIO) -> Any:
    """mutagen's object, or None if it knows no such format. The common ones are recognized by their first bytes."""
    head = file.read(36)
    file.seek(0)
    if head[:4] == b"fLaC":
        return FLAC(file)
    if head[:4] == b"OggS" and head[28:33] in _OGG_KINDS:
        return _OGG_KINDS[head[28:33]](file)
    if head[4:8] == b"ftyp":
        return MP4(file)
    return mutagen.File(file, options=KINDS)


def dump_tags(audio: Any, file: BinaryIO, answer: dict[str, Any]) -> None:
    """Fill `answer["format"]`, `["fields"]`, and `["latin1"]`: the fields that call their text Latin-1."""
    tags, fields, latin1 = audio.tags, answer["fields"], answer["latin1"]
    if isinstance(tags, ID3):
        answer["format"] = f"id3v{tags.version[0]}.{tags.version[1]}"
        _dump_id3(tags, fields, latin1)
    elif isinstance(tags, MP4Tags):
        answer["format"] = "mp4"
        _fill(fields, ((name, map(_mp4_value, _listed(value))) for name, value in tags.items()))
    elif isinstance(tags, APEv2):
        answer["format"] = "apev2"
        _dump_ape(tags, fields)
    elif tags is not None:
        answer["format"] = "vorbis"
        _fill(fields, ((name, [_text(value)]) for name, value in tags))
    if pictures := getattr(audio, "pictures", None):
        fields["PICTURE"] = [_picture(picture) for picture in pictures[:MAX_VALUES]]
    if isinstance(audio, MP3) and (ape := _ape_of_mp3(file)):
        _dump_ape(ape, fields, prefix="APE:")


def _fill(fields: Fields, pairs: Iterable[tuple[str, Iterable[Any]]]) -> None:
    for name, values in pairs:
        if len(fields) < MAX_FIELDS:
            kept = fields.setdefault(_clean(name), [])
            kept += list(values)[: MAX_VALUES - len(kept)]


def _dump_id3(tags: ID3, fields: Fields, latin1: list[str]) -> None:
    for frame in tags.values():
        name = _frame_name(frame)
        _fill(fields, [(name, _frame_values(frame))])
        if getattr(frame, "encoding", None) == _LATIN1:
            latin1.append(name)
    for raw in tags.unknown_frames:
        _fill(fields, [(f"unknown:{raw[:4].decode('latin-1')}", [_binary(raw)])])


def _frame_name(frame: Any) -> str:
    """As mutagen tells frames apart, but PRIV's, which it names by its content."""
    return f"PRIV:{frame.owner}" if frame.FrameID == "PRIV" else str(frame.HashKey)


def _frame_values(frame: Any) -> list[Any]:
    kind = frame.FrameID
    if kind == "APIC":
        return [_picture(frame)]
    if kind in ("TIPL", "TMCL", "IPLS"):
        return [[_text(part) for part in pair] for pair in frame.people]
    if kind == "SYLT":
        return [[_text(text), at] for text, at in frame.text]
    if kind == "UFID":
        return [_bytes_as_text(frame.data)]
    if kind[0] == "W":
        return [_text(frame.url)]
    text = getattr(frame, "text", None)
    if text is not None:
        return [_text(str(value)) for value in _listed(text)]
    names = [spec.name for spec in frame._framespec if hasattr(frame, spec.name)]
    return [{name: _value(getattr(frame, name)) for name in names if name not in ("owner", "email", "desc")}]


def _dump_ape(tags: APEv2, fields: Fields, prefix: str = "") -> None:
    _fill(fields, ((prefix + name, _ape_values(value)) for name, value in tags.items()))


def _ape_values(value: Any) -> list[Any]:
    if isinstance(value.value, bytes):
        return [_binary(value.value)]
    return [_text(text) for text in str(value).split("\0")]


def _ape_of_mp3(file: BinaryIO) -> APEv2 | None:
    """Some programs write it behind an MP3's sound, before ID3v1 if there is one."""
    end = file.seek(0, 2)
    file.seek(max(0, end - _ID3V1_BYTES - _APE_FOOTER_BYTES))
    tail = file.read()
    if b"APETAGEX" not in (tail[:8], tail[-_APE_FOOTER_BYTES:-24]):
        return None
    file.seek(0)
    return APEv2(file)


def _mp4_value(value: Any) -> Any:
    if isinstance(value, MP4Cover):
        return _measured(bytes(value))
    if isinstance(value, MP4FreeForm):
        return _bytes_as_text(bytes(value)) if value.dataformat in _TEXT_FORMATS else _binary(bytes(value))
    return _value(value)


def _value(value: Any) -> Any:
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, bytes | bytearray):
        return _binary(bytes(value))
    if isinstance(value, tuple | list):
        return [_value(part) for part in value[:MAX_VALUES]]
    return _text(str(value))


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _clean(text: str) -> str:
    """Zeros, which end texts and which the database can't hold, are left out."""
    text = text.replace("\0", "")
    return text if text.isascii() else _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(text: str) -> Any:
    if len(text) <= MAX_CHARACTERS:
        return _clean(text)
    return {**_measured(text.encode("utf-8", "replace")), "begins": _clean(text[:1000])}


def _bytes_as_text(content: bytes) -> Any:
    try:
        return _text(content.decode())
    except UnicodeDecodeError:
        return _binary(content)


def _binary(content: bytes) -> dict[str, Any]:
    if len(content) <= MAX_BASE64_BYTES:
        return {"base64": base64.b64encode(content).decode()}
    return _measured(content)


def _measured(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _picture(picture: Any) -> dict[str, Any]:
    told = {"type": int(picture.type), "mime": _clean(picture.mime), "description": _clean(picture.desc)}
    return told | _measured(bytes(picture.data))


def bounded(fields: Fields) -> Fields:
    """The same, but for the largest ones of so many that a row of the database had better not hold them."""
    sizes = {name: len(json.dumps(values)) for name, values in fields.items()}
    excess = sum(sizes.values()) - MAX_JSON_BYTES
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if excess <= 0:
            break
        fields[name] = [_measured(json.dumps(fields[name]).encode())]
        excess -= sizes[name]
    return fields


def dump_sound(audio: Any) -> dict[str, Any]:
    """Of the headers: `container` and `codec` as ffmpeg calls them, empty where it takes more to know."""
    info = audio.info
    length_s = float(getattr(info, "length", 0) or 0)
    container, codec = _codec(audio)
    return {
        "container": container,
        "codec": codec,
        "sample_rate_hz": int(getattr(info, "sample_rate", 0) or (48_000 if codec == "opus" else 0)),
        "channels": int(getattr(info, "channels", 0) or 0),
        "bits_per_sample": int(getattr(info, "bits_per_sample", 0) or 0) or None,
        "duration_ms": round(length_s * 1000) if 0 < length_s < 10**6 else 0,
    }


_CODECS: list[tuple[type, str, str]] = [
    (FLAC, "flac", "flac"),
    (OggVorbis, "ogg", "vorbis"),
    (OggOpus, "ogg", "opus"),
    (OggFLAC, "ogg", "flac"),
    (AAC, "adts", "aac"),
    (MonkeysAudio, "ape", "ape"),
    (WavPack, "wv", "wavpack"),
    (TrueAudio, "tta", "tta"),
    (DSF, "dsf", "dsd_lsbf_planar"),
]


def _codec(audio: Any) -> tuple[str, str]:
    info = audio.info
    if isinstance(audio, MP3):
        return "mp3", "mp3" if info.layer == 3 else f"mp{info.layer}"
    if isinstance(audio, MP4):
        return "mp4", "aac" if info.codec.startswith("mp4a.40") else str(info.codec)
    if isinstance(audio, Musepack):
        return "mpc", "musepack8" if info.version >= 8 else "musepack7"
    if isinstance(audio, WAVE) and info.audio_format == 1 and info.bits_per_sample in (16, 24, 32):
        return "wav", f"pcm_s{info.bits_per_sample}le"
    return next(((box, codec) for kind, box, codec in _CODECS if type(audio) is kind), ("", ""))


def dump_riff_info(file: BinaryIO, fields: Fields, latin1: list[str]) -> None:
    """Where WAV files keep text that isn't ID3: chunks of a RIFF INFO list (Microsoft's Multimedia Programming
    Interface and Data Specifications 1.0, chapter 2). The format names no encoding."""
    file.seek(12)
    for _ in range(1000):
        header = file.read(8)
        if len(header) < 8:
            return
        size = struct.unpack("<I", header[4:])[0]
        after = file.tell() + size + size % 2
        if header[:4] == b"LIST":
            _dump_info_list(file.read(min(size, 1 << 16)), fields, latin1)
        file.seek(after)


def _dump_info_list(content: bytes, fields: Fields, latin1: list[str]) -> None:
    position = 4 if content[:4] == b"INFO" else len(content)
    while position + 8 <= len(content):
        code, size = struct.unpack_from("<4sI", content, position)
        raw = content[position + 8 : position + 8 + size].split(b"\0", 1)[0]
        name = f"RIFF:{_clean(code.decode('latin-1'))}"
        if raw.strip():
            _fill(fields, [(name, [_text(raw.decode("latin-1"))])])
            latin1.append(name)
        position += 8 + size + size % 2


_SONG_NAMES = ((0, b"Extended Module: ", 17, 20), (0, b"IMPM", 4, 26), (44, b"SCRM", 0, 28))
_MOD_MARKS = (b"M.K.", b"M!K!", b"FLT4", b"FLT8", b"4CHN", b"6CHN", b"8CHN")


def dump_tracker(head: bytes, answer: dict[str, Any]) -> None:
    """The name of a song in tracker notation (XM, IT, S3M, MOD), from the file's first 1084 bytes."""
    places = [
        (at, count) for place, mark, at, count in _SONG_NAMES if head[place : place + len(mark)] == mark
    ]
    if head[1080:1084] in _MOD_MARKS:
        places.append((0, 20))
    for at, count in places[:1]:
        raw = head[at : at + count].split(b"\0", 1)[0].strip()
        if raw:
            answer["format"] = "tracker"
            answer["fields"]["SONGNAME"] = [_text(raw.decode("latin-1"))]
            answer["latin1"].append("SONGNAME")
