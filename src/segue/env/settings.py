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
    free_space_floor_bytes: int = Field(
        default=512 * 1024**2,
        ge=0,
        description="Uploads are refused when the media disk has less free space than this, in bytes.",
    )
    media_url_seconds: int = Field(
        default=3600, ge=60, le=21600, description="How long a signed media address works, in seconds."
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
        description="Where media files live, as `file:///folder`. Default: `media` in the data folder.",
    )

    @field_validator("data_dir", "web_dist")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("origin")
    @classmethod
    def _bare_origin(cls, value: str) -> str:
        """Scheme, host and port alone, as browsers spell an origin."""
        value = value.rstrip("/")
        if value and not ORIGIN.fullmatch(value):
            raise ValueError("must look like https://music.example.org, with nothing after the host and port")
        return value

    @field_validator("valkey_url")
    @classmethod
    def _known_broker(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in ("redis", "rediss"):
            raise ValueError("must start with redis:// or rediss://")
        return value

    @field_validator("storage_url")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        if value and not value.startswith("file:///"):
            raise ValueError("must be a folder, written as file:///srv/segue/media")
        return value

    @model_validator(mode="after")
    def _fill_derived(self) -> Self:
        if not self.origin:
            object.__setattr__(self, "origin", f"http://localhost:{self.port}")
        if not self.storage_url:
            object.__setattr__(self, "storage_url", (self.data_dir / "media").as_uri())
        if self.environment == "production" and not self.origin.startswith("https://"):
            raise ValueError("SEGUE_ORIGIN must be an https:// address in production")
        return self


def variable_names() -> dict[str, str]:
    """Environment variable of each setting, by field name."""
    return {
        name: str(field.validation_alias or f"{PREFIX}{name.upper()}")
        for name, field in Settings.model_fields.items()
    }


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
