"""No flow of signing up or in tells whether an account exists: answers are equal to the byte for accounts that exist,
don't, aren't verified, or are suspended. Signing up with a provider: see test_provider_sign_up."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.core import mail

from segue.accounts.models import User
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.soft_passkey import SoftPasskey
from segue.accounts.tests.strangers import STATES, Stranger, exposed, make_accounts
from segue.kernel.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("client", ["browser", "app"])]
NEW_PASSWORD = "low-tide-at-nine"


def all_alike(ask: Callable[[str], list[Any]], *own_words: str, states: tuple[str, ...] = STATES) -> Any:
    """What `ask(state)` shows at each step, the same for every state."""
    shown = {state: [exposed(answer, state, *own_words) for answer in ask(state)] for state in states}
    first = shown[states[0]]
    for state in states:
        for step, expected in zip(shown[state], first, strict=True):
            for part, value in expected.items():
                assert (state, step[part]) == (state, value)
    return first


def test_signing_up(client: str) -> None:
    make_accounts()

    def ask(state: str) -> list[Any]:
        stranger = Stranger(client)
        fields = {"email": f"{state}@example.org", "username": f"new-{state}", "password": PASSWORD}
        again = {**fields, "username": f"new-{state}-2"}
        answers = [stranger.ask("post", "auth/signup", fields), stranger.ask("get", "auth/session")]
        answers.append(Stranger(client).ask("post", "auth/signup", {**fields, "email": "other@example.org"}))
        return [*answers, Stranger(client).ask("post", "auth/signup", again)]

    shown = all_alike(ask)
    assert [step["status"] for step in shown] == [401, 401, 400, 401]


@pytest.mark.usefixtures("limits_on")
def test_signing_in_until_a_limit(client: str) -> None:
    """What was guessed for a name is counted for that name: counted for its account, it would tell whose address is
    whose."""
    make_accounts()
    for state in STATES:
        fields = {"email": f"{state}@example.org", "username": f"new-{state}", "password": PASSWORD}
        Stranger(client).ask("post", "auth/signup", fields)

    def ask(state: str) -> list[Any]:
        names = [{"username": f"new-{state}"}] * 11 + [{"email": f"{state}@example.org"}]
        return [Stranger(client).ask("post", "auth/login", {**name, "password": "x"}) for name in names]

    assert [step["status"] for step in all_alike(ask)] == [*[400] * 10, 429, 400]


@pytest.mark.parametrize("field", ["email", "username"])
@pytest.mark.parametrize("password", ["wrong-password", PASSWORD])
def test_signing_in(client: str, field: str, password: str) -> None:
    """With the right password, an account that works is another matter."""
    make_accounts()
    states = STATES if password != PASSWORD else STATES[1:]

    def ask(state: str) -> list[Any]:
        stranger = Stranger(client)
        name = f"{state}@example.org" if field == "email" else state
        fields = {field: name, "password": password}
        return [stranger.ask("post", "auth/login", fields), stranger.ask("get", "auth/session")]

    assert [step["status"] for step in all_alike(ask, states=states)] == [400, 401]


def test_signing_in_with_a_passkey(client: str) -> None:
    accounts = make_accounts()

    def ask(state: str) -> list[Any]:
        stranger, key, account = Stranger(client), SoftPasskey(), accounts[state]
        options = stranger.ask("get", "auth/webauthn/login").json()["data"]["request_options"]
        key.user_handle = _handle(account.pk.hex if account else new_id().hex)
        answer = stranger.ask("post", "auth/webauthn/login", {"credential": key.sign(options)})
        return [answer, stranger.ask("get", "auth/session")]

    assert [step["status"] for step in all_alike(ask)] == [400, 401]


def _handle(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_asking_for_a_new_password(client: str) -> None:
    make_accounts()
    mail.outbox.clear()

    def ask(state: str) -> list[Any]:
        stranger = Stranger(client)
        fields = {"email": f"{state}@example.org"}
        return [stranger.ask("post", "auth/password/request", fields), stranger.ask("get", "auth/session")]

    assert [step["status"] for step in all_alike(ask)] == [200, 401]
    assert [message.to for message in mail.outbox] == [[f"{state}@example.org"] for state in STATES]


def test_choosing_a_new_password_with_a_made_up_key(client: str) -> None:
    accounts = make_accounts()

    def ask(state: str) -> list[Any]:
        account = accounts[state] or User(pk=new_id())
        key = f"{user_pk_to_url_str(account)}-c0ffee-{'0' * 32}"
        fields = {"key": key, "password": NEW_PASSWORD}
        return [Stranger(client).ask("post", "auth/password/reset", fields)]

    assert [step["status"] for step in all_alike(ask)] == [400]


@pytest.mark.parametrize("key", ["", "-", "x-y", f"{'0' * 32}-", "é-é", "0" * 5000, "\0-\0"])
def test_odd_keys_are_refused(client: str, key: str) -> None:
    for route in ("auth/password/reset", "auth/email/verify"):
        answer = Stranger(client).ask("post", route, {"key": key, "password": NEW_PASSWORD})
        assert (route, answer.status_code) == (route, 400)


def test_confirming_an_address_with_a_made_up_key(client: str) -> None:
    make_accounts()

    def ask(state: str) -> list[Any]:
        return [Stranger(client).ask("post", "auth/email/verify", {"key": f"{state}:1abcde:made-up"})]

    assert [step["status"] for step in all_alike(ask)] == [400]


def test_having_a_confirmation_sent_again(client: str) -> None:
    """Signed in for an address that isn't one's own, and as a stranger."""
    make_accounts()
    make_user("ines")
    stranger = _signed_in(client)

    def ask(state: str) -> list[Any]:
        fields = {"email": f"{state}@example.org"}
        return [
            stranger.ask("put", "account/email", fields),
            Stranger(client).ask("put", "account/email", fields),
            Stranger(client).ask("post", "auth/email/verify/resend", fields),
        ]

    assert [step["status"] for step in all_alike(ask)] == [400, 401, 404]


def test_changing_to_an_address(client: str) -> None:
    make_accounts()
    make_user("ines")
    stranger = _signed_in(client)

    def ask(state: str) -> list[Any]:
        fields = {"email": f"{state}@example.org"}
        return [stranger.ask("post", "account/email", fields), stranger.ask("get", "account/email")]

    assert [step["status"] for step in all_alike(ask)] == [200, 200]


def _signed_in(client: str) -> Stranger:
    stranger = Stranger(client)
    assert stranger.ask("post", "auth/login", {"username": "ines", "password": PASSWORD}).status_code == 200
    assert stranger.ask("post", "auth/reauthenticate", {"password": PASSWORD}).status_code == 200
    return stranger
