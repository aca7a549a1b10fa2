"""Segue's settings, by topic; each field says by which variable it is set."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from pydantic import PrivateAttr, model_validator

from segue.env.live_source import LiveSource
from segue.env.provenance import DEFAULT, Given, Provenance
from segue.env.settings.accounts import AccountsSettings
from segue.env.settings.aws import AwsSettings
from segue.env.settings.database import DatabaseSettings
from segue.env.settings.errors import SettingsError
from segue.env.settings.logging import LoggingSettings
from segue.env.settings.mail import MailSettings
from segue.env.settings.media import MediaSettings
from segue.env.settings.secrets import SecretsSettings
from segue.env.settings.storage import StorageSettings
from segue.env.settings.topic import PREFIX, Topic, is_secret, variable_of
from segue.env.settings.vault import VaultSettings
from segue.env.settings.web import WebSettings

__all__ = ["PREFIX", "TOPICS", "Settings", "SettingsError", "given_settings", "variable_names"]

TOPICS: tuple[type[Topic], ...] = (
    WebSettings,
    AccountsSettings,
    MailSettings,
    MediaSettings,
    StorageSettings,
    DatabaseSettings,
    LoggingSettings,
    SecretsSettings,
    VaultSettings,
    AwsSettings,
)


class Settings(  # pydantic has the fields of the last of these first
    AwsSettings,
    VaultSettings,
    SecretsSettings,
    LoggingSettings,
    DatabaseSettings,
    StorageSettings,
    MediaSettings,
    MailSettings,
    AccountsSettings,
    WebSettings,
):
    """Every setting, and what must hold between them."""

    _given: dict[str, Given] = PrivateAttr(default_factory=dict)
    _stores: list[LiveSource] = PrivateAttr(default_factory=list)

    @model_validator(mode="after")
    def _fill_derived(self) -> Self:
        if not self.origin:
            object.__setattr__(self, "origin", f"http://localhost:{self.port}")
        if not self.storage_url:
            object.__setattr__(self, "storage_url", (self.data_dir / "media").as_uri())
        if problems := list(self._contradictions()):
            raise ValueError("; ".join(problems))
        return self

    def _contradictions(self) -> Iterator[str]:
        if self.storage_old_url == self.storage_url:
            yield "STORAGE_OLD_URL is the same as STORAGE_URL; it names where media lived before"
        buckets = [url for url in (self.storage_url, self.storage_old_url) if url.startswith("s3:")]
        if not all(key for url in buckets for key in self.s3_keys(url)):
            yield "an s3:// storage needs SEGUE_S3_ACCESS_KEY and SEGUE_S3_SECRET_KEY"
        if self.environment == "production" and not self.origin.startswith("https://"):
            yield "SEGUE_ORIGIN must be an https:// address in production"

    def concerns(self) -> Iterator[str]:
        """What can be used, but hardly is what was meant; one line each."""
        if self.environment == "production" and not self.mail_url:
            yield (
                "SEGUE_MAIL_URL is not set, so no e-mail is sent: nobody can confirm an address after signing up, or "
                "reset a password. Set it to your mail server."
            )

    @property
    def stores(self) -> list[LiveSource]:
        """The secret stores that were asked, which can be asked again."""
        return self._stores

    def remember(self, given: Mapping[str, Given], stores: Iterable[LiveSource]) -> None:
        """What each value was made from, by variable."""
        self._given, self._stores = dict(given), list(stores)

    @property
    def given(self) -> Mapping[str, Given]:
        """What the values were made from, by variable."""
        return self._given

    def provenance(self, name: str) -> Provenance:
        """Where the value of the field comes from."""
        given = self._given.get(variable_of(type(self).model_fields[name]))
        return given.provenance if given else DEFAULT

    def source_of(self, name: str) -> str:
        """The same in words, as `environment` or `default`."""
        return self.provenance(name).label


def variable_names() -> dict[str, str]:
    """Environment variable of each setting, by field name."""
    return {name: variable_of(field) for topic in TOPICS for name, field in topic.model_fields.items()}


def given_settings(settings: Settings) -> dict[str, str]:
    """Those that aren't left at their defaults, by variable and as they are understood; without secrets."""
    fields = {
        name: field for name, field in Settings.model_fields.items() if name in settings.model_fields_set
    }
    values = {
        variable_of(field): getattr(settings, name) for name, field in fields.items() if not is_secret(field)
    }
    return {name: str(value) for name, value in values.items()}
