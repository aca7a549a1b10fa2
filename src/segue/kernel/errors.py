"""Conditions that a domain rule refuses, with a stable code; one place turns them into HTTP."""

from collections.abc import Mapping
from enum import Enum
from typing import Any


class Refusal(Enum):
    """What sort of condition it is; doors map it to their own protocol."""

    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    SIGN_IN_REQUIRED = "sign_in_required"
    CONFLICT = "conflict"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    NO_SPACE = "no_space"
    UNAVAILABLE = "unavailable"
    RATE_LIMITED = "rate_limited"


class DomainError(Exception):
    """Subclasses are named after the condition and set `code` (`app.condition`), `refusal` and `title`.

    The message given on raising says what to do; it is shown to people. `retry_after_s`: when it may be tried again,
    where that is known. `members`: facts for programs, as JSON, beside the code.
    """

    code: str = "kernel.refused"
    refusal: Refusal = Refusal.INVALID
    title: str = "This can't be done"
    retry_after_s: int | None = None

    def __init__(self, detail: str = "", *, members: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.members = members or {}


class NotFound(DomainError):
    """Also the answer for things that the viewer may not know about."""

    code = "kernel.not_found"
    refusal = Refusal.NOT_FOUND
    title = "Not found"
