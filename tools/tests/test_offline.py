"""The offline environment hides the machine's own configuration and leaves nothing behind."""

import os
import sys
from pathlib import Path

import pytest

from tools.offline import NOWHERE, main, offline_environment


def test_segue_variables_are_replaced_and_others_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGUE_PORT", "9999")
    monkeypatch.setenv("STORAGE_URL", "file:///elsewhere")
    monkeypatch.setenv("SOMETHING_ELSE", "kept")
    before = dict(os.environ)
    with offline_environment() as environment:
        folder = Path(environment["SEGUE_DATA"])
        assert sorted(path.name for path in (folder / "secrets").iterdir()) == [
            "capability_key",
            "django_key",
            "encryption_key",
            "postgres_password",
        ]
        assert environment["DATABASE_URL"] == NOWHERE
        assert environment["SOMETHING_ELSE"] == "kept"
        assert not {"SEGUE_PORT", "STORAGE_URL"} & environment.keys()
    assert not folder.exists()
    assert dict(os.environ) == before


def test_a_command_runs_in_it_and_its_exit_code_comes_back() -> None:
    assert (
        main(
            [Path(sys.executable).name, "-c", "import os, sys; sys.exit('DATABASE_URL' in os.environ and 3)"]
        )
        == 3
    )
