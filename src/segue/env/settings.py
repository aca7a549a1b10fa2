"""Segue's settings, read once from the environment and checked before anything starts."""

import difflib
import os
import re
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "SEGUE_"
RUNG = re.compile(r"flac|(aac|opus)-(2[4-9]|[3-9]\d|[1-4]\d\d|50\d|51[0-2])")
S3_URL = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\s]*)?(\?[^#\s]*)?")
ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[^\s/?#@:]+)(:\d{1,5})?")


class SettingsError(Exception):
    """The environment holds a setting that Segue doesn't know or can't use; the text is one line."""


def checkout_dir() -> Path | None:
    """The source checkout that this package runs from, or None when it is installed."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").is_file() and (root / "web").is_dir() else None


def default_data_dir() -> Path:
    if checkout := checkout_dir():
        return checkout / ".segue"
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "segue"


def default_web_dist() -> Path:
    root = checkout_dir() or Path(__file__).resolve().parents[1]
    return root / "web" / "dist"


class Settings(BaseSettings):
    """Every setting, from `SEGUE_<NAME>` unless its entry names another variable."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", populate_by_name=True, frozen=True
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        validation_alias="SEGUE_DATA",
        description="Folder that holds all state: database, queue, media, secrets, logs.",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="Port that the web server listens on.")
    host: str = Field(default="127.0.0.1", description="Address that the web server listens on.")
    origin: str = Field(
        default="",
        description="Public address, as listeners type it. Default: `http://localhost:<port>`.",
    )
    environment: Literal["development", "production"] = Field(
        default="development",
        description="`production` demands an https origin and secure cookies.",
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="Log lines for people or for machines."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe level that is logged."
    )
    web_dist: Path = Field(default_factory=default_web_dist, description="Folder with the built web app.")
    max_upload_bytes: int = Field(
        default=2 * 1024**3, ge=1, description="Largest file that can be uploaded, in bytes."
    )
    upload_quota_bytes: int = Field(
        default=0, ge=0, description="What one person's uploads may take up together, in bytes; 0: no limit."
    )
    max_open_uploads: int = Field(
        default=1000, ge=1, description="How many announced files of one person may be unfinished at once."
    )
    upload_expiry_hours: int = Field(
        default=168, ge=1, le=8760, description="How long a broken-off upload can be resumed, in hours."
    )
    free_space_floor_bytes: int = Field(
        default=512 * 1024**2,
        ge=0,
        description="Uploads are refused when the media disk has less free space than this, in bytes.",
    )
    media_sandbox: Literal["required", "unsafe"] = Field(
        default="required",
        description="`unsafe` opens uploaded files even where the kernel can't confine the tools that read them: only "
        "for files that you made yourself. `segue doctor` shows what holds here.",
    )
    media_url_seconds: int = Field(
        default=3600, ge=60, le=21600, description="How long a signed media address works, in seconds."
    )
    media_accel: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9_-]+)?$",
        description="Address under which nginx keeps the media folder as an internal location, such as "
        "`/protected-media`; it then sends media bytes itself (X-Accel-Redirect). Empty: Segue sends them.",
    )
    ladder: str = Field(
        default="flac,opus-96,opus-160,aac-160,aac-256",
        description="Qualities made of each track: `flac`, and `opus` or `aac` with kbit/s. The first lossy one is "
        "made before a track can be heard. After a change run `segue media reencode`.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="PostgreSQL to use instead of the embedded one.",
    )
    valkey_url: SecretStr | None = Field(
        default=None,
        validation_alias="VALKEY_URL",
        description="Valkey (or Redis) to use instead of the embedded one.",
    )
    storage_url: str = Field(
        default="",
        validation_alias="STORAGE_URL",
        description="Where media files live: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…`. "
        "Default: `media` in the data folder.",
    )
    storage_old_url: str = Field(
        default="",
        validation_alias="STORAGE_OLD_URL",
        description="Where media files lived before, until `segue media move` has copied them.",
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
    scratch_dir: Path | None = Field(
        default=None,
        description="Folder for files on their way in and for work on them. Default: on the disk of the media if "
        "that isn't the database's, else the data folder.",
    )

    @field_validator("data_dir", "web_dist", "scratch_dir")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value.expanduser().resolve() if value else None

    @field_validator("origin")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        """Scheme, host and port alone, as browsers spell an origin."""
        value = value.rstrip("/")
        if value and not ORIGIN.fullmatch(value):
            raise ValueError("must look like https://music.example.org, with nothing after the host and port")
        return value

    @field_validator("ladder")
    @classmethod
    def _known_rungs(cls, value: str) -> str:
        names = [name.strip() for name in value.split(",")]
        for name in names:
            if not RUNG.fullmatch(name):
                raise ValueError(
                    f"{name!r} isn't a quality; write flac, opus-96 or aac-160, with 24 to 512 kbit/s"
                )
        if len(set(names)) < len(names):
            raise ValueError("names a quality twice")
        if names == ["flac"]:
            raise ValueError("needs a lossy quality too, such as opus-96: not every listener can take FLAC")
        return ",".join(names)

    @field_validator("valkey_url")
    @classmethod
    def _known_broker(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in ("redis", "rediss"):
            raise ValueError("must start with redis:// or rediss://")
        return value

    @field_validator("storage_url", "storage_old_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        if value and not value.startswith("file:///") and not S3_URL.fullmatch(value):
            raise ValueError(
                "must be a folder, as file:///srv/segue/media, or a bucket, as s3://music?region=eu-west-1"
            )
        return value

    @model_validator(mode="after")
    def _fill_derived(self) -> Self:
        if not self.origin:
            object.__setattr__(self, "origin", f"http://localhost:{self.port}")
        if not self.storage_url:
            object.__setattr__(self, "storage_url", (self.data_dir / "media").as_uri())
        if self.storage_old_url == self.storage_url:
            raise ValueError("STORAGE_OLD_URL is the same as STORAGE_URL; it names where media lived before")
        for url in (self.storage_url, self.storage_old_url):
            if url.startswith("s3:") and not all(self.s3_keys(url)):
                raise ValueError("an s3:// storage needs SEGUE_S3_ACCESS_KEY and SEGUE_S3_SECRET_KEY")
        if self.environment == "production" and not self.origin.startswith("https://"):
            raise ValueError("SEGUE_ORIGIN must be an https:// address in production")
        return self

    def s3_keys(self, url: str) -> tuple[str, str]:
        """Access key and secret key for the bucket of one of the two URLs."""
        keys = (self.s3_access_key, self.s3_secret_key)
        if url == self.storage_old_url and self.s3_old_access_key:
            keys = (self.s3_old_access_key, self.s3_old_secret_key)
        access, secret = (key.get_secret_value() if key else "" for key in keys)
        return access, secret


def variable_names() -> dict[str, str]:
    """Environment variable of each setting, by field name."""
    return {
        name: str(field.validation_alias or f"{PREFIX}{name.upper()}")
        for name, field in Settings.model_fields.items()
    }


def given_settings(settings: Settings) -> dict[str, str]:
    """Those that aren't left at their defaults, by variable and as they are understood; without secrets."""
    names = variable_names()
    values = {names[name]: getattr(settings, name) for name in settings.model_fields_set}
    return {name: str(value) for name, value in values.items() if not isinstance(value, SecretStr)}


def load_settings() -> Settings:
    """Read the settings. Raises SettingsError, naming the variable and what to do."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_one_line(error)) from None


def _refuse_unknown() -> None:
    known = set(variable_names().values())
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise SettingsError(f"{name} is not a setting of Segue. Did you mean {nearest}?")


def _one_line(error: ValidationError) -> str:
    names = variable_names()
    parts = []
    for problem in error.errors():
        field = str(problem["loc"][0]) if problem["loc"] else ""
        message = problem["msg"].removeprefix("Value error, ")
        parts.append(f"{names.get(field, field)}: {message}" if field else message)
    return "; ".join(parts)
