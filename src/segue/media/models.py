"""Files, not songs: what was uploaded, and what was made of it."""

import os
from typing import get_args

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from segue.kernel.db.entity import Entity
from segue.media.types import Keep


class Image(Entity):
    """A cover, named by the SHA-256 (hex) of the image that it was made from.

    `hue` (degrees) and `chroma` are OKLCH, 0 for gray; `gradient` is three CSS colors, or none if they aren't known.
    """

    source_sha256 = models.CharField(max_length=64, unique=True)
    hue = models.FloatField(default=0)
    chroma = models.FloatField(default=0)
    gradient = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.source_sha256


class ImageVariant(Entity):
    """A cover in one size and format, a stored object. `format` is what its address ends with; of old ones nobody
    counted the `bytes`."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="variants")
    size_px = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "size_px", "format"], name="variant_once_per_image")
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.size_px} {self.format}"


class AssetState(models.TextChoices):
    """WAITING for its bytes, then PROCESSING, then READY to be heard or FAILED. ON_DEMAND: of a library, its tags and
    length are known, and its sound is made when somebody asks for it."""

    WAITING = "waiting"
    PROCESSING = "processing"
    ON_DEMAND = "on_demand"
    READY = "ready"
    FAILED = "failed"


HEARD_STATES = (AssetState.READY, AssetState.ON_DEMAND)


class Asset(Entity):
    """One uploaded file, and what the pipeline found out about it. `file_name` is data, never a path.

    `expires_at`: when an upload whose bytes don't come is given up. `declared_sha256`: what the sender says the file
    is. `sample_count`: frames per channel at the source's own rate. `loudness_histogram`: gating blocks (ITU-R
    BS.1770) per tenth of a LUFS. `fingerprint`: Chromaprint's 32-bit words, signed; `fingerprint_terms`: those that
    candidates are found by. `notes`: `{code, message}` of what the artist should know though the file was taken.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    bytes = models.BigIntegerField()
    state = models.TextField(choices=AssetState, default=AssetState.WAITING)
    expires_at = models.DateTimeField(null=True)
    declared_sha256 = models.CharField(max_length=64, default="")
    sha256 = models.CharField(max_length=64, default="", db_index=True)
    master_key = models.CharField(max_length=120, default="")
    container = models.CharField(max_length=60, default="")
    codec = models.CharField(max_length=60, default="")
    sample_rate_hz = models.PositiveIntegerField(null=True)
    channels = models.PositiveSmallIntegerField(null=True)
    bits_per_sample = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    sample_count = models.BigIntegerField(null=True)
    is_lossless = models.BooleanField(null=True)
    tags = models.JSONField(default=dict)
    cover = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    loudness_lufs = models.FloatField(null=True)
    loudness_range_lu = models.FloatField(null=True)
    true_peak_dbtp = models.FloatField(null=True)
    loudness_histogram = models.JSONField(default=dict)
    peaks = models.BinaryField(null=True)
    fingerprint = ArrayField(models.IntegerField(), null=True)
    fingerprint_terms = ArrayField(models.IntegerField(), null=True)
    features = models.JSONField(default=dict)
    notes = models.JSONField(default=list)

    class Meta:
        # Without a list of pending entries, which every search would have to go through.
        indexes = [GinIndex(fields=["fingerprint_terms"], name="asset_fingerprint_terms", fastupdate=False)]
        constraints = [
            models.CheckConstraint(condition=models.Q(bytes__gt=0), name="asset_not_empty"),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(duration_ms__isnull=False, peaks__isnull=False),
                name="asset_ready_is_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class DuplicatePair(Entity):
    """Two files of one owner that are the same: to the byte, or to the ear. `similarity` is 0..1. `decision` is empty
    until somebody has looked at both."""

    earlier = models.ForeignKey(Asset, models.CASCADE, related_name="+")
    later = models.ForeignKey(Asset, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    similarity = models.FloatField()
    decision = models.TextField(default="", db_default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="duplicate_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(decision__in=["", *get_args(Keep)]), name="duplicate_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.later_id}: {self.kind}"


class PartialUpload(Entity):
    """One of several parts that are sent at once and joined later (tus concatenation)."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    bytes = models.BigIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.bytes} bytes"


class MultipartUpload(Entity):
    """A file that its sender puts straight into an S3 bucket, part by part."""

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="multipart")
    key = models.CharField(max_length=120)
    upload_id = models.TextField()
    part_bytes = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.asset_id} as {self.key}"


class Rendition(Entity):
    """The asset in one codec and bit rate: one immutable file, and the index of its fragments.

    `recipe` says how it was made, so that a changed ladder or encoder shows which ones to make again.
    """

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=40)
    codec = models.CharField(max_length=40)
    bitrate_kbps = models.PositiveIntegerField()
    is_lossless = models.BooleanField()
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.BigIntegerField()
    index = models.JSONField()
    recipe = models.CharField(max_length=100, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="rendition_once_per_asset")]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.name}"


class PersonImage(Entity):
    """The picture that a person chose of themselves."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.image_id} of {self.user_id}"


class RawTags(Entity):
    """All that the file's own tags say, as they say it: `{"format": "id3v2.4", "fields": {name: [values]}}`, unknown
    fields among them. What isn't text stands as `{"bytes": length, "sha256": hex}`, or in Base64 while it is short."""

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="raw_tags")
    format = models.CharField(max_length=40)
    fields = models.JSONField()

    def __str__(self) -> str:
        return f"{self.format} of {self.asset_id}"


class LibraryFolder(Entity):
    """A folder of this machine that was imported. `is_copied`: its files go into the storage; else they stay where they
    are. `is_ahead`: renditions are made at once; else when somebody listens. `path` as the file system has it."""

    path = models.BinaryField(unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_copied = models.BooleanField(default=False)
    is_ahead = models.BooleanField(default=False)
    scanned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return os.fsdecode(bytes(self.path))

    @property
    def shown_path(self) -> str:
        return _readable(str(self))


class LibraryFile(Entity):
    """A file of such a folder as the last scan found it; `path` is below the folder, as the file system has it (names
    needn't be UTF-8). With another size or time it is read again. `missing_at`: since when it is no longer there.
    `refusal` says why it is no track."""

    folder = models.ForeignKey(LibraryFolder, models.CASCADE, related_name="files")
    path = models.BinaryField()
    bytes = models.BigIntegerField()
    modified_ns = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, default="", db_index=True)
    asset = models.OneToOneField(Asset, models.SET_NULL, null=True, related_name="library_file")
    refusal = models.TextField(default="")
    missing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["folder", "path"], name="library_file_once")]

    def __str__(self) -> str:
        return os.fsdecode(bytes(self.path))

    @property
    def shown_path(self) -> str:
        """Its whole path as text for people: file systems allow names that neither databases nor people can read."""
        return _readable(f"{str(self.folder).rstrip('/')}/{self}")


def _readable(path: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in path)


class BlockedContent(Entity):
    """Sound that may not come in: a file by its SHA-256 (hex), or a recording by its fingerprint."""

    sha256 = models.CharField(max_length=64, default="", db_index=True)
    fingerprint = ArrayField(models.IntegerField(), null=True)
    fingerprint_terms = ArrayField(models.IntegerField(), null=True)
    reason = models.CharField(max_length=500)
    blocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [GinIndex(fields=["fingerprint_terms"], name="blocked_fingerprint_terms", fastupdate=False)]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sha256="") | models.Q(fingerprint__isnull=False), name="blocks_something"
            )
        ]

    def __str__(self) -> str:
        return self.sha256 or f"a recording of {len(self.fingerprint or [])} words"
