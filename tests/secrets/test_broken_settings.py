"""A setting that is written wrong is told of by its name: the password in it is in nothing that a command says."""

import os
from pathlib import Path

import pytest

from segue.runtime.cli import main
from segue.runtime.network import private_port

MARKER = "pl4ntedTn8Vb"
BROKEN = {
    "DATABASE_URL": [
        f"mysql://u:{MARKER}@db/x",
        f"postgres//u:{MARKER}@db",
        f"postgresql://u:p@{MARKER}@db/x",
    ],
    "VALKEY_URL": [f"redis://:half/{MARKER}@valkey", f"redis//:{MARKER}@valkey"],
    "STORAGE_URL": [f"s3://u:{MARKER}@music", f"s3://music?secret_key={MARKER}"],
    "STORAGE_OLD_URL": [f"s3//u:{MARKER}@music"],
    "SEGUE_MAIL_URL": [f"smtp://u:half/{MARKER}@mail", f"smtp//u:{MARKER}@mail"],
    "SEGUE_ORIGIN": [f"https//u:{MARKER}@music", f"https://u:half/{MARKER}@music"],
    "SEGUE_VAULT_ADDR": [f"https://u:{MARKER}@vault", f"https//u:{MARKER}@vault"],
    "SEGUE_AWS_ENDPOINT": [f"https://u:{MARKER}@aws", f"https//u:{MARKER}@aws"],
    "SEGUE_OIDC": [f'[{{"id": "a", "client_secret": "{MARKER}"}}]', f"[{MARKER}"],
}
COMMANDS = (["config", "check"], ["config", "show"], ["config", "show", "--json"], ["doctor"], ["up"])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of a plain `segue up`; returns its data folder."""
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").touch()
    for name in ("DATABASE_URL", "VALKEY_URL"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("SEGUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SEGUE_PORT", str(private_port()))
    monkeypatch.setenv("SEGUE_WEB_DIST", str(tmp_path / "dist"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("variable", "text"), [(name, text) for name, texts in BROKEN.items() for text in texts]
)
def test_no_command_repeats_it(
    variable: str,
    text: str,
    installed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(variable, text)
    for command in COMMANDS:
        assert (command, main(command)) == (command, 1)
        said = "".join(capfd.readouterr())
        assert variable in said
        assert MARKER not in said
    assert not installed.exists()
    assert os.environ[variable] == text
