"""Sign-up is open, by invitation, or closed; an invitation works once, for whom it is meant."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client

from segue.accounts import services
from segue.accounts.models import Invitation, SignUpSetting, User, UsernameHold
from segue.accounts.tests.browser import Browser, mailed_key, proven_client, seen, sign_up
from segue.accounts.tests.factories import make_user
from segue.accounts.types import SignUpMode
from segue.kernel import clock
from segue.kernel.audit.models import AuditEntry
from segue.kernel.ids import new_id

pytestmark = pytest.mark.django_db
LINK = "http://localhost:8000/sign-up?invitation="


@pytest.fixture
def operator() -> Client:
    make_user("opal", is_operator=True)
    return proven_client("opal")


def send(client: Client, method: str, path: str, **body: Any) -> Any:
    return getattr(client, method)(f"/api/v1/{path}", body, content_type="application/json")


def set_mode(client: Client, mode: str) -> Any:
    return send(client, "put", "server/sign-up", mode=mode)


def invite(client: Client, **body: Any) -> str:
    """The token."""
    answer = send(client, "post", "invitations", **body)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["link"]).removeprefix(LINK)


def check(token: str) -> Any:
    return Client().get("/api/v1/invitations/by-token", {"token": token}).json()


def shown(client: Client) -> Any:
    return client.get("/api/v1/invitations").json()["items"]


def recorded() -> list[str]:
    return list(AuditEntry.objects.order_by("created_at").values_list("action", flat=True))[1:]


def test_everyone_sees_the_mode_that_operators_set(operator: Client) -> None:
    for mode in ("open", "invite", "closed"):
        if mode != "open":
            assert set_mode(operator, mode).json() == {"mode": mode}
        assert Client().get("/api/v1/sign-in-options").json()["sign_up"] == mode
        assert operator.get("/api/v1/server/sign-up").json() == {"mode": mode}
    entries = AuditEntry.objects.filter(action="accounts.sign_up_mode_changed").order_by("created_at")
    assert [(entry.before, entry.after) for entry in entries] == [
        ({"mode": "open"}, {"mode": "invite"}),
        ({"mode": "invite"}, {"mode": "closed"}),
    ]
    assert SignUpSetting.objects.count() == 1


def test_an_unknown_mode_is_refused(operator: Client) -> None:
    assert set_mode(operator, "ajar").status_code == 422
    assert SignUpSetting.objects.count() == 0


def test_closed_lets_nobody_in_and_tells_nothing(operator: Client) -> None:
    make_user("bob")
    token = invite(operator)
    set_mode(operator, "closed")
    free = sign_up(Browser(), email="free@example.org", username="ann", invitation=token)
    taken = sign_up(Browser(), email="bob@example.org", username="eve", invitation=token)
    assert seen(free) == seen(taken)
    assert free.status_code == 403
    assert set(User.objects.values_list("username", flat=True)) == {"opal", "bob"}
    assert (UsernameHold.objects.count(), mail.outbox, check(token)["is_valid"]) == (0, [], True)


def test_without_an_invitation_nobody_comes_in_and_nothing_is_told(operator: Client) -> None:
    make_user("bob")
    set_mode(operator, "invite")
    for token, text in (
        ("", "You need an invitation to sign up here. Open the link in yours."),
        ("guess", "This invitation has ended, or is for another e-mail address. Ask for a new one."),
    ):
        free = sign_up(Browser(), email="free@example.org", username="ann", invitation=token)
        taken = sign_up(Browser(), email="bob@example.org", username="eve", invitation=token)
        assert seen(free) == seen(taken)
        assert [(error["param"], error["message"]) for error in free.json()["errors"]] == [
            ("invitation", text)
        ]
    assert User.objects.count() == 2
    assert (UsernameHold.objects.count(), mail.outbox) == (0, [])


def test_an_invitation_works_once(operator: Client) -> None:
    set_mode(operator, "invite")
    token = invite(operator, note="  For the\nband ", expires_in_days=3)
    assert check(token) == {"is_valid": True, "email": None}
    (row,) = shown(operator)
    assert (row["state"], row["note"], row["invited_by"]) == ("open", "For the band", "opal")
    browser = Browser()
    assert sign_up(browser, invitation=token).status_code == 401
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 200
    assert browser.me()["user"]["username"] == "ines"
    (row,) = shown(operator)
    assert (row["state"], row["used_by"]) == ("used", "ines")
    assert check(token) == {"is_valid": False, "email": None}
    again = sign_up(Browser(), email="ann@example.org", username="ann", invitation=token)
    assert again.status_code == 400
    assert not User.objects.filter(username="ann").exists()


def test_the_token_is_kept_nowhere(operator: Client) -> None:
    token = invite(operator)
    assert len(token) == 43  # 256 bits
    assert token not in str(list(Invitation.objects.values())) + str(list(AuditEntry.objects.values()))
    assert token not in operator.get("/api/v1/invitations").content.decode()


def test_an_address_gets_its_invitation_by_mail_and_alone(operator: Client) -> None:
    set_mode(operator, "invite")
    token = invite(operator, email="Ines@Example.org")
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ines@example.org"], "Segue: You are invited")
    assert f"\n{LINK}{token}\n" in str(message.body)
    assert "opal invites you" in str(message.body)
    assert check(token) == {"is_valid": True, "email": "ines@example.org"}
    other = sign_up(Browser(), email="ann@example.org", username="ann", invitation=token)
    assert (other.status_code, other.json()["errors"][0]["param"]) == (400, "invitation")
    assert sign_up(Browser(), email="INES@example.org", invitation=token).status_code == 401


def test_inviting_tells_nothing_about_an_address(operator: Client) -> None:
    make_user("bob")
    answers = [send(operator, "post", "invitations", email=f"{name}@example.org") for name in ("bob", "ann")]
    bodies = [answer.json() for answer in answers]
    assert [answer.status_code for answer in answers] == [201, 201]
    differing = {name for name in bodies[0] if bodies[0][name] != bodies[1][name]}
    assert differing == {"id", "email", "created_at", "expires_at", "link"}
    assert [message.to for message in mail.outbox] == [["bob@example.org"], ["ann@example.org"]]


@pytest.mark.usefixtures("limits_on")
def test_an_address_gets_at_most_five_in_an_hour(operator: Client) -> None:
    address = f"{new_id().hex}@example.org"
    answers = [send(operator, "post", "invitations", email=address).status_code for _ in range(7)]
    assert answers == [201] * 7
    assert [message.to for message in mail.outbox] == [[address]] * 5


def test_an_invited_taken_address_looks_like_a_free_one_at_every_step(operator: Client) -> None:
    make_user("bob")
    set_mode(operator, "invite")
    steps = []
    for email, name in (("free@example.org", "ann"), ("bob@example.org", "eve")):
        token = invite(operator)
        browser = Browser()
        first = sign_up(browser, email=email, username=name, invitation=token)
        again = sign_up(Browser(), email=email, username=name + "x", invitation=token)
        third = sign_up(Browser(), email="third@example.org", username="third", invitation=token)
        session = browser.client.get("/_allauth/browser/v1/auth/session")
        steps.append([seen(answer) for answer in (first, again, third, session)] + [check(token)])
    assert steps[0] == steps[1]
    assert [(row["state"], row["used_by"]) for row in shown(operator)] == [("used", None), ("used", "ann")]


def test_open_sign_up_needs_no_invitation_and_spends_one_that_fits(operator: Client) -> None:
    token = invite(operator)
    assert sign_up(Browser(), invitation="guess").status_code == 401
    assert check(token)["is_valid"]
    assert sign_up(Browser(), email="ann@example.org", username="ann", invitation=token).status_code == 401
    assert not check(token)["is_valid"]


def expire(client: Client) -> None:
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))


def withdraw(client: Client) -> None:
    assert client.delete(f"/api/v1/invitations/{Invitation.objects.get().pk}").status_code == 204


@pytest.mark.parametrize(("end", "state"), [(expire, "expired"), (withdraw, "withdrawn")])
def test_an_ended_invitation_brings_nobody_in(operator: Client, end: Any, state: str) -> None:
    set_mode(operator, "invite")
    token = invite(operator, email="ines@example.org")
    end(operator)
    assert check(token) == {"is_valid": False, "email": None}
    assert [row["state"] for row in shown(operator)] == [state]
    assert sign_up(Browser(), invitation=token).status_code == 400
    assert User.objects.count() == 1


def test_only_what_nobody_has_used_can_be_withdrawn(operator: Client) -> None:
    token = invite(operator)
    sign_up(Browser(), invitation=token)
    path = f"/api/v1/invitations/{Invitation.objects.get().pk}"
    answer = operator.delete(path)
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.invitation_over")
    missing = operator.delete(f"/api/v1/invitations/{new_id()}")
    assert (missing.status_code, missing.json()["code"]) == (404, "accounts.invitation_not_found")
    assert Invitation.objects.get().withdrawn_at is None


def test_each_act_is_on_record_once(operator: Client) -> None:
    invite(operator)
    withdraw(operator)
    set_mode(operator, "invite")
    assert recorded() == [
        "accounts.invitation_issued",
        "accounts.invitation_withdrawn",
        "accounts.sign_up_mode_changed",
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"email": "ines"},
        {"email": "ines@example.org\0"},
        {"expires_in_days": 0},
        {"expires_in_days": 366},
        {"note": "x" * 201},
        {"role": "operator"},
    ],
)
def test_a_malformed_invitation_is_refused(operator: Client, body: dict[str, Any]) -> None:
    assert send(operator, "post", "invitations", **body).status_code == 422
    assert (Invitation.objects.count(), mail.outbox, recorded()) == (0, [], [])


def test_a_team_can_invite_an_address_too(operator: Client) -> None:
    set_mode(operator, "invite")
    token = services.issue_invitation(make_user("emil"), email="Ines@example.org")
    assert sign_up(Browser(), invitation=token).status_code == 401
    assert [(row["invited_by"], row["used_by"]) for row in shown(operator)] == [("emil", "ines")]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_use_one_invitation_at_once_one_gets_in() -> None:
    opal = make_user("opal", is_operator=True)
    services.set_sign_up_mode(opal, SignUpMode.INVITE)
    token = services.issue_invitation(opal, email="")
    start, statuses = threading.Barrier(4), list[int]()

    def run(number: int) -> None:
        try:
            browser = Browser()
            start.wait(10)
            answer = sign_up(browser, email=f"p{number}@example.org", username=f"p{number}", invitation=token)
            statuses.append(answer.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.exclude(pk=opal.pk).count() == 1
    assert EmailAddress.objects.exclude(user=opal).count() == 1
    assert [status for status in statuses if status == 401] == [401]
    assert set(statuses) <= {400, 401, 409}
