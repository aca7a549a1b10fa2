"""What people do about their own account with requests that would work: just after a proof, and long after one."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import Client
from pydantic import SecretStr

from segue.accounts.models import User
from segue.accounts.provider_settings import social_providers
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.second_factor import signed_in
from segue.env.settings.oidc import OidcProvider
from tests.contracts.schema_cases import undone
from tests.matrix.account_rules import ACCOUNT_RULES, AccountRule
from tests.matrix.counting import Cells
from tests.matrix.operations import account_operations
from tests.matrix.test_api import JSON, as_json
from tests.matrix.untouched import snapshot
from tests.matrix.world import LONG_AGO, METHODS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
ACTORS = ("owner", "unproven_owner", "password_thief")
"""The thief has the session and the password, which is a fresh proof for who has no second factor."""


@pytest.fixture(autouse=True)
def provider(settings: Any) -> None:
    known = OidcProvider(
        id="home",
        name="Home",
        issuer="http://127.0.0.1:9",
        client_id="segue",
        client_secret=SecretStr("tide"),
    )
    settings.SOCIALACCOUNT_PROVIDERS = social_providers([known])


def test_every_operation_about_an_account_has_a_rule() -> None:
    assert set(account_operations()) == {_operation(name) for name in ACCOUNT_RULES}


@pytest.mark.parametrize("client", ["browser", "app"])
def test_what_protects_an_account_takes_a_fresh_proof(client: str, cells: Cells) -> None:
    user = make_user("owner")
    for name, rule in ACCOUNT_RULES.items():
        for actor in ACTORS:
            with undone():
                browser = signed_in("owner")
                body = rule.begin(browser, user)
                if actor != "owner":
                    _grow_old(browser.session_id)
                is_fresh = actor == "owner" or (actor == "password_thief" and _is_proven_by_password(browser))
                expected = 401 if rule.takes_proof and not is_fresh else 200
                answer = _try(client, name, rule, browser, user, body)
            operation = f"{client} {_operation(name)}"
            cells.add(operation, actor, "valid", found=answer.status_code, expected=expected)
    cells.check()


def _operation(name: str) -> str:
    return name.partition(",")[0]


def _grow_old(key: str) -> None:
    session = SessionStore(key)
    for record in session[METHODS]:
        record["at"] -= LONG_AGO.total_seconds()
    session.save()


def _is_proven_by_password(browser: Browser) -> bool:
    """Tries, and tells whether it should have worked."""
    browser.auth("reauthenticate", password=PASSWORD)
    return User.objects.get().has_usable_password() and not Authenticator.objects.exists()


def _try(client: str, name: str, rule: AccountRule, browser: Browser, user: User, body: Any) -> Any:
    """Asserts that what the rule says has come of it, or nothing at all."""
    before = snapshot()
    assert not (rule.is_done and rule.is_done(user)), name
    answer = _ask(client, _operation(name), browser, body)
    if answer.status_code == 401:
        assert (snapshot(), answer.json()["meta"]) == (before, {"is_authenticated": True}), name
    is_done = rule.is_done(user) if rule.is_done else answer.status_code < 400
    assert is_done == (answer.status_code < 400), name
    if name.endswith("reauthenticate") and name.startswith("POST"):
        last = SessionStore(browser.session_id)[METHODS][-1]
        assert last["reauthenticated"], name
        assert time.time() - last["at"] < LONG_AGO.total_seconds(), name
    return answer


def _ask(client: str, operation: str, browser: Browser, body: Any) -> Any:
    method, route = operation.split()
    asking, headers = browser.client, {"X-CSRFToken": browser.client.cookies["csrftoken"].value}
    if client == "app":
        asking, headers = Client(), {"X-Session-Token": browser.session_id}
    mail.outbox.clear()
    path = f"/_allauth/{client}/v1/{route}"
    return asking.generic(method, path, as_json(body), content_type=JSON, headers=headers)
