"""What programs prove themselves with: personal access tokens, and a device's own password."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from segue.accounts.types import AppScope
from segue.kernel.db.entity import Entity
from segue.kernel.http import Scope

NAME_LENGTH = 100


def all_app_scopes() -> list[str]:
    return [str(scope) for scope in AppScope]


class AccessToken(Entity):
    """A program's way in; only the SHA-256 (hex) of its text is kept. Revoking one deletes the row.

    `last_used_at` is right to a minute.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=NAME_LENGTH)
    scopes = ArrayField(models.TextField())
    token_hash = models.TextField(unique=True)
    last_four = models.TextField()
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=[str(scope) for scope in Scope])
                & models.Q(scopes__len__gt=0),
                name="access_token_scopes",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppPassword(Entity):
    """A password for one device, which can do what its `scopes` (AppScope) say.

    `secret` is encrypted, not hashed: Subsonic clients prove that they know it without sending it. `secret_hash` finds
    the row of one that is sent.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="app_passwords")
    name = models.CharField(max_length=NAME_LENGTH)
    scopes = ArrayField(models.TextField(), default=all_app_scopes)
    secret = models.TextField()
    secret_hash = models.TextField(unique=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=all_app_scopes()) & models.Q(scopes__len__gt=0),
                name="app_password_scopes",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def encryption_context(self) -> str:
        """See kernel.encryption."""
        return f"app password {self.owner_id} {self.pk}"
