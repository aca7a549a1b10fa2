"""Signing up with a provider tells nothing of whether an account exists, at no step."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail

from segue.accounts import services
from segue.accounts.models import ProviderHold
from segue.accounts.services.accounts import UNVERIFIED_KEPT
from segue.accounts.tests.browser import AUTH, Browser
from segue.accounts.tests.factories import PASSWORD
from segue.accounts.tests.identity_provider import PEOPLE
from segue.accounts.tests.provider_visit import BACK_TO, ProviderServer, sign_in
from segue.accounts.tests.second_factor import signed_in
from segue.accounts.tests.strangers import STATES, exposed, make_accounts
from segue.kernel import clock

pytestmark = pytest.mark.django_db


def test_at_each_step_a_taken_address_looks_like_a_free_one(provider: ProviderServer) -> None:
    make_accounts()
    mail.outbox.clear()
    shown = {}
    for state, person in zip(STATES, PEOPLE, strict=True):
        browser, again = Browser(), Browser()
        places: list[Any] = [sign_in(browser, person)]
        fields = {"username": f"new-{person}", "email": f"{state}@example.org"}
        answers = [browser.auth("provider/signup", **fields), browser.client.get(AUTH + "session")]
        answers.append(
            Browser().auth("signup", **{**fields, "email": "x@example.org", "password": "low-tide-9"})
        )
        places.append(sign_in(again, person))
        answers.append(again.client.get(AUTH + "session"))
        answers.append(again.client.get(AUTH + "provider/signup"))
        shown[state] = places, [exposed(answer, state, person) for answer in answers]
    places, steps = shown["missing"]
    assert (places, [step["status"] for step in steps]) == ([BACK_TO, BACK_TO], [401, 401, 400, 401, 409])
    for state in STATES:
        assert shown[state] == shown["missing"], state
    assert [row.user.email for row in SocialAccount.objects.all()] == ["missing@example.org"]
    assert sorted(ProviderHold.objects.values_list("email", flat=True)) == [
        "existing@example.org",
        "suspended@example.org",
        "unverified@example.org",
    ]
    assert {message.to[0] for message in mail.outbox} == {f"{state}@example.org" for state in STATES}


def test_tying_a_held_account_looks_like_one_that_is_somebodys(provider: ProviderServer) -> None:
    make_accounts()
    browser = Browser()
    sign_in(browser, "ines")
    browser.auth("provider/signup", username="new", email="suspended@example.org")
    for error, other in (
        ("permission_denied", Browser()),
        ("reauthentication_required", _unproven("existing")),
        ("connected_other", signed_in("existing")),
    ):
        found = sign_in(other, "ines", process="connect")
        assert found == f"{BACK_TO}?error={error}&error_process=connect"


def _unproven(name: str) -> Browser:
    browser = Browser()
    browser.sign_in(PASSWORD, username=name)
    return browser


def test_what_is_held_is_free_again_after_a_week_as_an_unverified_account_is(
    provider: ProviderServer,
) -> None:
    ProviderHold.objects.create(provider="home", uid="x", email="a@example.org")
    services.remove_expired()
    assert ProviderHold.objects.count() == 1
    ProviderHold.objects.update(created_at=clock.now() - UNVERIFIED_KEPT)
    services.remove_expired()
    assert ProviderHold.objects.count() == 0
