"""A setting that Segue doesn't know or can't use stops the start with one line that names it."""

from pathlib import Path

import pytest

from segue.env import SettingsError, given_settings, load_settings
from segue.env.settings import Settings
from segue.env.settings.places import default_data_dir

pytestmark = pytest.mark.usefixtures("environment")


def complaint() -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_defaults(tmp_path: Path) -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.origin) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert (settings.data_dir, settings.storage_url) == (tmp_path, f"file://{tmp_path}/media")
    assert (settings.database_url, settings.valkey_url) == (None, None)
    assert (settings.environment, settings.log_format, settings.log_level) == (
        "development",
        "console",
        "INFO",
    )


def test_port_is_in_the_default_origin(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_PORT", "9001")
    assert load_settings().origin == "http://localhost:9001"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("SEGUE_PROT", "SEGUE_PORT"),
        ("SEGUE_DATA_DIR", "SEGUE_DATA"),
        ("SEGUE_ORIGINS", "SEGUE_ORIGIN"),
        ("SEGUE_LOGFORMAT", "SEGUE_LOG_FORMAT"),
        ("SEGUE_MAX_UPLOAD_BYTE", "SEGUE_MAX_UPLOAD_BYTES"),
    ],
)
def test_unknown_variable_names_the_nearest(environment: pytest.MonkeyPatch, name: str, nearest: str) -> None:
    environment.setenv(name, "1")
    assert complaint() == f"{name} is not a setting of Segue. Did you mean {nearest}?"


def test_variables_of_others_are_none_of_our_business(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUEWAY_PORT", "1")
    environment.setenv("PORT", "1")
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SEGUE_PORT", "eighty", "valid integer"),
        ("SEGUE_PORT", "0", "greater than or equal to 1"),
        ("SEGUE_PORT", "65536", "less than or equal to 65535"),
        ("SEGUE_ENVIRONMENT", "staging", "'development' or 'production'"),
        ("SEGUE_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("SEGUE_LOG_LEVEL", "LOUD", "'DEBUG'"),
        ("SEGUE_MAX_UPLOAD_BYTES", "0", "greater than or equal to 1"),
        ("SEGUE_FREE_SPACE_FLOOR_BYTES", "-1", "greater than or equal to 0"),
        ("SEGUE_MEDIA_URL_SECONDS", "59", "greater than or equal to 60"),
        ("SEGUE_ORIGIN", "music.example.org", "must look like https://music.example.org"),
        ("SEGUE_ORIGIN", "https://music.example.org/app", "nothing after the host and port"),
        ("SEGUE_ORIGIN", "https://user@music.example.org", "must look like"),
        ("SEGUE_ORIGIN", "https://", "must look like"),
        ("VALKEY_URL", "127.0.0.1:6379", "must start with redis:// or rediss://"),
        ("STORAGE_URL", "ftp://example.org", "must be a folder"),
        ("STORAGE_URL", "/srv/media", "must be a folder"),
    ],
)
def test_wrong_value_names_its_variable(
    environment: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    environment.setenv(name, value)
    text = complaint()
    assert text.startswith(f"{name}: ")
    assert words in text


def test_all_wrong_values_are_told_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_PORT", "x")
    environment.setenv("SEGUE_LOG_FORMAT", "x")
    text = complaint()
    assert "SEGUE_PORT: " in text
    assert "; SEGUE_LOG_FORMAT: " in text


def test_secret_values_are_not_repeated(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("VALKEY_URL", "http://:hush@127.0.0.1")
    assert "hush" not in complaint()
    environment.setenv("VALKEY_URL", "redis://:hush@127.0.0.1")
    assert "hush" not in repr(load_settings())


def test_production_demands_https(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SEGUE_ENVIRONMENT", "production")
    assert complaint() == "SEGUE_ORIGIN must be an https:// address in production"
    environment.setenv("SEGUE_ORIGIN", "https://music.example.org/")
    assert load_settings().origin == "https://music.example.org"


@pytest.mark.parametrize(
    "origin", ["http://localhost:8000", "http://[::1]:8000", "https://music.example.org"]
)
def test_origins(environment: pytest.MonkeyPatch, origin: str) -> None:
    environment.setenv("SEGUE_ORIGIN", origin)
    assert load_settings().origin == origin


def test_empty_variable_counts_as_unset(environment: pytest.MonkeyPatch) -> None:
    for name in ("SEGUE_PORT", "DATABASE_URL", "SEGUE_ORIGIN", "STORAGE_URL"):
        environment.setenv(name, "")
    settings = load_settings()
    assert (settings.port, settings.database_url, settings.origin) == (8000, None, "http://localhost:8000")


def test_folders_are_absolute(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.chdir(tmp_path)
    environment.setenv("HOME", str(tmp_path))
    environment.setenv("SEGUE_DATA", "music")
    environment.setenv("SEGUE_WEB_DIST", "~/dist")
    settings = load_settings()
    assert (settings.data_dir, settings.web_dist) == (tmp_path / "music", tmp_path / "dist")


def test_data_folder_without_a_checkout(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setattr("segue.env.settings.places.checkout_dir", lambda: None)
    environment.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_dir() == tmp_path / "segue"
    environment.delenv("XDG_DATA_HOME")
    environment.setenv("HOME", str(tmp_path))
    assert default_data_dir() == tmp_path / ".local" / "share" / "segue"


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
    assert settings.port == 8000


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    "url",
    [
        "/srv/media",
        "file://srv/media",
        "s3://",
        "s3:/music",
        "s3://Music",
        "s3://music#x",
        "s3://music/a b",
        "ftp://a/b",
    ],
)
@pytest.mark.parametrize("name", ["STORAGE_URL", "STORAGE_OLD_URL"])
def test_place_for_media_that_is_none(environment: pytest.MonkeyPatch, name: str, url: str) -> None:
    environment.setenv(name, url)
    assert complaint() == (
        f"{name}: must be a folder, as file:///srv/segue/media, or a bucket, as s3://music?region=eu-west-1"
    )


def test_bucket_needs_its_keys(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("STORAGE_URL", "s3://music/segue?endpoint=http://127.0.0.1:8333&region=eu-west-1")
    needed = "an s3:// storage needs SEGUE_S3_ACCESS_KEY and SEGUE_S3_SECRET_KEY"
    assert complaint() == needed
    environment.setenv("SEGUE_S3_ACCESS_KEY", "one")
    assert complaint() == needed
    environment.setenv("SEGUE_S3_SECRET_KEY", "two")
    settings = load_settings()
    assert settings.s3_keys(settings.storage_url) == ("one", "two")
    assert "two" not in repr(settings)


def test_old_bucket_may_have_keys_of_its_own(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("STORAGE_OLD_URL", "s3://music")
    environment.setenv("SEGUE_S3_ACCESS_KEY", "one")
    environment.setenv("SEGUE_S3_SECRET_KEY", "two")
    assert load_settings().s3_keys("s3://music") == ("one", "two")
    environment.setenv("SEGUE_S3_OLD_ACCESS_KEY", "three")
    assert complaint() == "an s3:// storage needs SEGUE_S3_ACCESS_KEY and SEGUE_S3_SECRET_KEY"
    environment.setenv("SEGUE_S3_OLD_SECRET_KEY", "four")
    assert load_settings().s3_keys("s3://music") == ("three", "four")
    assert load_settings().s3_keys("s3://other") == ("one", "two")


def test_media_cannot_move_to_where_they_are(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("STORAGE_OLD_URL", f"file://{tmp_path}/media")
    assert complaint() == "STORAGE_OLD_URL is the same as STORAGE_URL; it names where media lived before"


def test_given_settings_are_told_without_secrets(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As they are understood, so that they mean the same in another folder."""
    environment.chdir(tmp_path)
    environment.setenv("SEGUE_SCRATCH_DIR", "scratch")
    environment.setenv("SEGUE_LADDER", " flac, opus-96 ")
    environment.setenv("SEGUE_PORT", "8123")
    environment.setenv("SEGUE_LOG_LEVEL", "")
    environment.setenv("STORAGE_URL", "s3://music")
    for name in ("SEGUE_S3_ACCESS_KEY", "SEGUE_S3_SECRET_KEY"):
        environment.setenv(name, "hush")
    environment.setenv("DATABASE_URL", "postgresql://u:hush@db/segue")
    environment.setenv("VALKEY_URL", "redis://:hush@127.0.0.1")
    assert given_settings(load_settings()) == {
        "SEGUE_DATA": str(tmp_path),
        "SEGUE_SCRATCH_DIR": str(tmp_path / "scratch"),
        "SEGUE_LADDER": "flac,opus-96",
        "SEGUE_PORT": "8123",
        "STORAGE_URL": "s3://music",
    }
