"""Settings of keys, and of the services that settings and keys may be read from."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from segue.env.settings.places import absolute
from segue.env.settings.topic import Topic

DEFAULT_WAIT_S = 60
RING = "newest first, each of at least 32 characters, separated by spaces"


class SecretsSettings(Topic):
    """Keys, and where settings and keys are read from."""

    title = "Keys and where settings come from"
    table = "secrets"

    config: Path | None = Field(
        default=None,
        description="File with settings, in TOML. Default: `segue.toml` in the folder where Segue is started, else the "
        "one in the data folder, if there is one.",
        examples=["/etc/segue/segue.toml"],
    )
    secrets_wait_seconds: int = Field(
        default=DEFAULT_WAIT_S,
        ge=0,
        le=3600,
        description="How long a start waits for a service that settings are read from, in seconds.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description=f"Keys that sign sessions, forms and one-time links: {RING}. Default: `secrets/django_key` in the "
        "data folder.",
    )
    media_key: SecretStr | None = Field(
        default=None,
        description=f"Keys that sign media addresses: {RING}. Default: `secrets/capability_key` in the data folder.",
    )
    encryption_key: SecretStr | None = Field(
        default=None,
        description=f"Keys that encrypt values at rest: {RING}. Default: `secrets/encryption_key` in the data folder.",
    )

    _absolute_config = field_validator("config")(absolute)
