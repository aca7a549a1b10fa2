"""How much room an artist has, where an operator decided so."""

from django.db import models

from segue.artists.models import Artist
from segue.kernel.db.entity import Entity


class ArtistQuota(Entity):
    """In bytes, in place of SEGUE_ARTIST_QUOTA_BYTES; 0: no limit. Who set it, and why, is in the audit log."""

    artist = models.OneToOneField(Artist, models.CASCADE, related_name="+")
    bytes = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(bytes__gte=0), name="artist_quota_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.bytes} bytes for {self.artist_id}"
