"""A ring gets its new key where it is kept; where we may not write, what to run is told, and it works."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.env import Settings, load_settings
from segue.env.keys import parse_keys
from segue.env.purposes import ENCRYPTION, MEDIA
from segue.env.rotation import CannotRotate, Rotation, drop_old_keys, rotate_ring
from segue.env.tests.openbao import ROOT_TOKEN, OpenBao

FIRST = "first-RlK5xq0Vw8mGd2TzYb7nJcHs5uPe"
PATH = "rings"


@pytest.fixture(scope="module")
def bao() -> Iterator[OpenBao]:
    server = OpenBao()
    yield server
    server.stop()


@pytest.fixture
def settings(bao: OpenBao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Of a Segue whose ring is in OpenBao, where it may write."""
    bao.write(PATH, SEGUE_MEDIA_KEY=FIRST, SEGUE_ENCRYPTION_KEY=FIRST)
    bao.policy("writer", f'path "secret/data/{PATH}" {{ capabilities = ["read", "update"] }}')
    bao.policy("reader", f'path "secret/data/{PATH}" {{ capabilities = ["read"] }}')
    loaded = settings_with(bao, bao.token("writer"), tmp_path, monkeypatch)
    yield loaded
    for store in loaded.stores:
        store.close()


def settings_with(bao: OpenBao, token: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith("SEGUE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SEGUE_DATA", str(folder))
    monkeypatch.setenv("SEGUE_VAULT_ADDR", bao.address)
    monkeypatch.setenv("SEGUE_VAULT_PATH", f"secret/{PATH}")
    monkeypatch.setenv("SEGUE_VAULT_TOKEN", token)
    return load_settings()


def test_a_ring_in_openbao_is_rotated_there(bao: OpenBao, settings: Settings) -> None:
    first = next(iter(parse_keys(FIRST, "")))
    made = [rotate_ring(settings, MEDIA) for _ in range(MEDIA.most_keys)]
    ring = list(parse_keys(bao.values(PATH)["SEGUE_MEDIA_KEY"], ""))
    assert made[0] == Rotation(f"SEGUE_MEDIA_KEY in Vault (secret/{PATH})", made[0].new, [first])
    assert ring == [rotation.new for rotation in reversed(made)]
    last = rotate_ring(settings, MEDIA, is_dropping_old=True)
    assert list(parse_keys(bao.values(PATH)["SEGUE_MEDIA_KEY"], "")) == [last.new]
    assert bao.values(PATH)["SEGUE_ENCRYPTION_KEY"] == FIRST


def test_old_keys_are_dropped_there(bao: OpenBao, settings: Settings) -> None:
    new = rotate_ring(settings, ENCRYPTION).new
    drop_old_keys(settings, ENCRYPTION)
    assert list(parse_keys(bao.values(PATH)["SEGUE_ENCRYPTION_KEY"], "")) == [new]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="the command that is told needs openssl")
def test_where_we_may_only_read_the_command_is_told_and_works(
    bao: OpenBao, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = settings_with(bao, bao.token("reader"), tmp_path, monkeypatch)
    with pytest.raises(CannotRotate) as refused:
        rotate_ring(reading, MEDIA)
    for store in reading.stores:
        store.close()
    assert bao.values(PATH)["SEGUE_MEDIA_KEY"] == FIRST
    assert FIRST not in str(refused.value)
    command = str(refused.value).partition("\n")[2].strip()
    programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": programs, "BAO_ADDR": bao.address, "BAO_TOKEN": ROOT_TOKEN}
    subprocess.run(["sh", "-c", command], env=environment, check=True, capture_output=True)
    new, old = bao.values(PATH)["SEGUE_MEDIA_KEY"].split()
    assert (len(new), old) == (64, FIRST)
    assert bao.values(PATH)["SEGUE_ENCRYPTION_KEY"] == FIRST
