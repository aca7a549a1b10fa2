"""Settings of the database and the queue."""

from pydantic import Field, SecretStr, field_validator

from segue.env.settings.topic import Topic
from segue.env.settings.urls import is_broker, is_database

ADVICE = "write other characters of a password than letters and digits in percent form, as %40 for @"


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

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        """Raises ValueError, without the value: it may hold a password. So does the next."""
        if value and not is_database(value.get_secret_value()):
            raise ValueError(f"must look like postgresql://user:password@db.example.org:5432/segue; {ADVICE}")
        return value

    @field_validator("valkey_url")
    @classmethod
    def _known_broker(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not is_broker(value.get_secret_value()):
            raise ValueError(
                "must start with redis:// or rediss://, and look like "
                f"redis://:password@valkey.example.org:6379/0; {ADVICE}"
            )
        return value
