"""Guessing is slow, from one place and from many, and never locks out whom it is aimed at."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from segue.accounts import sign_in_limits
from segue.accounts.mail_budget import TO_ONE_ADDRESS
from segue.accounts.models import User
from segue.accounts.sign_in_limits import FACTORS, LETTERS, NEW_ACCOUNTS, PASSWORDS, TRIES
from segue.accounts.tests.browser import AUTH, Browser, sign_up
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.kernel.rate_limits import valkey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("limits_on")]

WRONG = "wrong-password"


def sign_in(address: str, password: str = WRONG, **name: str) -> Any:
    client = Client(REMOTE_ADDR=address)
    fields = {"password": password, **(name or {"username": "ines"})}
    return client.post(f"{AUTH}login", fields, content_type="application/json")


def test_a_guesser_is_told_to_wait_and_the_person_signs_in_elsewhere() -> None:
    make_user()
    guesses = [sign_in("203.0.113.7") for _ in range(PASSWORDS.count + 3)]
    assert [answer.status_code for answer in guesses] == [400] * PASSWORDS.count + [429] * 3
    refused = guesses[-1]
    assert refused.json()["code"] == "http.rate_limited"
    assert 1 <= int(refused["Retry-After"]) <= PASSWORDS.per_s
    assert sign_in("203.0.113.7", PASSWORD).status_code == 429
    assert sign_in("198.51.100.9", PASSWORD).status_code == 200


@pytest.mark.parametrize(
    "names",
    [
        [{"username": "ines"}, {"username": "INES"}, {"username": "\u0131nes "}, {"email": "Ines"}],
        [{"email": "ines@example.org"}, {"email": " Ines@Example.org"}],
    ],
)
def test_all_ways_to_type_a_name_count_as_one(names: list[dict[str, str]]) -> None:
    make_user()
    answers = [
        sign_in("203.0.113.7", **names[turn % len(names)]).status_code for turn in range(PASSWORDS.count + 2)
    ]
    assert answers == [400] * PASSWORDS.count + [429] * 2


def test_a_second_name_in_the_same_body_hides_nothing() -> None:
    make_user()
    for turn in range(PASSWORDS.count):
        sign_in("203.0.113.7", username="ines", email=f"{turn}@example.org")
    assert sign_in("203.0.113.7", username="ines").status_code == 429


def test_an_unknown_account_is_limited_alike() -> None:
    make_user()
    for name in ("ines", "nobody"):
        statuses = [sign_in("203.0.113.7", username=name).status_code for _ in range(PASSWORDS.count + 1)]
        assert statuses == [400] * PASSWORDS.count + [429]


def test_spraying_over_many_accounts_is_limited_by_network() -> None:
    statuses = [sign_in("2001:db8::1", username=f"user{turn}").status_code for turn in range(TRIES.count)]
    assert set(statuses) == {400}
    assert sign_in("2001:db8::2", username="another").status_code == 429
    assert sign_in("2001:db8:0:1::1", username="another").status_code == 400


def test_a_made_up_address_is_nobodys_way_out() -> None:
    make_user()
    for turn in range(PASSWORDS.count):
        client = Client(REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": f"10.0.0.{turn}"})
        client.post(f"{AUTH}login", {"username": "ines", "password": "x"}, content_type="application/json")
    assert sign_in("203.0.113.7").status_code == 429


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'"x"', b"\xff", b'{"username": 7}', b'{"username": "\\ud800"}']
)
def test_odd_bodies_are_counted_for_their_network(body: bytes) -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    for _ in range(TRIES.count):
        answer = client.post(f"{AUTH}login", body, content_type="application/json")
        assert answer.status_code < 500
    assert client.post(f"{AUTH}login", body, content_type="application/json").status_code == 429


def test_confirming_who_one_is_is_limited_by_account() -> None:
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    for _ in range(FACTORS.count):
        assert browser.auth("reauthenticate", password=WRONG).status_code == 400
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 429
    other = Browser()
    other.sign_in(PASSWORD, username="ines")
    assert other.auth("reauthenticate", password=PASSWORD).status_code == 429
    assert browser.me()["user"]["username"] == "ines"


def test_a_second_factor_is_guessed_no_faster_from_many_sessions() -> None:
    TOTP.activate(make_user(), "JBSWY3DPEHPK3PXP")
    statuses = []
    for turn in range(FACTORS.count + 2):
        browser = Browser()
        browser.client.defaults["REMOTE_ADDR"] = f"203.0.113.{turn}"
        assert browser.sign_in(PASSWORD, username="ines").status_code == 401
        statuses.append(browser.auth("2fa/authenticate", code="000000").status_code)
    assert statuses == [400] * FACTORS.count + [429] * 2


def test_an_apps_session_is_limited_like_a_browsers() -> None:
    make_user()
    app = Client(REMOTE_ADDR="203.0.113.7")
    login = {"username": "ines", "password": PASSWORD}
    begun = app.post("/_allauth/app/v1/auth/login", login, content_type="application/json")
    headers = {"X-Session-Token": begun.json()["meta"]["session_token"]}
    path = "/_allauth/app/v1/auth/reauthenticate"
    guesses = [
        app.post(path, {"password": WRONG}, content_type="application/json", headers=headers).status_code
        for _ in range(FACTORS.count + 1)
    ]
    assert guesses == [400] * FACTORS.count + [429]


def test_links_new_accounts_and_letters_are_limited() -> None:
    client = Client(REMOTE_ADDR="203.0.113.7")
    tries = [client.get(f"{AUTH}email/verify", headers={"X-Email-Verification-Key": "x"}) for _ in range(61)]
    assert [tries[59].status_code, tries[60].status_code] == [400, 429]
    for turn in range(NEW_ACCOUNTS.count):
        fields = {"email": f"{turn}@example.org"}
        client.post(f"{AUTH}password/request", fields, content_type="application/json")
    assert client.post(f"{AUTH}signup", {}, content_type="application/json").status_code == 429


def test_nobody_is_flooded_with_mail_and_nobody_can_tell() -> None:
    make_user()
    assert LETTERS.count > TO_ONE_ADDRESS.count
    for address in ("ines@example.org", "nobody@example.org"):
        mail.outbox.clear()
        answers = [
            Client(REMOTE_ADDR=f"203.0.113.{turn}").post(
                f"{AUTH}password/request", {"email": address}, content_type="application/json"
            )
            for turn in range(20)
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(200, b'{"status": 200}')}
        assert [message.to for message in mail.outbox] == [[address]] * TO_ONE_ADDRESS.count


def test_without_valkey_nobody_signs_in_and_listening_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    nowhere = valkey.ValkeyConnection("redis://127.0.0.1:1")
    monkeypatch.setattr(valkey, "_connection", lambda url: nowhere)
    for fields in ({"username": "ines"}, {"username": "nobody"}, {"email": "x@example.org"}):
        answer = sign_in("198.51.100.9", PASSWORD, **fields)
        assert (answer.status_code, answer.json()["code"]) == (503, "http.limits_unavailable")
        assert answer["Retry-After"] == "3"
    assert sign_up(Browser(), email="new@example.org", username="new").status_code == 503
    assert not User.objects.filter(username="new").exists()
    assert browser.me()["user"]["username"] == "ines"
    assert browser.client.get("/api/v1/artists").status_code == 200
    assert browser.sign_out().status_code == 401


def test_the_api_has_a_limit_by_account_or_network(settings: Settings) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"api_requests_per_minute": 8})
    make_user()
    client = Client(REMOTE_ADDR="203.0.113.7")
    assert [client.get("/api/v1/artists").status_code for _ in range(9)] == [200] * 8 + [429]
    client.force_login(User.objects.get())
    assert client.get("/api/v1/artists").status_code == 200
    made = [client.post("/api/v1/artists", {"name": "x"}, content_type="application/json") for _ in range(5)]
    assert [answer.status_code for answer in made] == [201] * 4 + [429]
    assert client.get("/api/v1/health").status_code == 200


def test_tokens_that_dont_work_are_refused_without_a_look_after_a_while() -> None:
    client = Client(REMOTE_ADDR="203.0.113.7", headers={"Authorization": "Bearer x"})
    statuses = [client.get("/api/v1/me").status_code for _ in range(61)]
    assert statuses == [401] * 60 + [429]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_guesses_at_once_get_no_more_through() -> None:
    make_user()

    def guess(turn: int) -> int:
        try:
            return int(sign_in("203.0.113.7", PASSWORD if turn == 199 else WRONG).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as threads:
        statuses = list(threads.map(guess, range(200)))
    assert set(statuses) <= {200, 400, 429}
    assert len([status for status in statuses if status != 429]) == PASSWORDS.count


def test_every_route_of_allauth_that_guesses_is_under_a_rule() -> None:
    guessing = [
        *("auth/login", "auth/signup", "auth/password/request", "auth/password/reset", "auth/email/verify"),
        *(
            "auth/email/verify/resend",
            "auth/reauthenticate",
            "auth/2fa/authenticate",
            "auth/2fa/reauthenticate",
        ),
        *(
            "auth/webauthn/login",
            "auth/webauthn/authenticate",
            "auth/webauthn/reauthenticate",
            "auth/webauthn/signup",
        ),
        *("auth/provider/signup", "auth/provider/token", "auth/provider/redirect", "auth/code/request"),
        *("auth/code/confirm", "account/password/change", "account/email", "account/authenticators/totp"),
    ]
    free = ["auth/session", "auth/sessions"]
    covered = [
        route
        for route in guessing + free
        if any(rule.route.fullmatch(route) for rule in sign_in_limits.RULES)
    ]
    assert covered == guessing
