"""Values as they may be shown."""

import json
import re
from typing import Any

HIDDEN = "********"
PLAIN_URL = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<user>[^@/?#\s]*@)?(?P<rest>[^@?#\s]*)", re.IGNORECASE
)
SECRET_PART = re.compile(r"(?i)([?&][^=&#]*(?:secret|password|token|key|signature)[^=&#]*=)[^&#]*")
USER = re.compile(r"(?<=://)[^/?#\s]*@")
MISWRITTEN_USER = re.compile(r"(?<=:)(//)?\S*(?<!\*)@")
"""With characters that end it too early, or in no URL at all."""
SHOWN_KEYS = frozenset({"id", "name", "issuer", "client_id"})
"""Of objects in a secret list."""


def redacted(text: str, *, is_secret: bool) -> str:
    """Of a secret only what can't be part of it stays: the host and path of a URL, the public keys of a list."""
    if not is_secret:
        shown = MISWRITTEN_USER.sub(rf"\1{HIDDEN}@", USER.sub(f"{HIDDEN}@", text))
        return SECRET_PART.sub(rf"\1{HIDDEN}", shown)
    if text[:1] == "[":
        return _list(text)
    found = PLAIN_URL.fullmatch(text.partition("?")[0]) if "://" in text else None
    if not found or not found["user"] or "@" in text.partition("?")[2]:
        return HIDDEN
    return f"{found['scheme']}://{HIDDEN}@{found['rest']}"


def _list(text: str) -> str:
    try:
        items = json.loads(text)
    except ValueError:
        return HIDDEN
    return json.dumps([_shown(item) for item in items], ensure_ascii=False)


def _shown(item: Any) -> Any:
    if not isinstance(item, dict):
        return HIDDEN
    return {
        key: value if key in SHOWN_KEYS and isinstance(value, str) else HIDDEN for key, value in item.items()
    }
