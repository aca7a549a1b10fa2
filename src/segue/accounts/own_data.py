"""What accounts keep of one person themselves, with what Django, django-allauth and the kernel keep of them."""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Q

from segue.accounts import ports
from segue.accounts.models import Export, Invitation, OutgoingMail, User
from segue.accounts.ports import ExportFile, Rows, json_document
from segue.accounts.services.exports import remove_exports
from segue.kernel.audit.models import AuditEntry
from segue.kernel.jobs.models import Job

BATCH = 500


class Table(NamedTuple):
    """Rows of a model whose `column` is the person, and what of them may leave the server: never a secret."""

    model: str
    column: str
    fields: tuple[str, ...]


TABLES = {
    "email-addresses": Table("account.EmailAddress", "user", ("email", "verified", "primary")),
    "former-usernames": Table("accounts.FormerUsername", "user", ("username", "created_at", "held_until")),
    "access-tokens": Table(
        "accounts.AccessToken",
        "owner",
        ("name", "scopes", "last_four", "created_at", "last_used_at", "expires_at"),
    ),
    "app-passwords": Table("accounts.AppPassword", "owner", ("name", "scopes", "created_at", "last_used_at")),
    "sessions": Table("usersessions.UserSession", "user", ("ip", "user_agent", "created_at", "last_seen_at")),
    "second-factors-and-passkeys": Table(
        "mfa.Authenticator", "user", ("type", "data__name", "created_at", "last_used_at")
    ),
    "sign-in-providers": Table(
        "socialaccount.SocialAccount",
        "user",
        ("provider", "uid", "date_joined", "last_login", "extra_data"),
    ),
    "invitations-sent": Table(
        "accounts.Invitation",
        "invited_by",
        ("email", "note", "created_at", "expires_at", "used_at", "withdrawn_at"),
    ),
    "invitation-used": Table("accounts.Invitation", "used_by", ("email", "note", "created_at", "used_at")),
    "exports": Table("accounts.Export", "user", ("created_at", "with_files", "bytes", "expires_at")),
    "deletion": Table("accounts.Deletion", "user", ("created_at", "due_at", "with_artists", "reminded_at")),
    "jobs": Table(
        "jobs.Job", "owner_id", ("kind", "state", "step", "error_code", "created_at", "finished_at")
    ),
}
ACCOUNT_FIELDS = (
    *(
        "id",
        "username",
        "name",
        "email",
        "bio",
        "links",
        "profile_visibility",
        "activity_visibility",
        "is_listed",
    ),
    *("date_joined", "last_login", "username_changed_at", "is_staff", "is_moderator", "suspended_at"),
    "suspension_reason",
)


def register() -> None:
    """Called once, when Django starts."""
    ports.register_export("accounts", export)
    ports.register_erasure("accounts", erase)


def export(user_id: uuid.UUID) -> Iterator[ExportFile]:
    yield ExportFile("README.txt", lambda: iter([README.encode()]))
    account = User.objects.filter(pk=user_id).values(*ACCOUNT_FIELDS)
    yield json_document("account/account.json", lambda: account)
    for name, table in TABLES.items():
        yield json_document(f"account/{name}.json", partial(_rows, table, user_id))
    yield json_document("account/e-mails-sent.json", partial(_mails, user_id))
    yield json_document("account/audit-log.json", partial(_audit_entries, user_id))


def erase(user_id: uuid.UUID) -> None:
    """The rest goes with the person's own row. The audit log can't be changed: it keeps ids, which then lead to
    nobody."""
    remove_exports(Export.objects.filter(user_id=user_id))
    Job.objects.filter(owner_id=user_id).update(owner_id=None)
    addresses = _addresses(user_id)
    OutgoingMail.objects.filter(recipient__in=addresses).delete()
    Invitation.objects.filter(Q(used_by=user_id) | Q(email__in=addresses)).delete()


def _rows(table: Table, user_id: uuid.UUID) -> Rows:
    rows = apps.get_model(table.model)._default_manager.filter(**{table.column: user_id})
    yield from rows.order_by("pk").values(*table.fields).iterator(BATCH)


def _mails(user_id: uuid.UUID) -> Rows:
    rows = OutgoingMail.objects.filter(recipient__in=_addresses(user_id)).order_by("pk")
    return rows.values("recipient", "subject", "created_at", "sent_at").iterator(BATCH)


def _audit_entries(user_id: uuid.UUID) -> Rows:
    """What the person did, and what was done to them; not who did that, or from where."""
    about = Q(subject_kind="person", subject_id=str(user_id))
    rows = AuditEntry.objects.filter(Q(actor_id=user_id) | about).order_by("pk")
    told = ("action", "created_at", "subject_kind", "subject_id", "reason", "before", "after")
    for row in rows.values("actor_id", "address", *told).iterator(BATCH):
        is_own = row.pop("actor_id") == user_id
        yield {**row, "address": row["address"] if is_own else None, "is_own_act": is_own}


def _addresses(user_id: uuid.UUID) -> list[str]:
    return list(EmailAddress.objects.filter(user_id=user_id).values_list("email", flat=True))


README = """This is everything that this server keeps of you.

The files that end with .json are text: lists of what stands in the folder's part of the server.
Passwords and other secrets are not in here; the server itself can't read most of them.
"media/originals", if you asked for it, has the audio files that you uploaded, unchanged.
"""
