"""The first operator comes by the console's one-time link, and by nothing else."""

import threading
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.test import Client

from segue.accounts import services
from segue.accounts.models import OperatorInvite, User
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.kernel import clock

PATH = "/api/v1/operator-setup"
PREFIX = "http://localhost:8000/setup/"
ENDED = (
    "This setup link has ended: it works once, within 24 hours. "
    "If this server has no operator yet, start Segue again and it prints a new one"
)


def printed_link() -> str:
    out = StringIO()
    call_command("operator_link", stdout=out)
    return out.getvalue()


def new_token() -> str:
    return printed_link().removeprefix(PREFIX).strip()


def set_up(browser: Browser, token: str, **changes: Any) -> Any:
    fields = {"token": token, "email": "op@example.org", "username": "op", "password": PASSWORD, **changes}
    return browser.post(PATH, fields)


def is_valid(token: str) -> bool:
    answer = Client().get(PATH, {"token": token})
    assert answer.status_code == 200
    return bool(answer.json()["is_valid"])


@pytest.mark.django_db
def test_the_printed_link_makes_one_operator_who_is_signed_in() -> None:
    token = new_token()
    assert len(token) == 43  # 256 bits
    assert OperatorInvite.objects.get().token_hash != token
    assert is_valid(token)

    browser = Browser()
    answer = set_up(browser, token, email="Op@Example.org")
    user = User.objects.get()
    me = {
        "user": {
            "id": str(user.pk),
            "username": "op",
            "name": "op",
            "email": "op@example.org",
            "is_operator": True,
            "is_moderator": True,
            "avatar": None,
            "deletion_at": None,
        }
    }
    assert (answer.status_code, answer.json()) == (200, me)
    assert browser.me() == me
    assert user.is_superuser
    assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == "op@example.org"
    assert OperatorInvite.objects.get().used_at is not None
    assert not is_valid(token)
    assert printed_link() == ""
    assert Browser().sign_in(PASSWORD, username="op").status_code == 200


@pytest.mark.django_db
def test_becoming_an_operator_changes_the_session_and_its_csrf_token() -> None:
    make_user("ines")
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    before = browser.session_id, browser.client.cookies["csrftoken"].value
    set_up(browser, new_token())
    after = browser.session_id, browser.client.cookies["csrftoken"].value
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.django_db
def test_a_new_link_ends_the_one_before() -> None:
    old, new = new_token(), new_token()
    assert (is_valid(old), is_valid(new)) == (False, True)


def expire() -> None:
    OperatorInvite.objects.update(expires_at=clock.now() - timedelta(seconds=1))


def use() -> None:
    OperatorInvite.objects.update(used_at=clock.now())


def make_operator() -> None:
    make_user("other", is_operator=True)


@pytest.mark.django_db
@pytest.mark.parametrize("end", [expire, use, make_operator])
def test_an_ended_link_makes_nobody(end: Any) -> None:
    token = new_token()
    end()
    assert not is_valid(token)
    answer = set_up(Browser(), token)
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.setup_link_ended")
    assert answer.json()["detail"] == ENDED
    assert not User.objects.filter(username="op").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x" * 43, "%", "\0"])
def test_a_made_up_token_makes_nobody_and_learns_nothing_about_the_fields(token: str) -> None:
    new_token()
    make_user("ines")
    assert not is_valid(token)
    answer = set_up(Browser(), token, username="ines")
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.setup_link_ended")
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_refused_fields_are_named_and_the_link_stays_good() -> None:
    make_user("ines")
    token = new_token()
    browser = Browser()
    answer = set_up(browser, token, email="INES@example.org", username="Ines", password="short")
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")
    assert answer.json()["errors"] == [
        {"loc": ["body", "setup", "email"], "msg": "Another account has this e-mail address."},
        {"loc": ["body", "setup", "username"], "msg": "This username is taken. Choose another."},
        {
            "loc": ["body", "setup", "password"],
            "msg": "This password is too short. It must contain at least 8 characters.",
        },
    ]
    assert User.objects.count() == 1
    assert browser.me() == {"user": None}
    assert is_valid(token)
    assert set_up(browser, token).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"is_staff": True},
        {"password": "x" * 1025},
        {"email": "x" * 255},
        {"username": "x" * 101},
        {"username": 7},
    ],
)
def test_unknown_and_oversized_fields_are_refused(changes: dict[str, Any]) -> None:
    token = new_token()
    assert set_up(Browser(), token, **changes).status_code == 422
    assert User.objects.count() == 0
    assert is_valid(token)


@pytest.mark.django_db
def test_pages_elsewhere_cant_use_the_link() -> None:
    token = new_token()
    client = Client(enforce_csrf_checks=True)
    fields = {"token": token, "email": "op@example.org", "username": "op", "password": PASSWORD}
    for content_type, status, code in (
        ("application/json", 403, "http.csrf_failed"),
        ("text/plain", 415, "http.wrong_body"),
    ):
        answer = client.post(PATH, fields, content_type=content_type)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert User.objects.count() == 0
    assert is_valid(token)


@pytest.mark.django_db(transaction=True)
def test_of_two_racing_requests_one_makes_the_operator() -> None:
    token = services.issue_operator_invite()
    assert token is not None
    browsers = Browser(), Browser()
    start = threading.Barrier(2)
    statuses: list[int] = []

    def run(browser: Browser, name: str) -> None:
        try:
            start.wait(timeout=10)
            statuses.append(set_up(browser, token, username=name, email=f"{name}@example.org").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(browsers, ("ann", "bob"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(statuses) == [200, 403]
    assert User.objects.count() == EmailAddress.objects.count() == 1
