"""Moderators and operators suspend people and give roles; each change is on record, and an operator remains."""

import threading
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client

from segue.accounts import services
from segue.accounts.errors import LastOperator, OperatorsDecide
from segue.accounts.models import User
from segue.accounts.tests.browser import Browser, proven_client
from segue.accounts.tests.factories import PASSWORD, make_moderator, make_user
from segue.accounts.types import ServerRole
from segue.kernel.audit.models import AuditEntry
from segue.kernel.ids import new_id

pytestmark = pytest.mark.django_db
CHANGES = ("accounts.person_suspended", "accounts.person_restored", "accounts.role_changed")


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, **body: Any) -> Any:
    return getattr(client, method)(f"/api/v1/{path}", body, content_type="application/json")


def recorded() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action__in=CHANGES).order_by("created_at"))


def confirmed(user: User) -> Browser:
    """Someone who has just typed the password once more."""
    browser = Browser()
    browser.sign_in(PASSWORD, username=user.username)
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 200
    return browser


def put_role(browser: Browser, user: User, role: str) -> Any:
    return browser.send("put", f"/api/v1/people/{user.pk}/role", {"role": role, "reason": "Crew"})


def test_a_suspended_person_is_out_at_once_and_the_log_says_why() -> None:
    opal, ines = make_user("opal", is_operator=True), make_user("ines")
    theirs = browser_of(ines)
    answer = send(proven_client("opal"), "put", f"people/{ines.pk}/suspension", reason="  Spam \n again ")
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["username"], shown["suspension_reason"], shown["role"]) == (
        "ines",
        "Spam again",
        "listener",
    )
    assert shown["suspended_at"] is not None
    ines.refresh_from_db()
    assert not ines.is_active
    assert theirs.get("/api/v1/me").json() == {"user": None}
    assert Browser().sign_in(PASSWORD, username="ines").status_code != 200
    (entry,) = recorded()
    assert (entry.actor_id, entry.action, entry.subject_id) == (
        opal.pk,
        "accounts.person_suspended",
        str(ines.pk),
    )
    assert entry.reason == "Spam again"
    assert entry.before == {"is_suspended": False, "reason": ""}
    assert entry.after == {"is_suspended": True, "reason": "Spam again"}
    assert (entry.address, len(entry.request_id)) == ("127.0.0.1", 32)


def test_a_suspended_person_is_told_why_and_told_again_when_it_is_lifted() -> None:
    mo, ines = make_moderator(), make_user("ines")
    for _ in range(2):  # again says nothing new
        services.suspend_person(mo, ines.pk, reason="Spam")
    services.restore_person(mo, ines.pk, reason="Sorted out")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ines@example.org"], "Segue: Your account is suspended"),
        (["ines@example.org"], "Segue: Your account is open again"),
    ]
    assert [str(message.body).split("\n\n")[:2] for message in mail.outbox] == [
        [
            "Your account ines on http://localhost:8000 is suspended: you can't sign in. Nothing of it was erased.",
            "The reason given: Spam",
        ],
        [
            "Your account ines on http://localhost:8000 is open again: you can sign in as before.",
            "The reason given: Sorted out",
        ],
    ]
    assert "mo" not in " ".join(str(message.body) for message in mail.outbox).split()


def test_an_address_that_nobody_confirmed_is_told_nothing() -> None:
    mo, ines = make_moderator(), make_user("ines")
    EmailAddress.objects.filter(user=ines).update(verified=False)
    services.suspend_person(mo, ines.pk, reason="Spam")
    assert (mail.outbox, len(recorded())) == ([], 1)


def test_a_restored_person_can_sign_in_again() -> None:
    mo, ines = make_moderator(), make_user("ines")
    client = proven_client(mo.username)
    send(client, "put", f"people/{ines.pk}/suspension", reason="Spam")
    answer = send(client, "delete", f"people/{ines.pk}/suspension", reason="Sorted out")
    assert (answer.status_code, answer.json()["suspended_at"]) == (200, None)
    assert Browser().sign_in(PASSWORD, username="ines").status_code == 200
    assert [(entry.action, entry.reason) for entry in recorded()] == [
        ("accounts.person_suspended", "Spam"),
        ("accounts.person_restored", "Sorted out"),
    ]


@pytest.mark.parametrize(
    ("actor", "target", "method", "status", "code"),
    [
        ("mo", "mona", "put", 403, "accounts.operators_decide"),
        ("mo", "mo", "put", 403, "accounts.operators_decide"),
        ("mo", "opal", "put", 403, "accounts.operators_decide"),
        ("mo", "mona", "delete", 403, "accounts.operators_decide"),
        ("opal", "opal", "put", 409, "accounts.own_suspension"),
        ("opal", "ines", "delete", 409, "accounts.not_suspended"),
        ("ines", "rex", "put", 403, "http.moderators_only"),
    ],
)
def test_who_may_not_suspend_or_restore_whom(
    actor: str, target: str, method: str, status: int, code: str
) -> None:
    people = {
        "opal": make_user("opal", is_operator=True),
        "mo": make_moderator(),
        "mona": make_moderator("mona"),
    }
    people |= {"ines": make_user("ines"), "rex": make_user("rex")}
    client = proven_client(actor)
    before = list(User.objects.order_by("pk").values())
    answer = send(client, method, f"people/{people[target].pk}/suspension", reason="Spam")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert list(User.objects.order_by("pk").values()) == before
    assert recorded() == []


def test_an_operator_may_suspend_another_one() -> None:
    opal, otto = make_user("opal", is_operator=True), make_user("otto", is_operator=True)
    answer = send(proven_client(opal.username), "put", f"people/{otto.pk}/suspension", reason="Left")
    assert (answer.status_code, answer.json()["role"]) == (200, "operator")
    assert browser_of(otto).get("/api/v1/audit-log").status_code == 401


@pytest.mark.parametrize(
    "body", [{}, {"reason": ""}, {"reason": " \n "}, {"reason": "x" * 501}, {"reason": "a", "b": 1}]
)
def test_a_reason_must_be_given(body: dict[str, Any]) -> None:
    opal, ines = make_user("opal", is_operator=True), make_user("ines")
    assert (
        send(proven_client(opal.username), "put", f"people/{ines.pk}/suspension", **body).status_code == 422
    )
    ines.refresh_from_db()
    assert ines.is_active
    assert recorded() == []


def test_nobody_is_not_found() -> None:
    make_user("opal", is_operator=True)
    client = proven_client("opal")
    answer = send(client, "put", f"people/{new_id()}/suspension", reason="Spam")
    assert (answer.status_code, answer.json()["code"]) == (404, "accounts.person_not_found")


def test_operators_give_and_take_roles() -> None:
    opal, ines = make_user("opal", is_operator=True), make_user("ines")
    browser = confirmed(opal)
    for role in ("moderator", "operator", "listener"):
        answer = put_role(browser, ines, role)
        assert (answer.status_code, answer.json()["role"]) == (200, role)
        ines.refresh_from_db()
        assert (ines.role, ines.is_superuser) == (ServerRole(role), role == "operator")
    assert [(entry.before["role"], entry.after["role"]) for entry in recorded()] == [
        ("listener", "moderator"),
        ("moderator", "operator"),
        ("operator", "listener"),
    ]
    assert {entry.reason for entry in recorded()} == {"Crew"}


def test_a_role_needs_a_fresh_proof_of_who_gives_it() -> None:
    opal, ines = make_user("opal", is_operator=True), make_user("ines")
    answer = send(browser_of(opal), "put", f"people/{ines.pk}/role", role="operator", reason="Crew")
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts.reauthenticate")
    ines.refresh_from_db()
    assert (ines.role, recorded()) == (ServerRole.LISTENER, [])


def test_the_last_operator_stays_one() -> None:
    opal, otto = make_user("opal", is_operator=True), make_user("otto", is_operator=True)
    services.suspend_person(opal, otto.pk, reason="Left")
    browser = confirmed(opal)
    answer = put_role(browser, opal, "listener")
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.last_operator")
    opal.refresh_from_db()
    assert opal.role is ServerRole.OPERATOR
    services.restore_person(opal, otto.pk, reason="Back")
    assert put_role(browser, opal, "listener").status_code == 200


def test_a_suspended_person_gets_no_role() -> None:
    opal, ines = make_user("opal", is_operator=True), make_user("ines")
    services.suspend_person(opal, ines.pk, reason="Spam")
    answer = put_role(confirmed(opal), ines, "operator")
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.suspended_person")
    ines.refresh_from_db()
    assert ines.role is ServerRole.LISTENER


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["demote", "suspend"])
def test_two_operators_who_remove_each_other_at_once_leave_one(act: str) -> None:
    pair = make_user("opal", is_operator=True), make_user("otto", is_operator=True)
    start, refused = threading.Barrier(2), list[Exception]()

    def remove(actor: User, other: User) -> None:
        try:
            start.wait(10)
            if act == "demote":
                services.set_person_role(actor, other.pk, role=ServerRole.LISTENER, reason="Duel")
            else:
                services.suspend_person(actor, other.pk, reason="Duel")
        except (LastOperator, OperatorsDecide) as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.filter(is_staff=True, is_active=True).count() == 1
    assert (len(refused), len(recorded())) == (1, 1)


def test_moderators_find_people_by_name_and_see_no_address() -> None:
    mo = make_moderator()
    make_user("ines")
    page = browser_of(mo).get("/api/v1/people", {"search": "INE"}).json()
    assert [(item["username"], item["email"], item["role"]) for item in page["items"]] == [
        ("ines", None, "listener")
    ]
    assert browser_of(mo).get("/api/v1/people", {"search": "ines@"}).json()["items"] == []
    assert browser_of(mo).get("/api/v1/people", {"search": "a\0"}).status_code == 422


def test_operators_find_people_by_address_too() -> None:
    client = browser_of(make_user("opal", is_operator=True))
    make_user("ines")
    page = client.get("/api/v1/people", {"search": "ines@example"}).json()
    assert [(item["username"], item["email"]) for item in page["items"]] == [("ines", "ines@example.org")]
    assert client.get("/api/v1/people", {"search": "%"}).json()["items"] == []
    first = client.get("/api/v1/people", {"limit": 1}).json()
    second = client.get("/api/v1/people", {"limit": 1, "cursor": first["next_cursor"]}).json()
    assert [page["items"][0]["username"] for page in (first, second)] == ["ines", "opal"]


def test_listeners_find_nobody() -> None:
    assert browser_of(make_user("ines")).get("/api/v1/people").json()["code"] == "http.moderators_only"
    assert Client().get("/api/v1/people").status_code == 401
