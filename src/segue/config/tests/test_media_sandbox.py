"""The worker proves the sandbox of media tools as it starts, and hands the operator's choice down."""

import threading
from pathlib import Path

import pytest
from celery import signals

from segue.config import celery
from segue.media.processing import sandbox

pytestmark = pytest.mark.usefixtures("unproven")


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_known", [])
    monkeypatch.setattr(sandbox, "_is_unsafe_accepted", threading.Event())


@pytest.mark.parametrize(("choice", "is_accepted"), [("required", False), ("unsafe", True)])
def test_the_worker_hands_down_the_choice(
    choice: str, is_accepted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = celery.settings.model_copy(update={"media_sandbox": choice})
    monkeypatch.setattr(celery, "settings", chosen)
    signals.worker_init.send(sender=None)
    assert sandbox._is_unsafe_accepted.is_set() == is_accepted


def test_the_canary_tries_the_secrets_of_this_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("run", "secrets"):
        (tmp_path / name).mkdir()
    (tmp_path / "secrets" / "signing_key").write_text("x")
    monkeypatch.setattr(celery, "READY_FILE", tmp_path / "run" / "worker.ready")
    monkeypatch.setattr(celery, "settings", celery.settings.model_copy(update={"data_dir": tmp_path}))
    celery._prove_sandbox()
    assert sandbox.sandbox_level() == "full"
    assert f"denied: '{tmp_path}/secrets/signing_key'" in sandbox.proof().escapes["data_folder"]
    assert list((tmp_path / "run").iterdir()) == []
