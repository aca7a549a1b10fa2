"""What a store said to one process is there for the next that starts while the store is away."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.env import SourceState, SourceUnavailable
from segue.env.last_said import MEMORY_VARIABLE, keep, recall
from segue.env.tests.openbao import OpenBao
from segue.env.vault import VaultSource
from segue.env.vault_client import VaultAccess
from segue.env.vault_database import Credentials, VaultDatabase

KEY = "one-RlK5xq0Vw8mGd2TzYb7nJcHs5uPe"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As a supervisor makes it."""
    descriptor = os.memfd_create("test")
    place = f"/proc/{os.getpid()}/fd/{descriptor}"
    monkeypatch.setenv(MEMORY_VARIABLE, place)
    yield Path(place)
    os.close(descriptor)


@pytest.fixture
def bao() -> Iterator[OpenBao]:
    server = OpenBao()
    yield server
    server.stop()


def test_each_store_has_its_place_and_the_last_words_count(memory: Path) -> None:
    assert recall("one") is None
    keep("one", {"words": "long " * 100})
    keep("two", {"words": "others"})
    keep("one", {"words": "short"})
    assert (recall("one"), recall("two"), recall("three")) == ({"words": "short"}, {"words": "others"}, None)
    assert str(memory.readlink()).startswith("/memfd:")


def test_who_was_killed_while_it_wrote_left_nothing(memory: Path) -> None:
    keep("one", {"words": "short"})
    memory.write_bytes(b'{"one": {"wor')
    assert recall("one") is None
    keep("one", {"words": "again"})
    assert recall("one") == {"words": "again"}


def test_nothing_is_written_to_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for place in (tmp_path / "file", tmp_path / "missing"):
        monkeypatch.setenv(MEMORY_VARIABLE, str(place))
        (tmp_path / "file").write_bytes(b"")
        keep("one", {"words": "secret"})
        assert recall("one") is None
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"")]


@pytest.mark.usefixtures("memory")
def test_a_process_begins_with_what_another_read(bao: OpenBao) -> None:
    bao.write("segue", SEGUE_MEDIA_KEY=KEY)
    access = VaultAccess(bao.address, token=str(bao.root.token))
    running = VaultSource(access, "secret/segue")
    running.read()
    running.follow()
    bao.door.shut()
    late, elsewhere = VaultSource(access, "secret/segue"), VaultSource(access, "secret/other")
    assert late.contents() == running.contents()
    assert late.state.since_s is not None
    with pytest.raises(SourceUnavailable, match="doesn't answer"):
        elsewhere.read()
    bao.write("segue", SEGUE_MEDIA_KEY=KEY + KEY)
    bao.door.reopen()
    late.refresh(is_forced=True)
    assert (late.read(), late.state) == ({"SEGUE_MEDIA_KEY": KEY + KEY}, SourceState(late.label))
    for source in (running, late, elsewhere):
        source.close()


def test_the_database_user_is_borrowed_until_there_is_another() -> None:
    user = Credentials("v-1", "password", number=3)
    source = VaultSource(VaultAccess("http://127.0.0.1:9"), "", VaultDatabase("segue"))
    assert source.database is not None
    source.begin_with({"contents": {"values": {}, "changed_at_s": 0.0}, "user": vars(user)})
    assert source.database.credentials == user
    assert source.said()["user"] == vars(user)
