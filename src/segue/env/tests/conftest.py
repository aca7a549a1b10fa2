"""The environment of a test of settings."""

from pathlib import Path

import pytest

from segue.env.settings import variable_names


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """None of Segue's variables but the data folder, in a folder without `segue.toml`."""
    for name in variable_names().values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SEGUE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return monkeypatch
