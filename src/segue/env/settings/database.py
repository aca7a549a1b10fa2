"""Settings of the database and the queue."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from segue.env.settings.topic import Topic


class DatabaseSettings(Topic):
    """Servers of your own in the place of those that Segue brings along."""

    title = "Database and queue"
    table = "database"

    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="PostgreSQL to use instead of the embedded one.",
        examples=["postgresql://segue:<password>@db.example.org/segue"],
    )
    valkey_url: SecretStr | None = Field(
        default=None,
        validation_alias="VALKEY_URL",
        description="Valkey (or Redis) to use instead of the embedded one.",
        examples=["rediss://:<password>@valkey.example.org:6379/0"],
    )

    @field_validator("valkey_url")
    @classmethod
    def _known_broker(cls, value: SecretStr | None) -> SecretStr | None:
        if value and urlsplit(value.get_secret_value()).scheme not in ("redis", "rediss"):
            raise ValueError("must start with redis:// or rediss://")
        return value
