"""An artist and a label that may come together."""

from django.db import models

from segue.artists.models.artists import Artist
from segue.artists.models.labels import Label
from segue.kernel.db.entity import Entity


class LabelOffer(Entity):
    """An artist asks a label to take it in, or a label asks an artist to join; the other side agrees."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="label_offers")
    label = models.ForeignKey(Label, models.CASCADE, related_name="offers")
    is_by_label = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["artist", "label"], name="offered_once_per_label")]

    def __str__(self) -> str:
        sides = [str(self.artist_id), str(self.label_id)]
        return " to ".join(sides[::-1] if self.is_by_label else sides)
