"""Who may sign up: the mode that the operator chose, and invitations."""

from django.conf import settings
from django.db import models

from segue.accounts.types import SignUpMode
from segue.kernel.db.entity import Entity


class SignUpSetting(models.Model):
    """The one row that holds the mode; without it, sign-up is open."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    mode = models.TextField(choices=[(mode.value, mode.value) for mode in SignUpMode])

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="sign_up_setting_is_one")]

    def __str__(self) -> str:
        return self.mode


class Invitation(Entity):
    """The right to sign up, once. Only the SHA-256 (hex) of its token is kept. With an `email`, it is for that
    address alone. `used_by` stays empty if the address had an account already, or the new one is gone."""

    token_hash = models.TextField(unique=True)
    email = models.EmailField(blank=True, default="")
    note = models.TextField(default="")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="invitation_listed")]

    def __str__(self) -> str:
        return f"until {self.expires_at}"
