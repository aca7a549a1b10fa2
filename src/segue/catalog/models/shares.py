"""Private links to a release, for press and friends."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from segue.catalog.models.releases import Release
from segue.kernel.db.entity import Entity


class ShareLink(Entity):
    """Opens one release, whatever its state, until it expires, is revoked or has been opened `max_visits` times. Of
    the token only its SHA-256 (hex) is kept."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="share_links")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True)
    max_visits = models.PositiveIntegerField(null=True)
    visit_count = models.PositiveIntegerField(default=0)
    last_visited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(max_visits=None) | Q(visit_count__lte=F("max_visits")),
                name="share_not_opened_too_often",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ShareVisit(Entity):
    """A browser that opened the link, and so may see and hear the release; `guest` is the SHA-256 (hex) of its
    viewer key."""

    link = models.ForeignKey(ShareLink, models.CASCADE, related_name="visits")
    guest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "guest"], name="share_visit_once_per_guest")]

    def __str__(self) -> str:
        return f"{self.link_id} by {self.guest[:8]}"
