"""Every setting is shown with its source, and no secret with it."""

import json
from pathlib import Path

import pytest

from segue.env.inventory import Entry, as_json, as_text, inventory
from segue.env.loading import examine
from segue.env.permissions import open_files
from segue.env.redaction import HIDDEN, redacted
from segue.env.secret_checks import secret_variables
from segue.env.settings import TOPICS, variable_names

pytestmark = pytest.mark.usefixtures("environment")
OIDC = (
    '[{"id": "home", "name": "Home", "issuer": "https://id.example.org", "client_id": "segue", '
    '"client_secret": "%s"}]'
)
FORMS = {
    "DATABASE_URL": "postgresql://segue:%s@db/segue",
    "VALKEY_URL": "rediss://:%s@valkey/0",
    "SEGUE_MAIL_URL": "smtp://segue:%s@mail.example.org",
    "SEGUE_OIDC": OIDC,
}


def entries() -> dict[str, Entry]:
    return {entry.variable: entry for entry in inventory(examine(is_waiting=False))}


def test_every_setting_is_there_by_topic() -> None:
    found = inventory(examine(is_waiting=False))
    assert [entry.variable for entry in found] == list(variable_names().values())
    text = as_text(found)
    assert [topic.title for topic in TOPICS if f"\n{topic.title}\n" not in f"\n{text}\n"] == []
    assert json.loads(as_json(found))[0] == {
        "topic": "Web server",
        "variable": "SEGUE_PORT",
        "value": "8000",
        "source": "default",
        "is_secret": False,
    }


def test_no_secret_is_shown(environment: pytest.MonkeyPatch) -> None:
    """One marker in each setting that holds a secret."""
    markers = {
        name: f"Mk9{index:02}wXz7Lm4Tn8Vb3Yc6Hd1Jf5Gs0PqR2"
        for index, name in enumerate(sorted(secret_variables()))
    }
    assert len(markers) >= 12
    for name, marker in markers.items():
        environment.setenv(name, FORMS.get(name, "%s") % marker)
    outcome = examine(is_waiting=False)
    assert outcome.problems == []
    found = inventory(outcome)
    shown = as_text(found) + as_json(found) + repr(outcome) + repr(outcome.settings)
    assert [name for name, marker in markers.items() if marker in shown] == []
    assert entries()["DATABASE_URL"].value == f"postgresql://{HIDDEN}@db/segue"
    assert entries()["SEGUE_S3_SECRET_KEY"].value == HIDDEN
    assert '"name": "Home"' in str(entries()["SEGUE_OIDC"].value)


def test_what_can_not_be_used_is_shown_all_the_same(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_PORT", "loud")
    environment.setenv("SEGUE_S3_SECRET_KEY", "Hush4Tn8Vb")
    found = entries()
    assert (found["SEGUE_PORT"].value, found["SEGUE_PORT"].source) == ("loud", "environment")
    assert (found["SEGUE_HOST"].value, found["SEGUE_HOST"].source) == ("127.0.0.1", "default")
    assert found["SEGUE_S3_SECRET_KEY"].value == HIDDEN


@pytest.mark.parametrize(
    "text",
    [
        "hush",
        "hush://hush",
        "smtp://user:hu/hush@host",
        "smtp://user:hu?hush@host",
        "smtp://user:hu#hush@host",
        "smtp://user:hu@hush@host",
        "postgresql://u:hush@h/db?password=hush",
        "host=h password=hush",
        '[{"id": "a", "client_secret": "hush", "extra": {"x": "hush"}}, "hush"]',
        "[hush",
    ],
)
def test_nothing_of_a_secret_slips_through(text: str) -> None:
    assert "hush" not in redacted(text, is_secret=True)


def test_passwords_in_plain_settings_are_hidden() -> None:
    url = "s3://music?endpoint=https://u:hush@s3.example.org&secret_key=hush&region=eu"
    assert redacted(url, is_secret=False) == (
        f"s3://music?endpoint=https://{HIDDEN}@s3.example.org&secret_key={HIDDEN}&region=eu"
    )


@pytest.mark.parametrize(
    "text", ["https//u:hush@h", "https://u:h/hush@h", "https://u:h?hush@h", "https:u:hush@h"]
)
def test_nothing_of_a_miswritten_password_slips_through(text: str) -> None:
    assert "hush" not in redacted(text, is_secret=False)


def test_files_that_others_may_read_are_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data, toml = tmp_path / "data", tmp_path / "segue.toml"
    (data / "secrets").mkdir(parents=True, mode=0o700)
    environment.setenv("SEGUE_DATA", str(data))
    key = data / "secrets" / "django_key"
    key.touch(mode=0o600)
    toml.write_text("[web]\nport = 9000\n")
    toml.chmod(0o644)
    assert found_open() == []
    key.chmod(0o640)
    toml.write_text('[storage]\ns3_secret_key = "Hush4Tn8Vb"\n')
    assert found_open() == [
        f"{key} is open to other users: run `chmod 600 {key}`.",
        f"{toml} is open to other users: run `chmod 600 {toml}`.",
    ]


def found_open() -> list[str]:
    outcome = examine(is_waiting=False)
    assert outcome.settings is not None
    return open_files(outcome.settings, outcome.given)
