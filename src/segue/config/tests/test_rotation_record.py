"""A change of keys is in the audit log, without a word of the keys."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from segue.env import ensure_secrets
from segue.kernel.audit.models import AuditEntry
from segue.runtime.cli import main

Rows = list[tuple[object, ...]]


def recorded() -> Rows:
    rows = AuditEntry.objects.order_by("created_at", "pk")
    return [
        (row.actor_id, row.action, row.subject_kind, row.subject_id, row.before, row.after) for row in rows
    ]


@pytest.mark.django_db(transaction=True)
def test_a_rotation_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = connection.settings_dict
    names = ("host", "port", "user", "password")
    place = {name: facts[name.upper()] for name in names if facts[name.upper()]}
    monkeypatch.setenv("DATABASE_URL", make_conninfo(dbname=str(facts["NAME"]), **place))
    monkeypatch.setenv("SEGUE_DATA", str(tmp_path))
    ensure_secrets(tmp_path)
    assert main(["secrets", "rotate", "media", "--drop-old"]) == 0
    assert recorded() == [(None, "secrets.rotated", "key_ring", "media", {}, {"drops_old": True})]


@pytest.mark.django_db
def test_each_ring_has_an_entry_and_old_keys_of_values_stay_for_now() -> None:
    call_command("note_rotation", "django", "encryption", "--drop-old")
    assert recorded() == [
        (None, "secrets.rotated", "key_ring", "django", {}, {"drops_old": True}),
        (None, "secrets.rotated", "key_ring", "encryption", {}, {"drops_old": False}),
    ]


def test_keys_change_without_the_log_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("SEGUE_DATA", str(tmp_path))
    ensure_secrets(tmp_path)
    assert main(["secrets", "rotate"]) == 0
    assert len((tmp_path / "secrets" / "capability_key").read_text().split()) == 2
    assert capsys.readouterr().err.startswith(
        "segue: warning: the audit log has no entry of this: Segue isn't running."
    )
