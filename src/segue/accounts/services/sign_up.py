"""The sign-up mode, and invitations: made by operators and by whoever invites into a team, used once."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction

from segue.accounts import queries
from segue.accounts.errors import InvitationEnded, InvitationNotFound, InvitationOver
from segue.accounts.models import Invitation, SignUpSetting, User
from segue.accounts.services.mail import send_mail
from segue.accounts.types import SignUpMode, Viewer, person_id
from segue.kernel import audit, clock

TOKEN_BYTES = 32
INVITATION_LIFETIME = timedelta(days=14)
MAIL = """Hello,

{inviter} invites you to Segue at {origin}.

Open this link to make your account:

{link}

The link works once, until {end}. If you don't want an account, you don't need to do anything."""


def lock_sign_up(*, email: str, username: str, provider_account: str = "") -> None:
    """Until the transaction ends, nobody else signs up with any of these: what is free now is free in the end, and two
    sign-ups at once end alike whether or not the address has an account. `provider_account`: provider and uid.

    Always in this order, so that no two wait for each other.
    """
    keys = (f"address {email.lower()}", f"name {username.lower()}", f"provider {provider_account}")
    for key in keys if provider_account else keys[:2]:
        _lock(key)


def lock_username(username: str) -> None:
    """Until the transaction ends, nobody else signs up with it."""
    _lock(f"name {username.lower()}")


def _lock(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-up: {key}"])


@transaction.atomic
def set_sign_up_mode(actor: Viewer, mode: SignUpMode) -> None:
    """From now on, also for people who have the sign-up page open already."""
    SignUpSetting.objects.get_or_create(pk=1, defaults={"mode": SignUpMode.OPEN})
    setting = SignUpSetting.objects.select_for_update().get()
    before, setting.mode = setting.mode, mode
    setting.save(update_fields=["mode"])
    audit.record(
        actor,
        "accounts.sign_up_mode_changed",
        subject=("server", "sign-up"),
        before={"mode": before},
        after={"mode": mode},
    )


@transaction.atomic
def invite(actor: Viewer, *, email: str, note: str, lifetime: timedelta) -> tuple[Invitation, str]:
    """The invitation and its token, which can't be had again. With an address, it is mailed there, whether or not that
    address has an account."""
    invitation, token = _issue(actor, email=email, note=note, lifetime=lifetime)
    audit.record(
        actor,
        "accounts.invitation_issued",
        subject=("invitation", invitation.pk),
        after={"is_for_one_address": bool(invitation.email), "expires_at": invitation.expires_at.isoformat()},
    )
    if invitation.email:
        _mail(actor, invitation, token)
    return invitation, token


def issue_invitation(actor: Viewer, *, email: str) -> str:
    """The token of an invitation for one address, for whoever invites that address into a team and mails it a link."""
    return _issue(actor, email=email, note="", lifetime=INVITATION_LIFETIME)[1]


@transaction.atomic
def withdraw_invitation(actor: Viewer, invitation_id: uuid.UUID) -> None:
    """Raises InvitationNotFound, InvitationOver."""
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise InvitationNotFound
    if invitation.used_at or invitation.withdrawn_at:
        raise InvitationOver
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(actor, "accounts.invitation_withdrawn", subject=("invitation", invitation.pk))


def use_invitation(*, token: str, email: str, user: User | None) -> None:
    """Spend it, in the transaction that makes the account; without an account (`user` is None), where a taken address
    must look like a free one. Open sign-up needs none, and spends one that fits. Raises InvitationEnded."""
    mode = queries.sign_up_mode()
    spent = queries.invitation_for(token, email).update(used_at=clock.now(), used_by=user) if token else 0
    if mode is SignUpMode.CLOSED or (mode is SignUpMode.INVITE and not spent):
        raise InvitationEnded


def remove_old_invitations() -> None:
    """Delete those that ended a year ago."""
    Invitation.objects.filter(expires_at__lt=clock.now() - timedelta(days=365)).delete()


def invitation_link(token: str) -> str:
    """The page that takes it."""
    return f"{settings.SEGUE.origin}/sign-up?invitation={token}"


def _issue(actor: Viewer, *, email: str, note: str, lifetime: timedelta) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        token_hash=queries.token_hash(token),
        email=email.strip().lower(),
        note=note,
        invited_by_id=person_id(actor),
        expires_at=clock.now() + lifetime,
    )
    return invitation, token


def _mail(actor: Viewer, invitation: Invitation, token: str) -> None:
    text = MAIL.format(
        inviter=actor.get_username(),
        origin=settings.SEGUE.origin,
        link=invitation_link(token),
        end=f"{invitation.expires_at:%d %B %Y}",
    )
    send_mail(to=invitation.email, subject="You are invited", text=text)
