"""Pytest plugin: real PostgreSQL and Valkey in a temporary folder, one pair for all workers of a run."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from segue.config.testing_s3 import s3_server, s3_url
from segue.env import ensure_secrets
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.valkey import EmbeddedValkey

__all__ = ["s3_server", "s3_url"]  # fixtures for every test

# Tests that commit empty all tables afterwards, the audit log too; nothing outside of the test database knows of this.
EMPTIABLE_AUDIT_LOG = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'TRUNCATE' THEN
    RAISE EXCEPTION 'the audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
"""

_started: list[EmbeddedPostgres | EmbeddedValkey] = []
_folder: list[Path] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before Django reads its settings. Workers inherit the controller's environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """When pytest-django has made the test database."""
    result = yield
    if fixturedef.argname == "django_db_setup":
        from django.db import connection

        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute(EMPTIABLE_AUDIT_LOG)
    return result


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
