"""Artists: who the music is by."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from segue.artists.models.labels import Label
from segue.artists.models.teams import Team
from segue.kernel.db.entity import Entity
from segue.kernel.history import AbstractEdit, Versioned
from segue.media.models import Image


class ArtistKind(models.TextChoices):
    """Empty in a row where nobody said."""

    PERSON = "person"
    GROUP = "group"
    ORCHESTRA = "orchestra"
    CHOIR = "choir"
    CHARACTER = "character"
    OTHER = "other"


class ArtistRows(models.QuerySet["Artist"]):
    def listed(self) -> Self:
        """Of whom something is public: who may be told of."""
        return self.filter(listed_from__isnull=False, listed_from__lte=Now())


class Artist(Versioned):
    """A person, a band, an alias.

    `sort_name` is for alphabetical lists ("Beatles, The"), empty where it is the name. `links`: `[{"label", "url"}]`.
    `listed_from`: when the first of its public releases came or comes out, by the catalog; before, only the team knows
    of the artist. `verified_at`: an operator made sure that the team speaks for the artist. The slug is given with the
    first name, and stays until the team chooses another.
    """

    team = models.OneToOneField(Team, models.CASCADE, related_name="artist")
    label = models.ForeignKey(Label, models.SET_NULL, null=True, related_name="artists")
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, default="")
    slug = models.CharField(max_length=100, unique=True)
    kind = models.TextField(choices=ArtistKind, default="", blank=True)
    biography = models.TextField(default="")
    links = models.JSONField(default=list)
    image = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    musicbrainz_artist_id = models.UUIDField(null=True)
    verified_at = models.DateTimeField(null=True)
    listed_from = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ArtistRows)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="artist_has_name"),
            models.CheckConstraint(condition=Q(kind__in=["", *ArtistKind.values]), name="artist_kind_known"),
        ]
        indexes = [
            models.Index(F("listed_from").desc(), F("id").desc(), name="artist_listed"),
            models.Index("musicbrainz_artist_id", name="artist_musicbrainz"),
        ]

    def __str__(self) -> str:
        return self.name


class ArtistEdit(AbstractEdit):
    """Of the artist's page: names, texts, links, members, pictures."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="edits")

    class Meta:
        indexes = [models.Index(fields=["artist", "-version"], name="edit_of_artist")]


class ArtistAlias(Entity):
    """Another name or spelling of the artist, found by search; `language` is BCP 47, empty if unknown."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["artist", "name"], name="alias_once_per_artist"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BandMember(Entity):
    """A person in a group: `name` as they are called there, `artist` their own page, if there is one; `part` is what
    they play or do. `since` and
    `until` are years, null where they aren't known or haven't come."""

    group = models.ForeignKey(Artist, models.CASCADE, related_name="members")
    artist = models.ForeignKey(Artist, models.SET_NULL, null=True, related_name="groups")
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=100, default="")
    since = models.PositiveSmallIntegerField(null=True)
    until = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="band_member_has_name"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="band_member_leaves_later",
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.name} in {self.group_id}"


class ArtistImage(Entity):
    """One of the pictures on the artist's page."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="gallery")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, default="")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.image_id} of {self.artist_id}"


class PastArtistSlug(Entity):
    """An address that an artist once had; it leads on to the present one."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="past_slugs")
    slug = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.slug
