"""Headers that every answer carries, whichever door it comes from."""

from functools import cache

from django.conf import settings

from segue.kernel.http.asgi import App, Message, Receive, Scope, Send

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


class SafeAnswers:
    """An ASGI app around one. Its answers may load nothing and are never stored, unless they say so themselves."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_completed(message: Message) -> None:
            await send(_completed(message) if message["type"] == "http.response.start" else message)

        await self.app(scope, receive, send_completed)


def _completed(start: Message) -> Message:
    own = list(start["headers"])
    said = {name.lower() for name, _ in own}
    return {**start, "headers": own + [line for line in _always().items() if line[0] not in said]}


@cache
def _always() -> dict[bytes, bytes]:
    return raw(common_headers() | {"Cache-Control": "no-store"})


def raw(headers: dict[str, str]) -> dict[bytes, bytes]:
    """As ASGI sends them."""
    return {name.lower().encode(): value.encode("latin-1") for name, value in headers.items()}
