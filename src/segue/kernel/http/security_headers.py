"""Headers that every answer carries, whichever door it comes from."""

from functools import cache

from django.conf import settings

HSTS = "max-age=31536000"
NOTHING_LOADS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
MEDIA_ALONE = f"{NOTHING_LOADS}; img-src 'self'; media-src 'self'"
"""Browsers show a media file as a document that loads that file."""


@cache
def common_headers() -> dict[str, str]:
    """No other site may frame, read or mistake what comes from here; with TLS, browsers keep to it for a year."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Content-Security-Policy": NOTHING_LOADS,
    }
    if settings.SEGUE.origin.startswith("https://"):
        headers["Strict-Transport-Security"] = HSTS
    return headers


def raw(headers: dict[str, str]) -> dict[bytes, bytes]:
    """As ASGI sends them."""
    return {name.lower().encode(): value.encode("latin-1") for name, value in headers.items()}
