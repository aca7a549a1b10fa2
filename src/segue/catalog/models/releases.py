"""Releases, and from which moment they are public."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce, Now

from segue.accounts.types import Viewer
from segue.artists.models import Artist
from segue.artists.queries import artists_of, artists_where
from segue.artists.types import Ability
from segue.catalog.models.genres import Genre
from segue.catalog.types import ReleaseState
from segue.kernel.db.entity import Entity
from segue.kernel.history import Versioned
from segue.media.models import Image

DRAFT_ABILITIES = frozenset({Ability.EDIT, Ability.DELETE})


class ReleaseKind(models.TextChoices):
    SINGLE = "single"
    EP = "ep"
    ALBUM = "album"
    COMPILATION = "compilation"
    LIVE = "live"


class Visibility(models.TextChoices):
    """Once published. PUBLIC: for everyone, everywhere. UNLISTED: for who has its address. PRIVATE: for its team and
    who was given a share link."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


def is_out(prefix: str = "") -> Q:
    """Its moment has come, by the database's clock, and nobody took it down. `prefix`: the path to the release."""
    return Q(
        **{f"{prefix}publish_at__lte": Now(), f"{prefix}taken_down_at": None, f"{prefix}removed_at": None}
    )


def is_listed(prefix: str = "") -> Q:
    return is_out(prefix) & Q(**{f"{prefix}visibility": Visibility.PUBLIC})


def shared_with(guest: str) -> models.QuerySet["Release", uuid.UUID]:
    """Ids of what share links have opened for the browser, until they expire or are revoked, whatever its state; but
    nothing that moderators took down or the team deleted. None for the guest ""."""
    rows = Release.objects.filter(
        Q(share_links__expires_at=None) | Q(share_links__expires_at__gt=Now()),
        share_links__revoked_at=None,
        share_links__visits__guest=guest,
        taken_down_at=None,
    )
    return rows.values_list("pk", flat=True) if guest else rows.none().values_list("pk", flat=True)


class ReleaseRows(models.QuerySet["Release"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What is listed, and what the viewer's own artists are working on: the start of every list."""
        return self.filter(is_listed() | Q(artist__in=artists_of(viewer)))

    def open_to(self, viewer: Viewer, guest: str = "") -> Self:
        """Also what is unlisted, and what a share link has opened for the browser: only for who names one release by
        its address. `guest`: see `ShareVisit`."""
        unlisted = is_out() & Q(visibility=Visibility.UNLISTED)
        own_or_shared = Q(artist__in=artists_of(viewer)) | Q(pk__in=shared_with(guest))
        return self.filter(is_listed() | unlisted | own_or_shared)

    def where(self, actor: Viewer, ability: Ability) -> Self:
        """Where the actor has it. Who may upload may do anything to what never was published, but publish it."""
        allowed = Q(artist__in=artists_where(actor, ability))
        if ability in DRAFT_ABILITIES:
            allowed |= Q(
                artist__in=artists_where(actor, Ability.UPLOAD), first_published_at=None, publish_at=None
            )
        return self.filter(allowed)

    def out(self) -> Self:
        return self.filter(is_out())

    def listed(self) -> Self:
        return self.filter(is_listed())

    def with_state(self) -> Self:
        """`is_out_now`, by the database's clock: what `Release.state` needs."""
        out = Q(publish_at__lte=Now(), publish_at__isnull=False)
        return self.annotate(is_out_now=ExpressionWrapper(out, output_field=models.BooleanField()))

    def unannounced(self) -> Self:
        """Public from a moment on that may have come, and nobody was told yet."""
        return self.filter(
            visibility=Visibility.PUBLIC,
            publish_at__isnull=False,
            announced_at=None,
            taken_down_at=None,
            removed_at=None,
        )


_ReleaseManager = models.Manager.from_queryset(ReleaseRows)


class KeptReleases(_ReleaseManager["Release"]):
    """Without those in the bin."""

    def get_queryset(self) -> ReleaseRows:
        return ReleaseRows(self.model, using=self._db).filter(removed_at=None)


class Release(Versioned):
    """Music that is put out together. Its slug is given when it is first listed, from its title then, and stays.

    When it is out: from `publish_at` on by the database's clock, whoever sleeps. `announced_at`: the rest of Segue has
    been told that it is listed; null again once it isn't. `first_published_at`: when it first came out. A withdrawn
    release has `withdrawn_at` and no `publish_at`. `taken_down_at` is moderators'. `removed_at`: in the bin, for its
    team to take back. `version` rises with every change of the release or anything on it. `kind` is empty while it goes
    by the number of tracks. `released_on` is when the music first came out: YYYY, YYYY-MM or YYYY-MM-DD. `credit` names
    its artists as they stand on the cover, empty for the artist alone. `language` is BCP 47, `license` one of
    `licenses.LICENSES`, `disc_titles` has texts by the number of the disc. `album_loudness_lufs` and
    `album_true_peak_dbtp` are of all its tracks that can be heard, taken as one piece.
    """

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="+")
    title = models.CharField(max_length=300)
    credit = models.CharField(max_length=500, default="")
    slug = models.CharField(max_length=100, unique=True, null=True)  # noqa: DJ001  (null is "none yet": unique)
    kind = models.TextField(choices=ReleaseKind, default="", blank=True)
    visibility = models.TextField(choices=Visibility, default=Visibility.PUBLIC)
    publish_at = models.DateTimeField(null=True)
    first_published_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    taken_down_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    has_chosen_title = models.BooleanField(default=False)
    is_published_when_ready = models.BooleanField(default=True)
    cover = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    has_chosen_cover = models.BooleanField(default=False)
    released_on = models.CharField(max_length=10, default="")
    label_name = models.CharField(max_length=200, default="")
    catalog_number = models.CharField(max_length=100, default="")
    upc = models.CharField(max_length=14, default="")
    language = models.CharField(max_length=35, default="")
    license = models.CharField(max_length=40, default="")
    copyright_line = models.CharField(max_length=300, default="")
    phonographic_line = models.CharField(max_length=300, default="")
    description = models.TextField(default="")
    disc_titles = models.JSONField(default=dict)
    musicbrainz_release_id = models.UUIDField(null=True)
    musicbrainz_group_id = models.UUIDField(null=True)
    genres = models.ManyToManyField(Genre, related_name="+")
    album_loudness_lufs = models.FloatField(null=True)
    album_true_peak_dbtp = models.FloatField(null=True)

    objects = KeptReleases()
    all_rows = ReleaseRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="release_has_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["", *ReleaseKind.values]), name="release_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="release_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None) | Q(withdrawn_at=None), name="release_not_out_and_withdrawn"
            ),
        ]
        indexes = [
            models.Index(
                F("publish_at").desc(),
                F("id").desc(),
                name="release_listed",
                condition=Q(visibility=Visibility.PUBLIC, taken_down_at=None, removed_at=None),
            ),
            models.Index(
                "artist",
                Coalesce("publish_at", "created_at").desc(),
                F("id").desc(),
                name="release_of_artist",
            ),
            models.Index(
                "publish_at",
                name="release_to_announce",
                condition=Q(
                    visibility=Visibility.PUBLIC,
                    publish_at__isnull=False,
                    announced_at=None,
                    taken_down_at=None,
                    removed_at=None,
                ),
            ),
            models.Index("musicbrainz_release_id", name="release_musicbrainz"),
            models.Index(fields=["removed_at"], name="release_in_bin", condition=Q(removed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> ReleaseState:
        """Of rows that were read `with_state`."""
        if self.taken_down_at is not None:
            return ReleaseState.TAKEN_DOWN
        if self.publish_at is not None:
            return ReleaseState.PUBLISHED if vars(self)["is_out_now"] else ReleaseState.SCHEDULED
        return ReleaseState.DRAFT if self.withdrawn_at is None else ReleaseState.WITHDRAWN


class PastReleaseSlug(Entity):
    """An address that a release once had; it leads on to the present one."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="past_slugs")
    slug = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.slug


class ReleaseImage(Entity):
    """One of the pictures beside the cover: a booklet's page, a photograph."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="gallery")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, default="")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.image_id} of {self.release_id}"
