"""What audio we take, in ffmpeg's names, and the names of codecs that we don't."""

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
