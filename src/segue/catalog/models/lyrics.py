"""The words of a track."""

from django.db import models

from segue.catalog.models.tracks import Track
from segue.kernel.db.entity import Entity


class LyricsKind(models.TextChoices):
    """PLAIN has no times, LINES one for each line, WORDS one for each word."""

    PLAIN = "plain"
    LINES = "lines"
    WORDS = "words"


class Lyrics(Entity):
    """In one language (BCP 47, empty if unknown). `text` is as it was written, plain or LRC; `lines` is what a player
    shows: `[{"start_ms": int | null, "text": str, "words": [{"start_ms": int, "text": str}]}]`."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="lyrics")
    language = models.CharField(max_length=35, default="")
    kind = models.TextField(choices=LyricsKind)
    is_chosen = models.BooleanField(default=False)
    text = models.TextField()
    lines = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["track", "language"], name="lyrics_once_per_language"),
            models.CheckConstraint(condition=models.Q(kind__in=LyricsKind.values), name="lyrics_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.kind} of {self.track_id}"
