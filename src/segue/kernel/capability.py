"""Short-lived permission to fetch one stored object, signed into its address and bound to one browser.

The signature is HMAC-SHA256 (RFC 2104) over object, file ending, track, expiry and the viewer's key, which is the
value of a cookie that only this browser holds; so a copied address opens nothing elsewhere. The address names the
key that signed it.
"""

import base64
import hashlib
import hmac
import math
import re
import time
from dataclasses import dataclass
from urllib.parse import quote

from segue.env import KeyRing

PREFIX = "/media/"
_PATH = re.compile(
    r"/media/([0-9]{1,12})\.([0-9a-f]{8})\.([A-Za-z0-9_-]{43})/(?:([0-9a-f]{32})/)?([0-9a-f]{64})\.([a-z0-9]{2,4})"
)


@dataclass(frozen=True, slots=True)
class Capability:
    """One object (SHA-256, hex), served as a file with this ending, until a moment in Unix seconds.

    `track`: id (hex) of the track that it is given out for; empty for what belongs to no track alone.
    """

    sha256: str
    ending: str
    track: str
    expires_at_s: int
    key_id: str
    signature: str

    @property
    def path(self) -> str:
        folder = f"{self.track}/" if self.track else ""
        return (
            f"{PREFIX}{self.expires_at_s}.{self.key_id}.{self.signature}/{folder}{self.sha256}.{self.ending}"
        )


def grant(
    keys: KeyRing, *, sha256: str, ending: str, viewer_key: str, ttl_s: int, track: str = ""
) -> Capability:
    """Works for between half of `ttl_s` and all of it: addresses stay equal for a while, so browsers can cache."""
    half = ttl_s / 2
    expires_at_s = int((math.floor(time.time() / half) + 2) * half)
    key = keys.newest()
    signature = _sign(key.secret, (sha256, ending, track, str(expires_at_s), viewer_key))
    return Capability(sha256, ending, track, expires_at_s, key.id, signature)


def parse(path: str) -> Capability | None:
    """What the address claims; None when it has another form."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    expires, key_id, signature, track, sha256, ending = match.groups()
    return Capability(sha256, ending, track or "", int(expires), key_id, signature)


def holds(keys: KeyRing, claimed: Capability, *, viewer_key: str) -> bool:
    """Whether we signed this for this browser, it hasn't expired, and its key hasn't been dropped."""
    key = keys.find(claimed.key_id)
    if key is None or time.time() >= claimed.expires_at_s:
        return False
    parts = (claimed.sha256, claimed.ending, claimed.track, str(claimed.expires_at_s), viewer_key)
    return hmac.compare_digest(_sign(key.secret, parts), claimed.signature)


def as_download(path: str, file_name: str) -> str:
    """The same address, for saving under this name; the name opens nothing, so it isn't signed."""
    return f"{path}?download={quote(file_name, safe='')}"


def _sign(secret: bytes, parts: tuple[str, ...]) -> str:
    digest = hmac.digest(secret, "\n".join(parts).encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
