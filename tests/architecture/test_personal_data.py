"""Whatever is kept of people can be taken along and is erased: a new table of theirs can't be forgotten."""

from django.apps import apps

from segue.accounts import own_data, ports
from tests.architecture.tables_of_people import columns_of_people

# Whose share of a person's data each table is. An app above accounts has its own in its `personal_data.py`.
SHARES = {
    "account.EmailAddress": "accounts",
    "accounts.AccessToken": "accounts",
    "accounts.AppPassword": "accounts",
    "accounts.Deletion": "accounts",
    "accounts.Export": "accounts",
    "accounts.FormerUsername": "accounts",
    "accounts.Invitation": "accounts",
    "artists.ArtistEdit": "artists",
    "artists.ArtistImage": "artists",
    "artists.Invitation": "artists",
    "artists.Membership": "artists",
    "audit.AuditEntry": "accounts",
    "catalog.Edit": "catalog",
    "catalog.PastMaster": "catalog",
    "catalog.ReleaseImage": "catalog",
    "catalog.ShareLink": "catalog",
    "jobs.Job": "accounts",
    "media.Asset": "media",
    "media.BlockedContent": "media",
    "media.LibraryFolder": "media",
    "media.PartialUpload": "media",
    "media.PersonImage": "media",
    "mfa.Authenticator": "accounts",
    "moderation.Appeal": "moderation",
    "moderation.Case": "moderation",
    "moderation.Decision": "moderation",
    "moderation.Report": "moderation",
    "socialaccount.SocialAccount": "accounts",
    "usersessions.UserSession": "accounts",
}
# Written by hand, since it tells no more of each entry than its reader may know.
NOT_IN_OWN_TABLES = {"audit.AuditEntry"}
# These name people, and keep nothing of them.
EXEMPT = {"admin.LogEntry": "Nothing is written there: operators' acts are in the audit log."}


def test_every_table_of_people_belongs_to_an_apps_share() -> None:
    found = {model._meta.label for model, _ in columns_of_people()}
    assert sorted(found - SHARES.keys() - EXEMPT.keys()) == []
    assert sorted(SHARES.keys() - found) == []


def test_every_such_app_exports_and_erases_its_share() -> None:
    assert sorted(set(SHARES.values()) - ports.exports().keys()) == []
    assert sorted(set(SHARES.values()) - ports.erasures().keys()) == []


def test_every_app_that_keeps_music_of_people_takes_part() -> None:
    assert list(ports.exports()) == ["accounts", "media", "artists", "catalog", "moderation"]
    assert list(ports.erasures()) == ["moderation", "catalog", "artists", "media", "accounts"]


def test_accounts_export_every_table_of_their_share() -> None:
    own = {label for label, share in SHARES.items() if share == "accounts"}
    assert {table.model for table in own_data.TABLES.values()} == own - NOT_IN_OWN_TABLES


def test_what_is_exported_exists_and_is_no_secret() -> None:
    secrets = ("password", "secret", "hash", "key", "data")
    for table in own_data.TABLES.values():
        fields = {field.name for field in apps.get_model(table.model)._meta.concrete_fields}
        assert {name.split("__")[0] for name in table.fields} <= fields
        assert [name for name in table.fields if name.endswith(secrets) and name != "extra_data"] == []
