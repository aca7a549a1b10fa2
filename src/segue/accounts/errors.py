"""Conditions under which an account isn't made."""

from collections.abc import Mapping

from segue.kernel.errors import DomainError, Refusal

FieldErrors = Mapping[str, list[str]]


class FieldsRefused(DomainError):
    """`fields`: sentences for people, by field name (email, username, password)."""

    code = "accounts.fields_refused"
    title = "Some fields need another value"

    def __init__(self, fields: FieldErrors) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(texts)}" for name, texts in fields.items()))
        self.fields = fields


class SetupLinkEnded(DomainError):
    code = "accounts.setup_link_ended"
    refusal = Refusal.FORBIDDEN
    title = (
        "This setup link has ended: it works once, within 24 hours. "
        "If this server has no operator yet, start Segue again and it prints a new one"
    )
