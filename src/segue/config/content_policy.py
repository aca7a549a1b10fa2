"""What browsers let Segue's pages load."""

from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from segue.kernel.storage import Storage
from segue.kernel.storage.location import new_storage, old_storage

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'nonce-{nonce}' 'strict-dynamic'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    # Text never becomes a script or markup. A service worker's address will need a policy of its own.
    "require-trusted-types-for": "'script'",
}
FROM_STORAGE = ("img-src", "media-src", "connect-src")
ANY_OBJECT = "0" * 64


def content_security_policy(storages: Iterable[Storage]) -> str:
    """What pages may load: scripts by `{nonce}` alone, everything else from here, media from the buckets that hold
    them."""
    addresses = [storage.signed_url(ANY_OBJECT, content_type="audio/mp4", ttl_s=1) for storage in storages]
    buckets = [_origin(address) for address in addresses if address]
    more = dict.fromkeys(FROM_STORAGE, dict.fromkeys(buckets))
    return "; ".join(
        " ".join([directive, sources, *more.get(directive, [])]) for directive, sources in DIRECTIVES.items()
    )


def page_policy(nonce: str) -> str:
    """For one answer; its scripts carry `nonce`."""
    return _policy().replace("{nonce}", nonce)


@cache
def _policy() -> str:
    return content_security_policy(storage for storage in (new_storage(), old_storage()) if storage)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
