"""Writes: accounts made by operators, the first operator, and the removal of what has expired."""

import secrets
import uuid
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from segue.accounts import queries
from segue.accounts.errors import FieldErrors, FieldsRefused, SetupLinkEnded
from segue.accounts.models import OperatorInvite, ProviderHold, User, UsernameHold
from segue.accounts.services.sessions import remove_stale_sessions
from segue.accounts.services.sign_up import use_invitation
from segue.kernel import audit, clock

DEMO_USER = "demo"
TOKEN_BYTES = 32
INVITE_LIFETIME = timedelta(hours=24)
UNVERIFIED_KEPT = timedelta(days=7)


@transaction.atomic
def create_user(*, email: str, username: str, password: str, is_operator: bool = False) -> User:
    """Make an account from the server's own terminal; its e-mail address counts as verified. Raises FieldsRefused."""
    user = _make_account(email=email, username=username, password=password, is_operator=is_operator)
    if is_operator:
        _record_operator(None, user)
    return user


def _make_account(*, email: str, username: str, password: str, is_operator: bool) -> User:
    user = User(
        email=email.strip().lower(), username=username, is_staff=is_operator, is_superuser=is_operator
    )
    if errors := _field_errors(user, password):
        raise FieldsRefused(errors)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        # Someone took the name or the address between the check and here.
        raise FieldsRefused(_field_errors(user, password)) from None
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def issue_operator_invite() -> str | None:
    """The token of a new invitation, in place of earlier ones; None when an operator exists."""
    if queries.has_operator():
        return None
    OperatorInvite.objects.filter(used_at=None).delete()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    OperatorInvite.objects.create(
        token_hash=queries.token_hash(token), expires_at=clock.now() + INVITE_LIFETIME
    )
    return token


@transaction.atomic
def accept_operator_invite(*, token: str, email: str, username: str, password: str) -> User:
    """Make the first operator. Raises SetupLinkEnded, FieldsRefused (the link stays good)."""
    # All invitations are locked, so that two valid links can't both win.
    list(OperatorInvite.objects.select_for_update().order_by("pk"))
    if not queries.is_setup_link_valid(token):
        raise SetupLinkEnded
    user = _make_account(email=email, username=username, password=password, is_operator=True)
    _record_operator(user, user)
    OperatorInvite.objects.filter(token_hash=queries.token_hash(token)).update(used_at=clock.now())
    return user


def _record_operator(actor: User | None, user: User) -> None:
    audit.record(actor, "accounts.operator_created", subject=("person", user.pk), after={"role": "operator"})


@transaction.atomic
def pretend_sign_up(*, username: str, password: str, email: str, invitation: str) -> None:
    """What a sign-up with a taken e-mail address does instead, under `lock_sign_up`: it costs the same time, and the
    name looks taken and the invitation used afterwards. `password`: empty for who signs up with a provider. Raises
    InvitationEnded."""
    if password:
        make_password(password)
    use_invitation(token=invitation, email=email, user=None)
    UsernameHold.objects.create(username=username)


def hold_provider_account(*, provider: str, uid: str, email: str) -> None:
    """After such a sign-up, signing in with the provider again must look like an account that isn't verified."""
    hold = ProviderHold(provider=provider, uid=uid, email=email)
    ProviderHold.objects.bulk_create([hold], ignore_conflicts=True)


def remove_unproven_accounts(email: str, *, except_of: uuid.UUID) -> None:
    """Those of this address that nobody ever verified: whoever shows that it is theirs gets it."""
    _never_verified().filter(email__iexact=email).exclude(pk=except_of).delete()


def remove_expired() -> None:
    """Delete sessions and invitations that have ended, and sign-ups that nobody verified in time."""
    now = clock.now()
    remove_stale_sessions()
    OperatorInvite.objects.filter(expires_at__lt=now).delete()
    UsernameHold.objects.filter(created_at__lt=now - UNVERIFIED_KEPT).delete()
    ProviderHold.objects.filter(created_at__lt=now - UNVERIFIED_KEPT).delete()
    _never_verified().filter(date_joined__lt=now - UNVERIFIED_KEPT).delete()


def _never_verified() -> QuerySet[User]:
    """Nobody has ever been signed in to these."""
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.filter(~Exists(verified), last_login=None, is_staff=False)


def _field_errors(user: User, password: str) -> FieldErrors:
    errors: dict[str, list[str]] = {}
    try:
        user.clean_fields(exclude={field.name for field in User._meta.fields} - {"email", "username"})
    except ValidationError as error:
        errors.update(error.message_dict)
    if "email" not in errors and queries.is_email_taken(user.email):
        errors["email"] = ["Another account has this e-mail address."]
    if "username" not in errors and queries.is_username_taken(user.username):
        errors["username"] = ["This username is taken. Choose another."]
    try:
        validate_password(password, user)
    except ValidationError as error:
        errors["password"] = error.messages
    return errors


def demo_user() -> User:
    """Who owns the demo catalog while there is no operator; nobody can sign in as this user."""
    user, is_new = User.objects.get_or_create(username=DEMO_USER, defaults={"email": "demo@localhost"})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
