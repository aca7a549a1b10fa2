"""Releases, their tracks, and the fact that a release is public."""

from typing import Self

from django.db import models
from django.db.models import Q

from segue.accounts.types import Viewer
from segue.artists.models import Artist
from segue.artists.queries import artists_of, artists_where
from segue.artists.types import Ability
from segue.kernel.db.entity import Entity
from segue.media.models import Asset, AssetState, Image

DRAFT_ABILITIES = frozenset({Ability.EDIT, Ability.DELETE})


class ReleaseRows(models.QuerySet["Release"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What is public, and what the viewer's own artists are working on."""
        return self.filter(Q(publication__isnull=False) | Q(artist__in=artists_of(viewer)))

    def where(self, actor: Viewer, ability: Ability) -> Self:
        """Where the actor has it. Who may upload may do anything to what never was public, but publish it."""
        allowed = Q(artist__in=artists_where(actor, ability))
        if ability in DRAFT_ABILITIES:
            allowed |= Q(artist__in=artists_where(actor, Ability.UPLOAD), slug=None)
        return self.filter(allowed)

    def published(self) -> Self:
        return self.filter(publication__isnull=False)


class Release(Entity):
    """A single, an EP or an album. Its slug is given when it is first published, from its title then.

    `album_loudness_lufs` and `album_true_peak_dbtp` are of all its tracks that can be heard, taken as one piece.
    """

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=100, unique=True, null=True)  # noqa: DJ001  (null is "none yet": unique)
    has_chosen_title = models.BooleanField(default=False)
    is_published_when_ready = models.BooleanField(default=True)
    cover = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    has_chosen_cover = models.BooleanField(default=False)
    album_loudness_lufs = models.FloatField(null=True)
    album_true_peak_dbtp = models.FloatField(null=True)

    objects = ReleaseRows.as_manager()

    def __str__(self) -> str:
        return self.title


class Publication(Entity):
    """The release is public. One row at most, whatever is killed or run twice."""

    release = models.OneToOneField(Release, models.CASCADE, related_name="publication")

    def __str__(self) -> str:
        return f"{self.release_id} since {self.created_at}"


class TrackRows(models.QuerySet["Track"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Tracks of public releases once they can be heard; all tracks of the viewer's own artists."""
        is_public = Q(release__publication__isnull=False, asset__state=AssetState.READY)
        return self.filter(is_public | Q(release__artist__in=artists_of(viewer)))

    def changeable_by(self, actor: Viewer) -> Self:
        return self.filter(release__in=Release.objects.where(actor, Ability.EDIT))


class Track(Entity):
    """One recording on a release; its sound is a media asset."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="tracks")
    asset = models.OneToOneField(Asset, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    has_chosen_title = models.BooleanField(default=False)

    objects = TrackRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "position"],
                name="track_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="track_has_title"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_playable(self) -> bool:
        return self.asset.state == AssetState.READY
