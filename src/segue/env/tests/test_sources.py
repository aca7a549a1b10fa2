"""Each setting comes from the first source that gives it, and remembers which."""

import json
import os
from pathlib import Path

import pytest

from segue.env import SettingsError, load_settings
from segue.env.local_sources import COMMAND_LINE_VARIABLE
from segue.env.tests.openbao import OpenBao

pytestmark = pytest.mark.usefixtures("environment")
KEY = "kq7Rk2wXz9Lm4Tn8Vb3Yc6Hd1Jf5Gs0P"


def problems() -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return caught.value.problems


def command_line(environment: pytest.MonkeyPatch, **values: str) -> None:
    environment.setenv(COMMAND_LINE_VARIABLE, json.dumps(values))


def test_the_first_source_wins(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    toml = tmp_path / "segue.toml"
    toml.write_text(
        '[web]\nport = 9001\nhost = "::1"\n[logging]\nlog_level = "ERROR"\nlog_format = "json"\n[media]\n'
        'ladder = "opus-64"\n'
    )
    for name, text in {"SEGUE_LOG_LEVEL": "WARNING", "SEGUE_HOST": "::2"}.items():
        (tmp_path / name).write_text(text)
        environment.setenv(f"{name}_FILE", str(tmp_path / name))
    environment.setenv("SEGUE_PORT", "9002")
    environment.setenv("SEGUE_LOG_FORMAT", "console")
    command_line(environment, SEGUE_PORT="9003", SEGUE_HOST="::3")
    settings = load_settings()
    found = {
        name: (getattr(settings, name), settings.source_of(name)) for name in ("port", "host", "log_level")
    }
    assert found == {
        "port": (9003, "command line"),
        "host": ("::3", "command line"),
        "log_level": ("WARNING", f"file {tmp_path / 'SEGUE_LOG_LEVEL'}"),
    }
    assert (settings.log_format, settings.source_of("log_format")) == ("console", "environment")
    assert (settings.ladder, settings.source_of("ladder")) == ("opus-64", str(toml))
    assert (settings.max_open_uploads, settings.source_of("max_open_uploads")) == (1000, "default")
    assert settings.provenance("log_level").file == tmp_path / "SEGUE_LOG_LEVEL"


def test_a_secret_store_comes_last(environment: pytest.MonkeyPatch) -> None:
    bao = OpenBao()
    try:
        bao.write("segue", SEGUE_MEDIA_KEY=KEY, SEGUE_PORT=9001, SEGUE_HOST="::1")
        environment.setenv("SEGUE_VAULT_ADDR", bao.address)
        environment.setenv("SEGUE_VAULT_PATH", "secret/segue")
        environment.setenv("SEGUE_VAULT_TOKEN", bao.root.token)
        environment.setenv("SEGUE_HOST", "::2")
        settings = load_settings()
        bao.write("segue", SEGUE_PROT=1, SEGUE_DATA="/x", SEGUE_VAULT_ADDR="http://x")
        environment.setenv("SEGUE_VAULT_NAMESPACE", "root")  # a store that hasn't been read yet
        refused = problems()
        for store in settings.stores:
            store.close()
    finally:
        bao.stop()
    assert (settings.port, settings.host) == (9001, "::2")
    assert settings.source_of("port") == settings.source_of("media_key") == "Vault (secret/segue)"
    assert settings.provenance("media_key").live is settings.stores[0]
    assert refused == (
        "Vault (secret/segue): SEGUE_DATA must be known before a secret store is asked.",
        "Vault (secret/segue): SEGUE_PROT is not a setting of Segue. Did you mean SEGUE_PORT?",
        "Vault (secret/segue): SEGUE_VAULT_ADDR must be known before a secret store is asked.",
    )


@pytest.mark.parametrize(
    ("content", "value"),
    [("hush\n", "hush"), ("hush\r\n", "hush"), ("hush", "hush"), (" hush \n\n", " hush \n")],
)
def test_a_file_gives_its_content_without_the_last_line_break(
    environment: pytest.MonkeyPatch, tmp_path: Path, content: str, value: str
) -> None:
    (tmp_path / "secret").write_bytes(content.encode())
    environment.setenv("SEGUE_S3_SECRET_KEY_FILE", "secret")
    secret = load_settings().s3_secret_key
    assert secret is not None
    assert secret.get_secret_value() == value


def test_a_value_and_a_file_for_it_exclude_each_other(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "url").write_text("postgresql://b/c")
    environment.setenv("DATABASE_URL", "postgresql://a/b")
    environment.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    assert problems() == ("DATABASE_URL and DATABASE_URL_FILE are both set: keep one of them.",)
    environment.setenv("DATABASE_URL", "")
    assert load_settings().source_of("database_url") == f"file {tmp_path / 'url'}"


def test_a_file_that_gives_nothing_stops_the_start(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, content in {"empty": b" \n", "binary": b"\xff\xfe"}.items():
        (tmp_path / name).write_bytes(content)
    environment.setenv("SEGUE_S3_ACCESS_KEY_FILE", str(tmp_path / "binary"))
    environment.setenv("SEGUE_MAIL_URL_FILE", str(tmp_path / "missing"))
    environment.setenv("SEGUE_SECRET_KEY_FILE", str(tmp_path / "empty"))
    environment.setenv("SEGUE_PROT_FILE", str(tmp_path / "empty"))
    assert problems()[:4] == (
        f"SEGUE_MAIL_URL_FILE: {tmp_path / 'missing'} can't be read: No such file or directory.",
        "SEGUE_PROT_FILE is not a setting of Segue. Did you mean SEGUE_PORT_FILE?",
        f"SEGUE_S3_ACCESS_KEY_FILE: {tmp_path / 'binary'} isn't text.",
        f"SEGUE_SECRET_KEY_FILE: {tmp_path / 'empty'} is empty.",
    )


def test_an_unknown_name_on_the_command_line_names_the_nearest(environment: pytest.MonkeyPatch) -> None:
    command_line(environment, SEGUE_PROT="1", web="2")
    assert problems() == (
        "SEGUE_PROT is not a setting of Segue. Did you mean SEGUE_PORT?",
        "web is not a setting of Segue. Did you mean VALKEY_URL?",
    )


def test_the_toml_file_is_found_here_then_in_the_data_folder(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data, named = tmp_path / "data", tmp_path / "named.toml"
    data.mkdir()
    environment.setenv("SEGUE_DATA", str(data))
    (data / "segue.toml").write_text("[web]\nport = 9001\n")
    assert load_settings().port == 9001
    (tmp_path / "segue.toml").write_text("[web]\nport = 9002\n")
    assert load_settings().port == 9002
    named.write_text("[web]\nport = 9003\n")
    environment.setenv("SEGUE_CONFIG", "named.toml")
    assert (load_settings().port, load_settings().config) == (9003, named)


def test_a_named_toml_file_must_be_there(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("SEGUE_CONFIG", str(tmp_path / "missing.toml"))
    assert problems() == (f"{tmp_path / 'missing.toml'} can't be read: No such file or directory.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port = 1", "port must stand under [web]."),
        ("colour = 1", "colour is not a setting of Segue."),
        ("[webb]\nport = 1", "[webb] is not a setting of Segue. Did you mean [web]?"),
        ("[web]\nprot = 1", "web.prot is not a setting of Segue. Did you mean web.port?"),
        ("[media]\nport = 1", "media.port is not a setting of Segue."),
        ('[secrets]\nconfig = "x"', "secrets.config can't be set in the file that it names."),
        ("[web]\nport = ", "Invalid value (at end of document)"),
    ],
)
def test_what_the_toml_file_may_not_hold(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "segue.toml"
    path.write_text(text)
    (problem,) = problems()
    assert problem.startswith(f"{path}: {words}")


def test_a_wrong_value_says_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "segue.toml"
    path.write_text("[web]\nport = 0\n")
    assert problems() == (f"SEGUE_PORT ({path}): Input should be greater than or equal to 1",)


def test_lists_and_tables_of_the_toml_file(tmp_path: Path) -> None:
    (tmp_path / "segue.toml").write_text(
        '[web]\ntrusted_proxies = ["10.0.0.0/8", "::1"]\n[[accounts.oidc]]\nid = "home"\nname = "Home"\n'
        'issuer = "https://id.example.org"\nclient_id = "segue"\nclient_secret = "rk2wXz9Lm4"\n'
    )
    settings = load_settings()
    assert settings.trusted_proxies == "10.0.0.0/8,::1"
    assert [provider.issuer for provider in settings.oidc] == ["https://id.example.org"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_toml_file_of_somebody_else_must_be_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "segue.toml"
    path.write_text("[web]\nport = 9001\n")
    os.chown(path, 12345, 12345)
    assert problems() == (f"{path}: belongs to another user; if you trust it, name it: SEGUE_CONFIG={path}",)
    environment.setenv("SEGUE_CONFIG", str(path))
    assert load_settings().port == 9001
