"""Signing in with a real OpenID Connect provider, and with one that errs or lies."""

import hashlib
import json

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from pytest_django import Settings

from segue.accounts.models import User
from segue.accounts.provider_settings import social_providers
from segue.accounts.tests import identity_provider as idp
from segue.accounts.tests.browser import AUTH, ORIGIN, Browser, mailed_key
from segue.accounts.tests.factories import make_user
from segue.accounts.tests.provider_visit import (
    BACK_TO,
    REDIRECT,
    ProviderServer,
    begin,
    changed,
    come_back,
    query_of,
    sign_in,
    visit,
)
from segue.accounts.tests.second_factor import ACCOUNT, add_totp, recovery_codes, signed_in

pytestmark = pytest.mark.django_db
FAILED = f"{BACK_TO}?error=unknown&error_process=login"


def sign_up(browser: Browser, person: str, **fields: str) -> None:
    assert sign_in(browser, person) == BACK_TO
    values = {"username": person, "email": f"{person}@provider.example", **fields}
    assert browser.auth("provider/signup", **values).status_code == 401


def connected(name: str, person: str) -> Browser:
    """Someone who tied the provider's account to theirs."""
    make_user(name)
    browser = signed_in(name)
    assert sign_in(browser, person, process="connect") == BACK_TO
    return browser


def test_the_form_leads_to_the_provider_with_nothing_left_out(provider: ProviderServer) -> None:
    address = begin(Browser())
    query = query_of(address)
    assert address.startswith(f"{provider.issuer}/identity/o/authorize?")
    assert query["client_id"] == idp.CLIENT_ID
    assert query["redirect_uri"] == f"{ORIGIN}/_allauth/oidc/home/callback"
    assert sorted(query["scope"].split()) == ["email", "openid", "profile"]
    assert query["code_challenge_method"] == "S256"
    assert len(query["nonce"]) == 32
    assert idp.CLIENT_SECRET not in address


def test_the_way_to_a_provider_is_no_redirect_of_a_form(provider: ProviderServer) -> None:
    """Browsers hold those to the page's `form-action`; here the authorization page is on another site."""
    provider.spoil("authorization page elsewhere")
    address = begin(Browser())
    assert address.startswith("https://sign-in.example/o/%22%3E%3Cb%3E?")
    assert query_of(address)["client_id"] == idp.CLIENT_ID
    provider.spoil("authorization page that is a script")
    browser = Browser()
    token = browser.client.cookies["csrftoken"].value
    fields = {"provider": "home", "process": "login", "callback_url": BACK_TO, "csrfmiddlewaretoken": token}
    answer = browser.client.post(REDIRECT, fields)
    assert (answer.status_code, b"refresh" in answer.content) == (400, False)


def test_a_new_person_chooses_a_name_and_verifies_the_address_by_our_own_mail(
    provider: ProviderServer,
) -> None:
    browser = Browser()
    assert sign_in(browser, "ines") == BACK_TO
    suggested = browser.client.get(AUTH + "provider/signup").json()["data"]
    assert (suggested["user"]["username"], suggested["user"]["display"]) == ("ines", "ines")
    refused = browser.auth("provider/signup", username="in es", email="ines@example.org")
    assert [error["param"] for error in refused.json()["errors"]] == ["username"]
    answer = browser.auth("provider/signup", username="Ines.R", email="ines@example.org")
    assert (answer.status_code, browser.me()) == (401, {"user": None})
    user = User.objects.get()
    assert [(row.email, row.verified) for row in EmailAddress.objects.all()] == [("ines@example.org", False)]
    assert (user.username, user.has_usable_password()) == ("Ines.R", False)
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 200
    assert browser.me()["user"]["username"] == "Ines.R"
    again = Browser()
    assert sign_in(again, "ines") == BACK_TO
    assert again.me()["user"]["id"] == str(user.pk)


def test_the_identity_is_issuer_and_subject(provider: ProviderServer) -> None:
    connected("ines", "ines")
    account = SocialAccount.objects.get()
    text = f"{provider.issuer}\n{account.extra_data['sub']}"
    assert (account.provider, account.uid) == ("home", hashlib.sha256(text.encode()).hexdigest())
    assert "token" not in json.dumps(account.extra_data)


def test_a_providers_address_opens_no_account_that_has_it(provider: ProviderServer) -> None:
    user = make_user("ollo")
    EmailAddress.objects.update(email="ollo@provider.example")
    User.objects.update(email="ollo@provider.example")
    browser = Browser()
    sign_up(browser, "ollo", username="someone")
    assert browser.me() == {"user": None}
    assert SocialAccount.objects.count() == 0
    assert User.objects.get() == user
    assert [message.subject for message in mail.outbox] == ["Segue: You already have an account"]


def test_a_signed_in_person_ties_an_account_and_signs_in_with_it(provider: ProviderServer) -> None:
    connected("bob", "ollo")
    assert mail.outbox[-1].subject == "Segue: A way to sign in was added"
    browser = Browser()
    assert sign_in(browser, "ollo") == BACK_TO
    assert browser.me()["user"]["username"] == "bob"


def test_tying_needs_a_fresh_proof_and_an_account_that_nobody_else_has(provider: ProviderServer) -> None:
    make_user("bob")
    browser = Browser()
    browser.sign_in("slack-water-twice", username="bob")
    found = sign_in(browser, "ollo", process="connect")
    assert found == f"{BACK_TO}?error=reauthentication_required&error_process=connect"
    connected("ann", "ollo")
    bob = signed_in("bob")
    assert sign_in(bob, "ollo", process="connect") == f"{BACK_TO}?error=connected_other&error_process=connect"
    assert [row.user.username for row in SocialAccount.objects.all()] == ["ann"]


def test_a_tied_account_is_removed_and_told_by_mail(provider: ProviderServer) -> None:
    browser = connected("bob", "ollo")
    fields = {"provider": "home", "account": SocialAccount.objects.get().uid}
    assert browser.send("delete", ACCOUNT + "providers", fields).status_code == 200
    assert SocialAccount.objects.count() == 0
    assert mail.outbox[-1].subject == "Segue: A way to sign in was removed"
    assert str(mail.outbox[-1].body).startswith("Home no longer signs you in to your account.\n")


def test_the_last_way_in_cannot_be_removed(provider: ProviderServer) -> None:
    browser = Browser()
    sign_up(browser, "nils")
    browser.auth("email/verify", key=mailed_key("verify-email"))
    account = SocialAccount.objects.get()
    fields = {"provider": "home", "account": account.uid}
    answer = browser.send("delete", ACCOUNT + "providers", fields)
    assert (answer.status_code, SocialAccount.objects.count()) == (400, 1)


def test_who_has_only_a_provider_proves_it_by_signing_in_again(provider: ProviderServer) -> None:
    browser = Browser()
    sign_up(browser, "nils")
    browser.auth("email/verify", key=mailed_key("verify-email"))
    session = browser.client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    change = {"new_password": "low-tide-at-nine"}
    assert browser.post(ACCOUNT + "password/change", change).status_code == 401
    assert browser.post(ACCOUNT + "email", {"email": "new@example.org"}).status_code == 401
    sign_in(browser, "nils")
    assert browser.post(ACCOUNT + "password/change", change).status_code == 200
    assert User.objects.get().has_usable_password()


def test_the_second_factor_is_asked_for_after_the_provider(provider: ProviderServer) -> None:
    browser = connected("bob", "mara")
    add_totp(browser)
    codes = recovery_codes(browser)
    other = Browser()
    assert sign_in(other, "mara") == BACK_TO
    assert other.me() == {"user": None}
    assert other.auth("2fa/authenticate", code=codes[0]).status_code == 200
    assert other.me()["user"]["username"] == "bob"


def test_a_suspended_person_stays_out(provider: ProviderServer) -> None:
    connected("bob", "mara")
    User.objects.update(is_active=False)
    browser = Browser()
    assert sign_in(browser, "mara") == FAILED
    assert browser.me() == {"user": None}


FLAWS = [
    "foreign signature",
    "no signature",
    "signed with the client's secret",
    "no id token",
    "other subject",
    "broken token page",
]


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flawed_answer_signs_nobody_in(flaw: str, provider: ProviderServer) -> None:
    connected("bob", "mara")
    before = list(SocialAccount.objects.values())
    browser = Browser()
    path = visit(begin(browser), "mara")
    provider.spoil(flaw)
    assert come_back(browser.client, path) == FAILED
    assert browser.me() == {"user": None}
    assert list(SocialAccount.objects.values()) == before


@pytest.mark.parametrize("flaw", ["other issuer", "no json", "empty configuration"])
@pytest.mark.parametrize("moment", ["before", "between"])
def test_a_provider_that_tells_nonsense_of_itself(flaw: str, moment: str, provider: ProviderServer) -> None:
    browser = Browser()
    if moment == "before":
        provider.spoil(flaw)
        assert begin(browser) == FAILED
        return
    path = visit(begin(browser), "mara")
    provider.spoil(flaw)
    assert come_back(browser.client, path) == FAILED


def test_a_provider_that_is_down(provider: ProviderServer) -> None:
    assert begin(Browser(), provider="down") == FAILED
    answer = Browser().client.get("/_allauth/oidc/down/callback?code=x&state=y")
    assert answer.headers["Location"] == f"{ORIGIN}/sign-in?error=unknown&error_process=login"
    assert Browser().client.get("/_allauth/oidc/unknown/callback").status_code == 404


def test_an_answer_to_somebody_elses_question_signs_nobody_in(provider: ProviderServer) -> None:
    """Another nonce, another state, another browser, and the same answer twice."""
    connected("bob", "mara")
    browser, other = Browser(), Browser()
    path = visit(changed(begin(browser), nonce="of-another-sign-in"), "mara")
    assert come_back(browser.client, path) == FAILED
    path = visit(begin(browser), "mara")
    lost = f"{ORIGIN}/sign-in?error=unknown&error_process=login"
    assert come_back(browser.client, changed(path, state="made-up")) == lost
    assert come_back(other.client, path) == lost
    assert (browser.me(), other.me()) == ({"user": None}, {"user": None})
    assert come_back(browser.client, path) == BACK_TO
    browser.sign_out()
    assert come_back(browser.client, path) == lost


def test_turning_back_at_the_provider(provider: ProviderServer) -> None:
    browser = Browser()
    state = query_of(begin(browser))["state"]
    path = f"/_allauth/oidc/home/callback?error=access_denied&state={state}"
    assert come_back(browser.client, path) == f"{BACK_TO}?error=cancelled&error_process=login"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "http:evil",
        "javascript:alert(1)",
        " //evil.example",
    ],
)
def test_nobody_is_led_off_this_site(address: str, provider: ProviderServer) -> None:
    assert begin(Browser(), back_to=address) == f"{ORIGIN}/sign-in?error=unknown&error_process=login"


def test_a_token_alone_signs_nobody_in(provider: ProviderServer) -> None:
    token = {"id_token": "x"}
    answer = Browser().auth("provider/token", provider="home", process="login", token=token)
    assert answer.status_code == 404


@pytest.mark.parametrize("route", ["redirect", "signup", "token"])
def test_apps_sign_in_by_password_or_passkey(route: str, provider: ProviderServer) -> None:
    """A provider sends people back to a browser."""
    path = f"/_allauth/app/v1/auth/provider/{route}"
    assert Browser().client.post(path, {}, content_type="application/json").status_code == 404


def test_a_provider_that_is_no_longer_named_is_not_listed_and_breaks_nothing(
    provider: ProviderServer, settings: Settings
) -> None:
    browser, half_way = connected("bob", "mara"), Browser()
    (shown,) = browser.client.get(ACCOUNT + "providers").json()["data"]
    assert (shown["provider"]["name"], shown["display"]) == ("Home", "mara@provider.example")
    sign_in(half_way, "ollo")
    settings.SOCIALACCOUNT_PROVIDERS = social_providers([])
    assert browser.client.get(ACCOUNT + "providers").json()["data"] == []
    assert half_way.client.get(AUTH + "provider/signup").status_code == 409
    assert half_way.client.get(AUTH + "session").status_code == 401


def test_the_provider_is_there(provider: ProviderServer) -> None:
    found = requests.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=10).json()
    assert found["issuer"] == provider.issuer
