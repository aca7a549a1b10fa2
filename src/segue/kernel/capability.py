"""Short-lived permission to fetch one stored object, signed into its address and bound to one browser.

The signature is HMAC-SHA256 (RFC 2104) over object, file ending, expiry and the viewer's key, which is the
value of a cookie that only this browser holds; so a copied address opens nothing elsewhere.
"""

import base64
import hashlib
import hmac
import math
import re
import time
from dataclasses import dataclass

PREFIX = "/media/"
_PATH = re.compile(r"/media/([0-9]{1,12})\.([A-Za-z0-9_-]{43})/([0-9a-f]{64})\.([a-z0-9]{2,4})")


@dataclass(frozen=True)
class Capability:
    """One object (SHA-256, hex), served as a file with this ending, until a moment in Unix seconds."""

    sha256: str
    ending: str
    expires_at_s: int
    signature: str

    @property
    def path(self) -> str:
        return f"{PREFIX}{self.expires_at_s}.{self.signature}/{self.sha256}.{self.ending}"


def grant(key: bytes, *, sha256: str, ending: str, viewer_key: str, ttl_s: int) -> Capability:
    """Works for between half of `ttl_s` and all of it: addresses stay equal for a while, so browsers can cache."""
    half = ttl_s / 2
    expires_at_s = int((math.floor(time.time() / half) + 2) * half)
    return Capability(sha256, ending, expires_at_s, _sign(key, sha256, ending, expires_at_s, viewer_key))


def parse(path: str) -> Capability | None:
    """What the address claims; None when it has another form."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    expires, signature, sha256, ending = match.groups()
    return Capability(sha256, ending, int(expires), signature)


def holds(key: bytes, claimed: Capability, *, viewer_key: str) -> bool:
    """Whether we signed this for this browser and it hasn't expired."""
    expected = _sign(key, claimed.sha256, claimed.ending, claimed.expires_at_s, viewer_key)
    return hmac.compare_digest(expected, claimed.signature) and time.time() < claimed.expires_at_s


def _sign(key: bytes, sha256: str, ending: str, expires_at_s: int, viewer_key: str) -> str:
    message = f"{sha256}\n{ending}\n{expires_at_s}\n{viewer_key}".encode()
    return base64.urlsafe_b64encode(hmac.digest(key, message, hashlib.sha256)).decode().rstrip("=")
