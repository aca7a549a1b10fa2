"""Tells by its first bytes what a file is that can't be opened."""

# How files of formats that we don't take begin: where, with what.
_SOUNDS = (
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media (WMA) file"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM file"),
    (0, b"tBaK", "a TAK file"),
    (0, b"ajkg", "a Shorten file"),
    (0, b"\x7f\xfe\x80\x01", "a DTS file"),
    (0, b"OFR ", "an OptimFROG file"),
    (0, b".snd", "a Sun AU file"),
    (0, b"MThd", "a MIDI file, which has notes but no sound"),
    (0, b"#!AMR", "an AMR recording"),
    (0, b".RMF", "a RealMedia file"),
    (0, b".ra\xfd", "a RealAudio file"),
    (0, b"FLV\x01", "a Flash video"),
    (8, b"AVI ", "an AVI video"),
)
_OTHERS = (
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"),
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"GIF8", "a picture"),
)
# And those of formats that we take. Of MP4's brands only those of sound and of films: others are pictures.
_MUSIC = (
    *(
        (0, magic)
        for magic in (b"fLaC", b"OggS", b"ID3", b"wvpk", b"MAC ", b"MPCK", b"MP+", b"DSD ", b"FRM8")
    ),
    *((0, magic) for magic in (b"TTA1", b"caff", b"riff\x2e\x91\xcf\x11")),
    *((8, magic) for magic in (b"WAVE", b"AIFF", b"AIFC")),
    *((4, b"ftyp" + brand) for brand in (b"M4A", b"M4B", b"mp4", b"iso", b"qt  ", b"3gp", b"dash")),
)
_AC3_SYNC, _LAST_AC3_BSID = b"\x0b\x77", 10  # ETSI TS 102 366, 4.4.1 and E.1.1


def recognize_sound(head: bytes) -> str | None:
    """What sound it is that we don't take, such as "a TAK file"."""
    if head[:2] == _AC3_SYNC and len(head) > 5:
        is_ac3 = head[5] >> 3 <= _LAST_AC3_BSID
        return "a Dolby Digital (AC-3) file" if is_ac3 else "a Dolby Digital Plus (E-AC-3) file"
    return _recognize(_SOUNDS, head)


def recognize_other(head: bytes) -> str | None:
    """What a file is that isn't sound at all, such as "a ZIP archive"."""
    return _recognize(_OTHERS, head)


def begins_like_music(head: bytes) -> bool:
    """Whether it calls itself what we take, so that it is damaged if it can't be opened."""
    return _is_mpeg_frame(head) or any(head[at : at + len(magic)] == magic for at, magic in _MUSIC)


def _is_mpeg_frame(head: bytes) -> bool:
    """MP3, MP2 (ISO/IEC 11172-3, 2.4.1.3; layer I would begin like a text in UTF-16) or AAC's ADTS."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer == 0:
        return version >= 2 and head[2] >> 2 & 15 < 13  # ISO/IEC 13818-7, 6.2: sampling frequency index
    return version != 1 and layer < 3 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _recognize(signatures: tuple[tuple[int, bytes, str], ...], head: bytes) -> str | None:
    return next((name for at, magic, name in signatures if head[at : at + len(magic)] == magic), None)
