"""Operators read the log, newest first; nobody else does."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from segue.kernel import audit
from segue.kernel.audit.models import AuditEntry
from segue.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Client:
    return browser_of(make_user("opal", is_staff=True))


def make_user(name: str, *, is_staff: bool = False) -> Any:
    return get_user_model().objects.create_user(name, f"{name}@example.org", is_staff=is_staff)


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def log(client: Client, **query: str) -> Any:
    answer = client.get("/api/v1/audit-log", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def actions(client: Client, **query: str) -> list[str]:
    return [item["action"] for item in log(client, **query)["items"]]


def test_entries_come_page_by_page_newest_first(operator: Client) -> None:
    gate = new_id()
    for name in ("test.older", "test.first", "test.second"):
        audit.record(None, name, subject=("gate", gate), reason="Tide")
    first = log(operator, limit="2")
    assert [item["action"] for item in first["items"]] == ["test.second", "test.first"]
    rest = log(operator, cursor=first["next_cursor"])
    assert [item["action"] for item in rest["items"]] == ["test.older"]
    assert rest["next_cursor"] is None
    shown = first["items"][0]
    entry = AuditEntry.objects.get(action="test.second")
    assert shown.pop("created_at").startswith(entry.created_at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert shown == {
        "id": str(entry.pk),
        "actor_id": None,
        "actor_name": "terminal",
        "action": "test.second",
        "subject_kind": "gate",
        "subject_id": str(gate),
        "reason": "Tide",
        "before": {},
        "after": {},
        "request_id": "",
        "address": "",
        "names": {},
    }


def test_people_are_called_as_they_are_now_until_they_are_erased(operator: Client) -> None:
    ines, ulf = make_user("ines"), make_user("ulf")
    audit.record(ines, "test.closed", subject=("person", ulf.pk), after={"user_id": str(ines.pk)})
    assert names(operator) == ("ines", {str(ines.pk): "ines", str(ulf.pk): "ulf"})
    get_user_model().objects.filter(pk=ulf.pk).update(username="wulf")
    assert names(operator) == ("ines", {str(ines.pk): "ines", str(ulf.pk): "wulf"})
    get_user_model().objects.filter(pk=ines.pk).delete()
    assert names(operator) == ("", {str(ulf.pk): "wulf"})
    assert log(operator, action="test.closed")["items"][0]["actor_id"] == str(ines.pk)
    assert "ines" not in str(list(AuditEntry.objects.values()))


def names(client: Client) -> tuple[str, dict[str, str]]:
    (item,) = log(client, action="test.closed")["items"]
    return item["actor_name"], item["names"]


def test_the_number_of_queries_does_not_grow_with_the_entries(operator: Client) -> None:
    counts = []
    for count in (1, 2, 10):  # a session's first request has more to do
        while AuditEntry.objects.count() < count:
            audit.record(
                make_user(f"user{AuditEntry.objects.count()}"), "test.shut", subject=("gate", new_id())
            )
        with CaptureQueriesContext(connection) as captured:
            assert len(log(operator)["items"]) == count
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_one_action_actor_or_subject_can_be_asked_for(operator: Client) -> None:
    ines, gate = make_user("ines"), new_id()
    audit.record(ines, "test.opened", subject=("gate", gate))
    audit.record(None, "test.closed", subject=("gate", gate))
    assert actions(operator, action="test.opened") == ["test.opened"]
    assert actions(operator, actor="ines") == actions(operator, actor=str(ines.pk)) == ["test.opened"]
    assert actions(operator, actor="terminal", subject=str(gate)) == ["test.closed"]
    assert actions(operator, subject=str(gate)) == ["test.closed", "test.opened"]
    assert actions(operator, subject=str(new_id())) == []


def test_a_zero_in_a_filter_is_refused(operator: Client) -> None:
    assert operator.get("/api/v1/audit-log", {"actor": "a\0b"}).status_code == 422


def test_only_operators_read_it() -> None:
    assert Client().get("/api/v1/audit-log").status_code == 401
    ines = make_user("ines")
    assert browser_of(ines).get("/api/v1/audit-log").json()["code"] == "http.operators_only"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_it_from_outside(operator: Client, method: str) -> None:
    before = list(AuditEntry.objects.values())
    assert (
        getattr(operator, method)("/api/v1/audit-log", {}, content_type="application/json").status_code == 405
    )
    assert list(AuditEntry.objects.values()) == before
