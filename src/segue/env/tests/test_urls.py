"""A URL that can't be used, or that would be understood otherwise than it was meant, stops the start unrepeated."""

import pytest

from segue.env import SettingsError, load_settings

pytestmark = pytest.mark.usefixtures("environment")
BROKEN = {
    "DATABASE_URL": [
        "mysql://u:pl4nted@db/x",
        "postgres//u:pl4nted@db",
        "postgresql://u:p@db:pl4nted/x",
        "postgresql://u:half@pl4nted@db/x",
        "postgresql://u:half/pl4nted@db/x",
        "postgresql://u:12/pl4nted@db/x",
        "postgresql://u:pl4nted%zz@db/x",
        "postgresql://u:[pl4nted]@db:x/x",
        "postgresql://u:pl4nted@db:0/x",
        "postgresql://u:pl4nted@db:65536/x",
        "host=db password=pl4nted port=x",
        "pl4nted",
    ],
    "VALKEY_URL": [
        "http://:pl4nted@valkey",
        "redis//:pl4nted@valkey",
        "redis://:half/pl4nted@valkey",
        "redis://:12/pl4nted@valkey",
        "redis://:12#pl4nted@valkey",
        "redis://:[pl4nted]@valkey",
        "redis://:pl4nted@valkey:port",
        "redis://:pl4nted@/0",
    ],
    "STORAGE_URL": [
        "s3://u:pl4nted@music",
        "s3://music?endpoint=https://u:pl4nted@s3.example.org",
        "s3://music?public=https://u:half/pl4nted@s3.example.org",
        "s3://music?secret_key=pl4nted",
        "s3//u:pl4nted@music",
    ],
    "SEGUE_MAIL_URL": ["smtp//u:pl4nted@mail", "smtp://u:half/pl4nted@mail", "smtp://u:[pl4nted]@mail"],
    "SEGUE_ORIGIN": ["https://u:pl4nted@music", "https//u:pl4nted@music", "https://u:half/pl4nted@music"],
    "SEGUE_VAULT_ADDR": ["https://u:pl4nted@vault", "https//u:pl4nted@vault", "https://u:half/pl4nted@vault"],
    "SEGUE_AWS_ENDPOINT": ["https://u:pl4nted@aws", "https//u:pl4nted@aws", "https://u:half?pl4nted@aws"],
    "SEGUE_OIDC": [
        '[{"id": "a", "name": "a", "issuer": "https://u:pl4nted@id", "client_id": "x", "client_secret": "y"}]',
        '[{"id": "a", "name": "a", "issuer": "https://[pl4nted]", "client_id": "x", "client_secret": "y"}]',
    ],
}


@pytest.mark.parametrize(("variable", "url"), [(name, url) for name, urls in BROKEN.items() for url in urls])
def test_what_is_no_such_url_is_refused_without_it(
    variable: str, url: str, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv(variable, url)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(variable)
    assert "pl4nted" not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("DATABASE_URL", "postgresql://segue:p%40ss@db.example.org:5432/segue?sslmode=verify-full"),
        ("DATABASE_URL", "postgres://db1:5432,db2:5433/segue?target_session_attrs=read-write"),
        ("DATABASE_URL", "postgresql:///segue?host=/run/postgresql"),
        ("DATABASE_URL", "postgresql://segue:pass[word@[::1]/segue"),
        ("DATABASE_URL", "host=/run/postgresql dbname=segue"),
        ("VALKEY_URL", "rediss://user:p%2Fss@valkey.example.org"),
        ("VALKEY_URL", "redis://:half@pass@127.0.0.1:6379/1"),
        ("SEGUE_AWS_ENDPOINT", "http://127.0.0.1:5000"),
    ],
)
def test_urls_as_people_write_them(variable: str, url: str, environment: pytest.MonkeyPatch) -> None:
    environment.setenv(variable, url)
    settings = load_settings()
    found = (settings.database_url, settings.valkey_url, settings.aws_endpoint)
    assert url in [value if isinstance(value, str) else value and value.get_secret_value() for value in found]
