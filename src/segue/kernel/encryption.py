"""Values that must be read again, kept encrypted under a rotating key that isn't in the database.

AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; its key is made by HKDF-SHA256 (RFC 5869) from one of the
ring's. Stored text: `e1.<key id>.<base64url of nonce, ciphertext and tag>`. The context is authenticated with it, so
that a value copied to another row opens nothing there.
"""

import base64
import binascii
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from segue.env import KeyRing

VERSION = "e1"
NONCE_BYTES = 12
PURPOSE = b"segue: values at rest"


class Unreadable(Exception):
    """Not of ours, altered, of another context, or of a key that the ring has dropped."""


def encrypt(text: str, context: str) -> str:
    """`context` names the row and what the value is for, such as `app password <user id> <row id>`."""
    key = _ring().newest()
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + _cipher(key.secret).encrypt(nonce, text.encode(), context.encode())
    return f"{VERSION}.{key.id}.{_text(sealed)}"


def decrypt(stored: str, context: str) -> str:
    """Raises Unreadable."""
    try:
        version, key_id, text = stored.split(".")
        sealed = base64.b64decode(text, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise Unreadable("This isn't an encrypted value") from None
    if _text(sealed) != text:
        raise Unreadable("This isn't an encrypted value")  # one value, one spelling
    key = _ring().find(key_id)
    if version != VERSION or key is None:
        raise Unreadable(f"There is no key {key_id!r} for this value")
    try:
        plain = _cipher(key.secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise Unreadable("This value was altered, or belongs elsewhere") from None
    return plain.decode()


def is_encrypted(stored: str) -> bool:
    """Whether it looks like what `encrypt` returns."""
    return stored.startswith(f"{VERSION}.")


def needs_renewal(stored: str) -> bool:
    """Whether an older key than the newest encrypted it."""
    return not stored.startswith(current_prefix())


def current_prefix() -> str:
    """How every value begins that the newest key encrypted."""
    return f"{VERSION}.{_ring().newest().id}."


def _text(sealed: bytes) -> str:
    return base64.urlsafe_b64encode(sealed).decode()


def _ring() -> KeyRing:
    ring: KeyRing = settings.ENCRYPTION_KEYS
    return ring


@lru_cache(maxsize=16)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(derive(secret, PURPOSE))


def derive(secret: bytes, purpose: bytes) -> bytes:
    """A key of 256 bits for one purpose alone."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)
