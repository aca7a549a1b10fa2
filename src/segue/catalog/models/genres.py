"""Genres and moods: two trees of names, each name with other spellings."""

from django.db import models

from segue.kernel.db.entity import Entity


class GenreKind(models.TextChoices):
    GENRE = "genre"
    MOOD = "mood"


class Genre(Entity):
    """`is_curated`: it came with Segue or an operator placed it; others were met in files and stand beside the tree."""

    kind = models.TextField(choices=GenreKind, default=GenreKind.GENRE)
    name = models.CharField(max_length=100)
    slug = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="children")
    is_curated = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="genre_slug_once_per_kind"),
            models.CheckConstraint(condition=~models.Q(name=""), name="genre_has_name"),
            models.CheckConstraint(condition=models.Q(kind__in=GenreKind.values), name="genre_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class GenreAlias(Entity):
    """A spelling that means the genre; `key` is what `genre_key` makes of it, and of the genre's own name."""

    genre = models.ForeignKey(Genre, models.CASCADE, related_name="aliases")
    kind = models.TextField(choices=GenreKind, default=GenreKind.GENRE)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="genre_alias_means_one")]

    def __str__(self) -> str:
        return self.key
