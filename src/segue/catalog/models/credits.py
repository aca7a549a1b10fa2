"""Who made what: any number of people on a release or a track, each in any number of roles."""

from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Now

from segue.artists.models import Artist
from segue.catalog.models.releases import Release
from segue.catalog.models.tracks import Track
from segue.kernel.db.entity import Entity


class CreditRole(models.TextChoices):
    """MAIN and FEATURED stand in the line under a title."""

    MAIN = "main"
    FEATURED = "featured"
    REMIXER = "remixer"
    PERFORMER = "performer"
    CONDUCTOR = "conductor"
    COMPOSER = "composer"
    LYRICIST = "lyricist"
    ARRANGER = "arranger"
    PRODUCER = "producer"
    ENGINEER = "engineer"
    MIXER = "mixer"
    MASTERING = "mastering"
    DJ = "dj"
    ARTWORK = "artwork"
    OTHER = "other"


class CreditRows(models.QuerySet["Credit"]):
    def with_artists(self) -> Self:
        """`is_linked`: whether everybody may be led to the artist's page."""
        listed = Q(artist__listed_from__isnull=False, artist__listed_from__lte=Now())
        rows = self.select_related("artist")
        return rows.annotate(is_linked=ExpressionWrapper(listed, output_field=models.BooleanField()))


class Credit(Entity):
    """One role of one person, on a track, or without one on the whole release. `name` is as credited; `artist` is who
    that is, if they have a page here. `detail` says more, such as the instrument."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="credits")
    track = models.ForeignKey(Track, models.CASCADE, null=True, related_name="credits")
    artist = models.ForeignKey(Artist, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    role = models.TextField(choices=CreditRole)
    detail = models.CharField(max_length=100, default="")
    position = models.PositiveIntegerField()

    objects = models.Manager.from_queryset(CreditRows)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "track", "name", "role", "detail"],
                name="credited_once_per_role",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="credit_has_name"),
            models.CheckConstraint(condition=Q(role__in=CreditRole.values), name="credit_role_known"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.name}: {self.role}"
