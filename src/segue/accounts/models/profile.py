"""What people show of themselves, to whom, and the names that they gave up."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from segue.kernel.db.entity import Entity


class ProfileVisibility(models.TextChoices):
    EVERYONE = "everyone"
    SIGNED_IN = "signed_in"
    NOBODY = "nobody"


class ActivityVisibility(models.TextChoices):
    EVERYONE = "everyone"
    FOLLOWERS = "followers"
    NOBODY = "nobody"


class ProfileColumns(models.Model):
    """Columns of the user's own row. `name`: empty for who goes by the username. `links`: `{label, url}`, in order.
    `is_listed`: whether searches for people find them."""

    name = models.CharField(max_length=50, default="", blank=True)
    bio = models.CharField(max_length=1000, default="", blank=True)
    links = models.JSONField(default=list, blank=True)
    username_changed_at = models.DateTimeField(null=True)
    profile_visibility = models.TextField(choices=ProfileVisibility, default=ProfileVisibility.EVERYONE)
    activity_visibility = models.TextField(choices=ActivityVisibility, default=ActivityVisibility.FOLLOWERS)
    is_listed = models.BooleanField(default=True)

    class Meta:
        abstract = True


class FormerUsername(Entity):
    """Nobody else gets this name until then, lest they are taken for who had it. `user`: may have it back; null once
    the account is gone."""

    username = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="former_username_any_case")]

    def __str__(self) -> str:
        return self.username
