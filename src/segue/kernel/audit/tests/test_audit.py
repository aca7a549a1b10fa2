"""What was recorded stays as it was written, and stands or falls with the change it speaks of."""

import uuid
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from structlog.contextvars import bound_contextvars

from segue.kernel import audit
from segue.kernel.audit.address import address_middleware
from segue.kernel.audit.models import AuditEntry

REFUSE = import_module("segue.kernel.audit.migrations.0002_append_only").REFUSE
SUBJECT = uuid.UUID(int=7)


def record_one(action: str = "test.opened") -> None:
    audit.record(None, action, subject=("gate", SUBJECT))


@pytest.mark.django_db
def test_an_entry_says_who_what_whom_why_and_from_where() -> None:
    ines = get_user_model().objects.create_user("ines", "ines@example.org")

    def act(request: object) -> HttpResponse:
        with bound_contextvars(request_id="r1"):
            audit.record(
                ines,
                "test.closed",
                subject=("gate", SUBJECT),
                reason="Flood",
                before={"is_open": True},
                after={},
            )
        return HttpResponse()

    address_middleware(act)(RequestFactory().post("/", REMOTE_ADDR="192.0.2.7"))
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.action) == (ines.pk, "test.closed")
    assert (entry.subject_kind, entry.subject_id, entry.reason) == ("gate", str(SUBJECT), "Flood")
    assert (entry.before, entry.after) == ({"is_open": True}, {})
    assert (entry.request_id, entry.address) == ("r1", "192.0.2.7")


@pytest.mark.django_db
def test_a_command_is_the_terminals_doing() -> None:
    record_one()
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.address) == (None, "")


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_change() -> None:
    with pytest.raises(audit.RecordedOutsideTransaction):
        record_one()
    with transaction.atomic():
        record_one()
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET reason = 'x'",
        "UPDATE audit_auditentry SET reason = 'x' WHERE false",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
        "TRUNCATE audit_auditentry, accounts_user CASCADE",
        "INSERT INTO audit_auditentry SELECT * FROM audit_auditentry ON CONFLICT (id) DO UPDATE SET reason = 'x'",
        "MERGE INTO audit_auditentry t USING audit_auditentry s ON t.id = s.id WHEN MATCHED THEN DELETE",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement: str) -> None:
    record_one()
    before = list(AuditEntry.objects.values())
    with pytest.raises(DatabaseError, match="the audit log is append only"):
        execute_elsewhere(statement)
    assert list(AuditEntry.objects.values()) == before


def execute_elsewhere(statement: str) -> None:
    """As in any database but that of the test suite, whose tests empty their tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # a table with checks outstanding can't be emptied anyway
        cursor.execute(REFUSE)
        cursor.execute("SET LOCAL segue.audit_may_be_emptied = 'on'")
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_session_that_plays_a_replica_is_refused_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = 'audit_append_only'")
        assert cursor.fetchone() == ("A",)  # always


@pytest.mark.django_db
def test_no_session_may_change_or_delete_an_entry() -> None:
    record_one()
    for change in (lambda: AuditEntry.objects.update(reason="x"), lambda: AuditEntry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            change()
    assert AuditEntry.objects.get().reason == ""
