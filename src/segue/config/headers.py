"""Response headers that tell browsers what Segue's pages may do."""

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from segue.kernel.http.security_headers import common_headers
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
}
FROM_STORAGE = ("img-src", "media-src", "connect-src")
ANY_OBJECT = "0" * 64
Respond = Callable[[HttpRequest], HttpResponse]


def content_security_policy(storages: Iterable[Storage], sign_in_origins: Iterable[str] = ()) -> str:
    """What pages may load: scripts by `{nonce}` alone, everything else from here, media from the buckets that hold
    them. Forms may lead to the providers that people sign in with: browsers check redirects of forms, too."""
    addresses = [storage.signed_url(ANY_OBJECT, content_type="audio/mp4", ttl_s=1) for storage in storages]
    buckets = [_origin(address) for address in addresses if address]
    more = {**dict.fromkeys(FROM_STORAGE, buckets), "form-action": list(sign_in_origins)}
    return "; ".join(
        " ".join([directive, sources, *dict.fromkeys(more.get(directive, []))])
        for directive, sources in DIRECTIVES.items()
    )


def page_policy(nonce: str) -> str:
    """For one answer; its scripts carry `nonce`."""
    return _policy().replace("{nonce}", nonce)


@cache
def _policy() -> str:
    storages = [storage for storage in (new_storage(), old_storage()) if storage]
    return content_security_policy(storages, [_origin(provider.issuer) for provider in settings.SEGUE.oidc])


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def security_headers_middleware(get_response: Respond) -> Respond:
    """Answers may load nothing and are never stored, unless they say so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in common_headers().items():
            response.setdefault(name, value)
        response.setdefault("Cache-Control", "no-store")
        return response

    return middleware
