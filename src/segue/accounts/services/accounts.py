"""Writes: accounts made by operators, the first operator, and the removal of what has expired."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from segue.accounts import queries
from segue.accounts.errors import FieldErrors, FieldsRefused, SetupLinkEnded
from segue.accounts.models import OperatorInvite, User, UsernameHold
from segue.kernel import clock

DEMO_USER = "demo"
TOKEN_BYTES = 32
INVITE_LIFETIME = timedelta(hours=24)
UNVERIFIED_KEPT = timedelta(days=7)


@transaction.atomic
def create_user(*, email: str, username: str, password: str, is_operator: bool = False) -> User:
    """An account whose e-mail address counts as verified. Raises FieldsRefused."""
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
    user = create_user(email=email, username=username, password=password, is_operator=True)
    OperatorInvite.objects.filter(token_hash=queries.token_hash(token)).update(used_at=clock.now())
    return user


def pretend_sign_up(*, username: str, password: str) -> None:
    """What a sign-up with a taken e-mail address does instead: it costs the same time, and the
    name looks taken afterwards."""
    make_password(password)
    UsernameHold.objects.bulk_create([UsernameHold(username=username)], ignore_conflicts=True)


def remove_expired() -> None:
    """Delete sessions and invitations that have ended, and sign-ups that nobody verified in time."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    OperatorInvite.objects.filter(expires_at__lt=now).delete()
    UsernameHold.objects.filter(created_at__lt=now - UNVERIFIED_KEPT).delete()
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    User.objects.filter(
        ~Exists(verified), date_joined__lt=now - UNVERIFIED_KEPT, last_login=None, is_staff=False
    ).delete()


def _field_errors(user: User, password: str) -> FieldErrors:
    errors: dict[str, list[str]] = {}
    try:
        user.clean_fields(exclude=["password"])
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
