"""Users, and the one-time invitation that makes the first operator."""

import hashlib
from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from segue.accounts.models.profile import ProfileColumns
from segue.accounts.types import ServerRole
from segue.kernel.db.entity import Entity
from segue.kernel.ids import new_id

# Plain letters only, so that no two names look alike; the first rules out "." and "..", which break addresses.
USERNAME_PATTERN = r"\A[A-Za-z0-9][A-Za-z0-9_.-]{1,29}\Z"
USERNAME_RULE = "Use 2 to 30 letters (a to z), digits, _ - or . and begin with a letter or digit."


class User(ProfileColumns, AbstractUser):
    """A person who signs in. `is_staff` marks an operator of this server, who may do all that a moderator may.
    A suspended one has `suspended_at`, and isn't active. `session_epoch`: sessions of an earlier one have ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.TextField(unique=True, validators=[RegexValidator(USERNAME_PATTERN, USERNAME_RULE)])
    email = models.EmailField(unique=True)
    first_name = None  # type: ignore[assignment]  # people choose how they are called: one user name
    last_name = None  # type: ignore[assignment]
    is_moderator = models.BooleanField(default=False, db_default=False)
    suspended_at = models.DateTimeField(null=True)
    suspension_reason = models.TextField(default="", db_default="")
    session_epoch = models.PositiveIntegerField(default=0, db_default=0)

    REQUIRED_FIELDS = ["email"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_username_any_case"),
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
            models.CheckConstraint(
                condition=models.Q(username__regex=USERNAME_PATTERN), name="user_username_pattern"
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_at=None) | models.Q(is_active=False),
                name="user_suspended_is_inactive",
            ),
        ]

    def get_session_auth_hash(self) -> str:
        """Of the password and the epoch, so that a session ends with either.

        Django's own depends on the signing key: a rotation would give each session another key, while requests and
        media addresses with the old one are under way. Here it needs none: it stands in the session, which is signed.
        """
        return hashlib.sha256(f"segue session {self.session_epoch} {self.password}".encode()).hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return iter(())

    def get_full_name(self) -> str:
        return self.name or self.username

    @property
    def role(self) -> ServerRole:
        """What this person may do on the platform; roles in teams are another matter."""
        if self.is_staff:
            return ServerRole.OPERATOR
        return ServerRole.MODERATOR if self.is_moderator else ServerRole.LISTENER


class OperatorInvite(Entity):
    """The right to become the first operator, once; only the SHA-256 (hex) of its token is kept."""

    token_hash = models.TextField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"until {self.expires_at}"


class UsernameHold(Entity):
    """A name that a sign-up asked for with a taken e-mail address: it must look taken from then on,
    as it would with a free address, or a second try would tell the two apart."""

    username = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="username_hold_any_case")]

    def __str__(self) -> str:
        return self.username
