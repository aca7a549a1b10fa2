"""Response headers that tell browsers what Segue's pages may do."""

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from segue.kernel.storage import Storage
from segue.kernel.storage.location import new_storage, old_storage

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
FROM_STORAGE = ("img-src", "media-src", "connect-src")
ANY_OBJECT = "0" * 64
Respond = Callable[[HttpRequest], HttpResponse]


def content_security_policy(storages: Iterable[Storage]) -> str:
    """What pages may load: everything from here, and media from the buckets that hold them."""
    addresses = [storage.signed_url(ANY_OBJECT, content_type="audio/mp4", ttl_s=1) for storage in storages]
    parts = [urlsplit(address) for address in addresses if address]
    origins = "".join(dict.fromkeys(f" {part.scheme}://{part.netloc}" for part in parts))
    return "; ".join(
        f"{directive} {sources}{origins if directive in FROM_STORAGE else ''}"
        for directive, sources in DIRECTIVES.items()
    )


@cache
def _policy() -> str:
    return content_security_policy([storage for storage in (new_storage(), old_storage()) if storage])


def content_security_middleware(get_response: Respond) -> Respond:
    """Pages get the policy; answers of the API are never stored unless they say so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", _policy())
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware
