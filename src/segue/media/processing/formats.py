"""What audio we take, in ffmpeg's names, and how to name what we don't."""

DEMUXERS = (
    *("wav", "w64", "aiff", "caf", "flac", "mp3", "aac", "mov", "ogg", "wv", "ape", "mpc", "mpc8", "tta"),
    *("dsf", "iff", "libopenmpt"),  # iff is the one that reads DSDIFF (.dff)
)
_PCM = tuple(f"pcm_{kind}{order}" for kind in ("s16", "s24", "s32", "f32", "f64") for order in ("le", "be"))
_DSD = ("dsd_lsbf", "dsd_msbf", "dsd_lsbf_planar", "dsd_msbf_planar", "dst")
_LOSSLESS = frozenset(("flac", "alac", "wavpack", "ape", "tta", "pcm_u8", "pcm_s8", *_PCM, *_DSD))
_LOSSY = (
    "mp3float",
    "mp3",
    "mp2float",
    "mp2",
    "aac",
    "vorbis",
    "opus",
    "mpc7",
    "mpc8",
    "pcm_alaw",
    "pcm_mulaw",
)
DECODERS = (*sorted(_LOSSLESS), *_LOSSY)
CODECS = frozenset((*DECODERS, "musepack7", "musepack8"))
"""Codecs as ffmpeg's report names them, which isn't always how their decoders are called."""
TRACKER = "libopenmpt"
_CONTAINERS = {
    "mov,mp4,m4a,3gp,3g2,mj2": "mp4",
    "aac": "adts",
    "iff": "dff",
    "mpc8": "mpc",
    TRACKER: "tracker",
}
_UNACCEPTED_CODECS = {
    "ac3": "Dolby Digital",
    "adpcm_ima_wav": "ADPCM",
    "adpcm_ms": "ADPCM",
    "dts": "DTS",
    "eac3": "Dolby Digital Plus",
    "speex": "Speex",
    "wmav2": "Windows Media Audio",
}
# How files of formats that we don't take begin: where, with what.
_SOUNDS = (
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a Windows Media (WMA) file"),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM file"),
    (0, b"tBaK", "a TAK file"),
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


def is_lossless(codec: str) -> bool:
    """Whether the codec keeps every sample (of WavPack's two modes, the usual one)."""
    return codec in _LOSSLESS


def is_dsd(codec: str) -> bool:
    """One-bit sound, which we turn into PCM."""
    return codec in _DSD


def container_name(demuxer: str) -> str:
    """Our name for what ffmpeg's demuxer reads."""
    return _CONTAINERS.get(demuxer, demuxer)


def unaccepted_codec_name(codec: str) -> str | None:
    """The common name of a codec that we don't take, if it is a usual one."""
    return _UNACCEPTED_CODECS.get(codec)


def recognize_sound(head: bytes) -> str | None:
    """What sound it is that we don't take, such as "a TAK file", by a file's first bytes."""
    return _recognize(_SOUNDS, head)


def recognize_other(head: bytes) -> str | None:
    """What a file is that isn't sound at all, such as "a ZIP archive", by its first bytes."""
    return _recognize(_OTHERS, head)


def _recognize(signatures: tuple[tuple[int, bytes, str], ...], head: bytes) -> str | None:
    return next((name for at, magic, name in signatures if head[at : at + len(magic)] == magic), None)
