"""Names that files are saved under: in addresses, and in the Content-Disposition header (RFC 6266, RFC 8187)."""

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

MAX_LENGTH = 150
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]'
)
"""What some file system refuses, and what would make a name look like another."""


def song_name(artist: str, title: str, ending: str) -> str:
    """`Artist - Title.m4a`, fit for any file system."""
    return _fitting(f"{artist} - {title}", ending)


def download_name(query: bytes, ending: str) -> str:
    """The name after `download=`, made fit again: anyone can write anything there. Empty without one."""
    name, _, value = query.partition(b"&")[0].partition(b"=")
    if name != b"download":
        return ""
    wanted = unquote_to_bytes(value).decode("utf-8", "replace")
    return _fitting(wanted.removesuffix(f".{ending}"), ending)


def attachment(name: str) -> bytes:
    """The header's value: plain letters for old readers, then the name itself."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace("%", "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}".encode()


def _fitting(stem: str, ending: str) -> str:
    stem = " ".join(_FORBIDDEN.sub(" ", stem.encode("utf-8", "replace").decode()).split())
    return f"{stem[:MAX_LENGTH].strip('. ') or 'audio'}.{ending}"
