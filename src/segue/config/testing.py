"""Pytest plugin: real PostgreSQL and Valkey in a temporary folder, one pair for all workers of a run."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.config.testing_s3 import s3_server, s3_url
from segue.env import ensure_secrets
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.valkey import EmbeddedValkey

__all__ = ["s3_server", "s3_url"]  # fixtures for every test

_started: list[EmbeddedPostgres | EmbeddedValkey] = []
_folder: list[Path] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before Django reads its settings. Workers inherit the controller's environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start()
    return (yield)


def pytest_unconfigure() -> None:
    for service in _started:
        service.destroy() if isinstance(service, EmbeddedPostgres) else service.stop()
    for folder in _folder:
        shutil.rmtree(folder)
    _started.clear()
    _folder.clear()


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="segue-test-"))
    _folder.append(folder)
    ensure_secrets(folder)
    postgres = EmbeddedPostgres(folder, is_durable=False)
    valkey = EmbeddedValkey(folder, is_durable=False)
    for name in [name for name in os.environ if name.startswith("SEGUE_")]:
        del os.environ[name]
    os.environ["SEGUE_CONFIG"] = os.devnull  # whoever runs the tests may have a segue.toml of their own
    os.environ.update(SEGUE_DATA=str(folder), DATABASE_URL=postgres.start(), VALKEY_URL=valkey.start())
    _started.extend((postgres, valkey))
