"""What stood in the log from before it knew people by their ids alone: names go, all else stays."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from segue.kernel.audit.models import AuditEntry

BEFORE = [("audit", "0002_append_only")]
AFTER = [("audit", "0003_people_by_id")]


def migrate(target: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The apps as they were; in the end all is up to date again, and as tests need it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('audit_refuse_change'::regproc)")
        guard_of_tests = cursor.fetchone()[0]
    try:
        yield migrate(BEFORE)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        with connection.cursor() as cursor:
            cursor.execute(guard_of_tests)


def test_names_go_and_the_log_is_guarded_again(before: Any) -> None:
    entry = before.get_model("audit", "AuditEntry").objects.create(
        actor_name="opal",
        action="accounts.role_changed",
        subject_kind="person",
        subject_id="7",
        before={"username": "ines", "role": "listener"},
        after={"username": "ines", "role": "moderator"},
    )
    migrate(AFTER)
    kept = AuditEntry.objects.get()
    assert (kept.pk, kept.subject_id, kept.created_at) == (entry.pk, "7", entry.created_at)
    assert (kept.before, kept.after) == ({"role": "listener"}, {"role": "moderator"})
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        AuditEntry.objects.update(reason="x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'audit_append_only'")
        assert cursor.fetchone() == ("A",)  # always
