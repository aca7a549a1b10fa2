"""Files, not songs: what was uploaded, and what was made of it."""

from django.conf import settings
from django.db import models

from segue.kernel.db.entity import Entity


class Image(Entity):
    """A cover in three JPEG sizes, each the SHA-256 (hex) of its stored object."""

    source_sha256 = models.CharField(max_length=64, unique=True)
    sha256_256 = models.CharField(max_length=64, db_index=True)
    sha256_512 = models.CharField(max_length=64, db_index=True)
    sha256_1024 = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.source_sha256


class AssetState(models.TextChoices):
    """WAITING for its bytes, then PROCESSING, then READY to be heard or FAILED."""

    WAITING = "waiting"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Asset(Entity):
    """One uploaded file, and what the pipeline found out about it. `file_name` is data, never a path."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    bytes = models.BigIntegerField()
    state = models.TextField(choices=AssetState, default=AssetState.WAITING)
    sha256 = models.CharField(max_length=64, default="", db_index=True)
    master_key = models.CharField(max_length=120, default="")
    container = models.CharField(max_length=60, default="")
    codec = models.CharField(max_length=60, default="")
    sample_rate_hz = models.PositiveIntegerField(null=True)
    channels = models.PositiveSmallIntegerField(null=True)
    bits_per_sample = models.PositiveSmallIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    is_lossless = models.BooleanField(null=True)
    tags = models.JSONField(default=dict)
    cover = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+")
    loudness_lufs = models.FloatField(null=True)
    loudness_range_lu = models.FloatField(null=True)
    true_peak_dbtp = models.FloatField(null=True)
    peaks = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(bytes__gt=0), name="asset_not_empty"),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(duration_ms__isnull=False, peaks__isnull=False),
                name="asset_ready_is_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Rendition(Entity):
    """The asset in one codec and bit rate: one immutable file, and the index of its fragments."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=40)
    codec = models.CharField(max_length=40)
    bitrate_kbps = models.PositiveIntegerField()
    is_lossless = models.BooleanField()
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.BigIntegerField()
    index = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "name"], name="rendition_once_per_asset")]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.name}"
