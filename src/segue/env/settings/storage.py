"""Settings of the places for files."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from segue.env.settings.places import absolute, default_data_dir
from segue.env.settings.topic import Topic
from segue.env.settings.urls import BUCKET, has_plain_options


class StorageSettings(Topic):
    """Where Segue keeps its state, its media and what it works on."""

    title = "Files"
    table = "storage"

    data_dir: Path = Field(
        default_factory=default_data_dir,
        validation_alias="SEGUE_DATA",
        description="Folder that holds all state: database, queue, media, secrets, logs.",
        examples=["/srv/segue"],
    )
    scratch_dir: Path | None = Field(
        default=None,
        description="Folder for files on their way in and for work on them. Default: on the disk of the media if "
        "that isn't the database's, else the data folder.",
        examples=["/srv/scratch"],
    )
    storage_url: str = Field(
        default="",
        validation_alias="STORAGE_URL",
        description="Where media files live: a folder or an S3 bucket. Default: `media` in the data folder.",
        examples=["file:///srv/media", "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-west-1"],
    )
    storage_old_url: str = Field(
        default="",
        validation_alias="STORAGE_OLD_URL",
        description="Where media files lived before, until `segue media move` has copied them.",
        examples=["file:///srv/media"],
    )
    s3_access_key: SecretStr | None = Field(default=None, description="Access key of the S3 bucket.")
    s3_secret_key: SecretStr | None = Field(default=None, description="Secret key of the S3 bucket.")
    s3_old_access_key: SecretStr | None = Field(
        default=None, description="Access key of the bucket in `STORAGE_OLD_URL`, if it is another one."
    )
    s3_old_secret_key: SecretStr | None = Field(
        default=None, description="Secret key of the bucket in `STORAGE_OLD_URL`, if it is another one."
    )
    s3_copies_bytes: int = Field(
        default=4 * 1024**3,
        ge=0,
        description="How much disk the local copies of files from S3 may take, in bytes.",
    )

    _absolute_folders = field_validator("data_dir", "scratch_dir")(absolute)

    @field_validator("storage_url", "storage_old_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        if value and not value.startswith("file:///") and not BUCKET.fullmatch(value):
            raise ValueError(
                "must be a folder, as file:///srv/segue/media, or a bucket, as s3://music?region=eu-west-1"
            )
        if value.startswith("s3:") and not has_plain_options(value):
            raise ValueError(
                "a bucket takes endpoint, region and public alone, without a user or password in them; the keys are "
                "settings of their own"
            )
        return value

    def s3_keys(self, url: str) -> tuple[str, str]:
        """Access key and secret key for the bucket of one of the two URLs."""
        keys = (self.s3_access_key, self.s3_secret_key)
        if url == self.storage_old_url and self.s3_old_access_key:
            keys = (self.s3_old_access_key, self.s3_old_secret_key)
        access, secret = (key.get_secret_value() if key else "" for key in keys)
        return access, secret
