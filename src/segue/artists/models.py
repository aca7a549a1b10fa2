"""Artists and their teams."""

from django.conf import settings
from django.db import models

from segue.kernel.db.entity import Entity


class Artist(Entity):
    """Who the music is by: a person, a band, an alias."""

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="artist_has_name")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner"
    EDITOR = "editor"


class Membership(Entity):
    """A person on an artist's team."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.TextField(choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["artist", "user"], name="member_once_per_artist")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.artist_id}"
