"""Tracks: one recording each, at its place on a release."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from segue.accounts.types import Viewer
from segue.artists.queries import artists_of
from segue.artists.types import Ability
from segue.catalog.models.genres import Genre
from segue.catalog.models.releases import Release, Visibility, is_listed, is_out, shared_with
from segue.kernel.db.entity import Entity
from segue.media.models import HEARD_STATES, Asset, AssetState


class ExplicitMark(models.TextChoices):
    """CLEAN: an edit of an explicit recording."""

    EXPLICIT = "explicit"
    CLEAN = "clean"


class TrackRows(models.QuerySet["Track"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Tracks of listed releases that can be heard; all tracks of the viewer's own artists."""
        return self.filter(_heard(is_listed("release__")) | _own(viewer))

    def open_to(self, viewer: Viewer, guest: str = "") -> Self:
        """Also those of releases that are unlisted or shared with the browser: only for who names one by its
        address. `guest`: see `ShareVisit`."""
        unlisted = is_out("release__") & Q(release__visibility=Visibility.UNLISTED)
        shared = Q(release__in=shared_with(guest))
        heard = _heard(is_listed("release__") | unlisted | shared)
        return self.filter(heard | _own(viewer))

    def heard(self) -> Self:
        """What a listener gets of a release that is open to them."""
        return self.filter(asset__state__in=HEARD_STATES, taken_down_at=None)

    def changeable_by(self, actor: Viewer) -> Self:
        return self.filter(release__in=Release.objects.where(actor, Ability.EDIT))


def _heard(releases: Q) -> Q:
    return releases & Q(asset__state__in=HEARD_STATES, taken_down_at=None)


def _own(viewer: Viewer) -> Q:
    """But not of releases in the bin."""
    return Q(release__artist__in=artists_of(viewer), release__removed_at=None)


_TrackManager = models.Manager.from_queryset(TrackRows)


class KeptTracks(_TrackManager["Track"]):
    """Without those in the bin."""

    def get_queryset(self) -> TrackRows:
        return TrackRows(self.model, using=self._db).filter(removed_at=None)


class Track(Entity):
    """One recording on a release; its sound is a media asset, which may be replaced by a better master.

    `position` orders all tracks of a release over its discs, null in the bin (`removed_at`); `number` is what the
    disc prints. `taken_down_at` is moderators': nobody but the team sees or hears it. `version_title` tells it from
    other recordings of the work: "live", "Somebody's remix". `isrc` is ISO 3901 without hyphens; `key` such as
    "F#m"; `credit` names its artists where they aren't the release's. `extra` has what Segue has no field for, as
    it came in, by name.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="tracks")
    asset = models.OneToOneField(Asset, models.PROTECT, related_name="+")
    next_asset = models.OneToOneField(Asset, models.PROTECT, null=True, related_name="+")
    position = models.PositiveIntegerField(null=True)
    disc_number = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)
    has_chosen_title = models.BooleanField(default=False)
    version_title = models.CharField(max_length=200, default="")
    credit = models.CharField(max_length=500, default="")
    work = models.CharField(max_length=300, default="")
    isrc = models.CharField(max_length=12, default="")
    language = models.CharField(max_length=35, default="")
    explicit = models.TextField(choices=ExplicitMark, default="", blank=True)
    license = models.CharField(max_length=40, default="")
    copyright_line = models.CharField(max_length=300, default="")
    phonographic_line = models.CharField(max_length=300, default="")
    bpm = models.FloatField(null=True)
    key = models.CharField(max_length=4, default="")
    musicbrainz_recording_id = models.UUIDField(null=True)
    musicbrainz_track_id = models.UUIDField(null=True)
    musicbrainz_work_id = models.UUIDField(null=True)
    genres = models.ManyToManyField(Genre, related_name="+")
    extra = models.JSONField(default=dict)

    objects = KeptTracks()
    all_rows = TrackRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "position"],
                name="track_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="track_has_title"),
            models.CheckConstraint(
                condition=Q(position__isnull=True, removed_at__isnull=False)
                | Q(position__isnull=False, removed_at__isnull=True),
                name="track_has_place_or_is_removed",
            ),
            models.CheckConstraint(
                condition=Q(explicit__in=["", *ExplicitMark.values]), name="track_explicit_known"
            ),
        ]
        indexes = [
            models.Index("isrc", name="track_isrc", condition=~Q(isrc="")),
            models.Index("musicbrainz_recording_id", name="track_recording"),
            models.Index(fields=["removed_at"], name="track_in_bin", condition=Q(removed_at__isnull=False)),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_awaited(self) -> bool:
        """Its file hasn't come."""
        return self.asset.state == AssetState.WAITING

    @property
    def is_playable(self) -> bool:
        return self.asset.state in HEARD_STATES

    @property
    def is_replacement_failed(self) -> bool:
        """The new file can't be heard; the present one goes on."""
        return self.next_asset is not None and self.next_asset.state == AssetState.FAILED


class PastMaster(Entity):
    """A file that was the track's sound until it was replaced; kept for a while, to go back to."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="past_masters")
    asset = models.OneToOneField(Asset, models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.asset_id} of {self.track_id}"
