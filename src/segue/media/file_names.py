"""Names of files that people bring: which ones are music, and how they are shown."""

import re

# Waveforms, lossless packing, lossy codecs, one-bit audio, trackers.
ENDINGS = frozenset(
    {
        *("wav", "wave", "bwf", "w64", "rf64", "aif", "aiff", "aifc", "caf"),
        *("flac", "alac", "wv", "ape", "tta"),
        *("mp3", "mp2", "m4a", "m4b", "mp4", "aac", "ogg", "oga", "opus", "mpc", "mp+", "mpp"),
        *("dsf", "dff"),
        *("mod", "xm", "it", "s3m", "mptm"),
    }
)

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def shown_name(file_name: str) -> str:
    """The name as it is kept: file systems allow characters that neither databases nor people can read."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", file_name)
