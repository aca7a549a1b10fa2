"""What people are told by e-mail about their own account and data."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage

from segue.accounts import queries
from segue.accounts.models import Deletion, Export, User


def tell_export_ready(person: User, export: Export) -> None:
    text = f"""The copy of your data that you asked for is ready. Sign in and download it here:

{_data_page()}

It is removed on {export.expires_at:%d %B %Y}. If you didn't ask for it, change your password."""
    _send(person.email, "Your data is ready", text)


def tell_export_failed(person: User, reason: str) -> None:
    text = f"""The copy of your data that you asked for could not be made: {reason}

You can ask for it again here:

{_data_page()}"""
    _send(person.email, "Your data could not be packed", text)


def tell_deletion_asked(person: User, deletion: Deletion) -> None:
    text = f"""Your account {person.username} will be erased on {deletion.due_at:%d %B %Y}, with {_what(deletion)}.

Until then you can change your mind: sign in and keep it here:

{_data_page()}

If you didn't ask for this, do that now, and change your password."""
    _send(person.email, "Your account will be erased", text)


def tell_deletion_near(person: User, deletion: Deletion) -> None:
    text = f"""In a few days, on {deletion.due_at:%d %B %Y}, your account {person.username} will be erased.

This is the last reminder. To keep it, sign in here:

{_data_page()}"""
    _send(person.email, "Your account will be erased soon", text)


def tell_deletion_undone(person: User) -> None:
    text = f"Your account {person.username} stays. Nothing was erased."
    _send(person.email, "Your account stays", text)


def tell_deletion_stopped(person: User, reasons: Sequence[str]) -> None:
    listed = "\n".join(f"- {reason}" for reason in reasons)
    text = f"""Your account {person.username} was not erased, because by now:

{listed}

Find someone who takes over, or choose that your artists are erased too, and ask again here:

{_data_page()}"""
    _send(person.email, "Your account was not erased", text)


def tell_erased(email: str, username: str) -> None:
    text = f"""Your account {username} on {settings.SEGUE.origin} has been erased, and everything that was yours alone.

Backups of this server may hold it for a while longer; nobody but its operator sees those.

This is the last e-mail."""
    _send(email, "Your account has been erased", text)


def tell_suspension(person: User, *, is_suspended: bool, reason: str) -> None:
    """Not to an address that nobody ever confirmed: it may be a stranger's."""
    if person.email.lower() not in queries.verified_addresses(person):
        return
    if is_suspended:
        what, title = "is suspended: you can't sign in. Nothing of it was erased.", "is suspended"
    else:
        what, title = "is open again: you can sign in as before.", "is open again"
    text = f"""Your account {person.username} on {settings.SEGUE.origin} {what}

The reason given: {reason or "none"}

If you think this is a mistake, write to whoever runs this server."""
    _send(person.email, f"Your account {title}", text)


def _send(address: str, subject: str, text: str) -> None:
    """Part of the caller's transaction; a worker sends it."""
    EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", text, to=[address]).send()


def _what(deletion: Deletion) -> str:
    own = "your uploads that nobody else needs"
    return f"{own}, and the artists that you alone own, with their music" if deletion.with_artists else own


def _data_page() -> str:
    return f"{settings.SEGUE.origin}/settings/data"
