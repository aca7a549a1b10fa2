"""Conditions that a domain rule refuses, with a stable code; one place turns them into HTTP."""

from collections.abc import Mapping
from enum import Enum
from typing import Any


class Refusal(Enum):
    """What sort of condition it is; doors map it to their own protocol."""

    NOT_FOUND = "not_found"
    MOVED = "moved"
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


class Moved(DomainError):
    """What the viewer may see was asked for by an address that it had before; `new` is the present one."""

    code = "kernel.moved"
    refusal = Refusal.MOVED
    title = "This has another address now"

    def __init__(self, old: str, new: str) -> None:
        super().__init__(members={"address": new})
        self.old, self.new = old, new

    def present(self, address: object) -> str:
        """What stands in place of `address` now."""
        return self.new if address == self.old else str(address)
