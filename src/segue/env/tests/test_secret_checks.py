"""A key that is short, published or guessable stops the start; so does such a password in production."""

import json
import re
import secrets
from pathlib import Path

import pytest

from segue.env import SettingsError, load_settings
from segue.env.key_checks import key_problems, make_keys
from segue.env.loading import examine
from segue.env.local_sources import COMMAND_LINE_VARIABLE
from segue.env.secret_checks import passwords_in
from segue.env.settings import Settings
from segue.env.weak_values import weakness

pytestmark = pytest.mark.usefixtures("environment")
ADVICE = "put a random one there, such as `openssl rand -base64 48` prints."
GUIDES = Path(__file__).resolve().parents[4] / "docs" / "guides"


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return caught.value.problems


@pytest.mark.parametrize(
    "value",
    [
        "changeme",
        "Change-Me!",
        "secret",
        "password",
        "not so secret",
        "not-so-secret",
        "minioadmin",
        "postgres",
        "django-insecure-%3x0p!w4k@7q9z_b2m5n8v1c6l",
        "please-change-this-to-something-long-and-random",
        "<password>",
        "${SECRET_KEY}",
        "your-secret-key-goes-here-1234567890",
    ],
)
def test_published_examples(value: str) -> None:
    assert weakness(value) == "is a published example value"


@pytest.mark.parametrize(
    "value",
    [
        "z" * 48,
        "abc" * 16,
        "0123456789" * 4,
        "abcdefghijklmnopqrstuvwxyz0123456789"[:26] + "abcdef",
        "aab" * 12,
    ],
)
def test_values_that_repeat_or_count(value: str) -> None:
    assert weakness(value) == "repeats itself or counts up"


def test_values_of_few_characters() -> None:
    assert weakness("abacbcabbcabcbacbbacbabcbabcacbb") == "has too few different characters"


def test_random_values_are_let_through() -> None:
    made = [secrets.token_hex(16) for _ in range(500)] + [secrets.token_urlsafe(48) for _ in range(500)]
    assert [value for value in made if weakness(value)] == []


def test_no_guide_publishes_a_secret_that_would_be_taken() -> None:
    given = re.compile(r"(?:SECRET|KEY|TOKEN|PASSWORD)=([^\s$]+)|://[^:/\s`]*:([^@\s`/]+)@")
    shown = [
        value for page in GUIDES.glob("*.md") for match in given.findall(page.read_text()) for value in match
    ]
    examples = [example for field in Settings.model_fields.values() for example in field.examples or ()]
    shown += [
        password for example in examples for password in passwords_in(str(example)) if password != example
    ]
    assert [value for value in shown if value and not weakness(value)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("postgresql://segue:p%40ss@db/segue", ["p@ss"]),
        ("postgresql://db/segue?user=a&password=hush", ["hush"]),
        ("host=db password=hush user=segue", ["hush"]),
        ("host=db password='two words'", ["two words"]),
        ("redis://db:6379/0", []),
        ('[{"id": "a", "client_secret": "hush", "issuer": "https://a:b@c"}]', ["hush"]),
        ("plain", ["plain"]),
    ],
)
def test_where_the_password_is(text: str, found: list[str]) -> None:
    assert passwords_in(text) == found


def test_keys_in_settings_are_judged_all_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_SECRET_KEY", "short")
    environment.setenv("SEGUE_MEDIA_KEY", f"{secrets.token_urlsafe(48)} changeme-changeme-changeme-changeme")
    environment.setenv("SEGUE_PORT", "x")
    port, *keys = problems()
    assert port.startswith("SEGUE_PORT: ")
    assert keys == [
        f"SEGUE_MEDIA_KEY holds a key that is a published example value: {ADVICE}",
        f"SEGUE_SECRET_KEY holds a key that is shorter than 32 characters: {ADVICE}",
    ]


def test_a_known_password_is_told_in_development_and_refused_in_production(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("DATABASE_URL", "postgresql://segue:changeme@db/segue")
    line = f"DATABASE_URL holds a password that is a published example value: {ADVICE}"
    outcome = examine(is_waiting=False)
    assert (outcome.problems, outcome.warnings) == ([], [line])
    environment.setenv("SEGUE_ENVIRONMENT", "production")
    environment.setenv("SEGUE_ORIGIN", "https://music.example.org")
    assert problems() == (line,)


def test_a_secret_on_the_command_line_is_told(environment: pytest.MonkeyPatch) -> None:
    values = {"SEGUE_S3_SECRET_KEY": "Hush4Tn8Vb", "SEGUE_PORT": "9001"}
    environment.setenv(COMMAND_LINE_VARIABLE, json.dumps(values))
    assert examine(is_waiting=False).warnings == [
        "SEGUE_S3_SECRET_KEY stands on the command line, where every user of this machine can read it."
    ]


def test_keys_in_files(tmp_path: Path) -> None:
    settings, folder = load_settings(), tmp_path / "secrets"
    assert key_problems(settings) == []
    make_keys(tmp_path)
    assert key_problems(settings) == []
    assert (folder / "made").stat().st_mode & 0o777 == 0o600
    (folder / "django_key").write_text("")
    (folder / "capability_key").write_text("changeme-" * 4)
    (folder / "encryption_key").unlink()
    lost = f"If it is lost for good, remove its name from {folder / 'made'}, and a new one is made."
    restore = "put it back from your backup"
    assert key_problems(settings) == [
        f"{folder / 'django_key'} holds a key that is shorter than 32 characters: {restore}.",
        f"{folder / 'capability_key'} holds a key that is a published example value: {restore}.",
        f"The key {folder / 'encryption_key'} is missing: {restore}. {lost}",
    ]
    assert not (folder / "encryption_key").exists()


def test_a_key_of_a_newer_version_is_made(tmp_path: Path) -> None:
    """A folder of an earlier version has no record, or one without the new key."""
    make_keys(tmp_path)
    folder = tmp_path / "secrets"
    (folder / "made").write_text("django_key\ncapability_key\npostgres_password\n")
    (folder / "encryption_key").unlink()
    assert key_problems(load_settings()) == []
    make_keys(tmp_path)
    assert len((folder / "encryption_key").read_text()) == 64
    assert "encryption_key\n" in (folder / "made").read_text()


def test_a_key_that_a_setting_gives_needs_no_file(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_keys(tmp_path)
    for name in ("django_key", "postgres_password"):
        (tmp_path / "secrets" / name).unlink()
    environment.setenv("SEGUE_SECRET_KEY", secrets.token_urlsafe(48))
    environment.setenv("DATABASE_URL", "postgresql://db/segue")
    assert key_problems(load_settings()) == []
