"""Access tokens: made in person, shown once, and good for what they say until they end."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from segue.accounts import queries, services
from segue.accounts.access_tokens import ALPHABET, is_token, new_token
from segue.accounts.errors import TokenNotFound, TooManyTokens
from segue.accounts.models import AccessToken, AppPassword, User
from segue.accounts.services.tokens import MOST_TOKENS
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_token, make_user
from segue.kernel import clock
from segue.kernel.http import Scope
from segue.kernel.http.bearer import token_hash

pytestmark = pytest.mark.django_db

TOKENS = "/api/v1/me/tokens"


def reauthenticated() -> Browser:
    browser = Browser()
    assert browser.sign_in(PASSWORD, username="ines").status_code == 200
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 200
    return browser


def with_token(text: str, **options: Any) -> Client:
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {text}"}, **options)


def test_a_token_is_made_shown_once_listed_and_revoked() -> None:
    make_user()
    browser = reauthenticated()
    made = browser.post(TOKENS, {"name": " My  script ", "scopes": ["studio", "read", "read"]})
    assert made.status_code == 201
    text = made.json()["token"]
    assert re.fullmatch(r"segue_[0-9A-Za-z]{49}", text)
    shown = {key: made.json()[key] for key in ("name", "scopes", "last_four", "last_used_at", "expires_at")}
    assert shown == {
        "name": "My script",
        "scopes": ["read", "studio"],
        "last_four": text[-4:],
        "last_used_at": None,
        "expires_at": None,
    }
    assert with_token(text).get("/api/v1/me").json()["user"]["username"] == "ines"
    (listed,) = browser.client.get(TOKENS).json()["items"]
    assert listed["last_used_at"] is not None
    assert "token" not in listed
    assert browser.delete(f"{TOKENS}/{listed['id']}").status_code == 204
    assert with_token(text).get("/api/v1/me").status_code == 401
    assert browser.client.get(TOKENS).json() == {"items": []}


def test_only_a_hash_of_it_is_kept() -> None:
    _, text = make_token(make_user(), Scope.READ)
    row = AccessToken.objects.values().get()
    assert row["token_hash"] == token_hash(text)
    assert not any(text[6:20] in str(value) for value in row.values())


def test_making_one_takes_a_fresh_proof_of_who_is_there() -> None:
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    refused = browser.post(TOKENS, {"name": "x", "scopes": ["read"]})
    assert (refused.status_code, refused.json()["code"]) == (401, "accounts.reauthenticate")
    assert not AccessToken.objects.exists()
    assert browser.client.get(TOKENS).status_code == 200


def test_no_token_makes_or_sees_tokens() -> None:
    _, text = make_token(make_user(is_operator=True), *Scope)
    program = with_token(text)
    for path in (TOKENS, "/api/v1/me/app-passwords"):
        asked = program.get(path)
        made = program.post(path, {"name": "x", "scopes": ["read"]}, content_type="application/json")
        assert [answer.json()["code"] for answer in (asked, made)] == ["http.scope_missing"] * 2
    assert (AccessToken.objects.count(), AppPassword.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": " \u200b "},
        {"name": "x" * 101},
        {"scopes": []},
        {"scopes": ["write"]},
        {"scopes": ["read"] * 4},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2999-01-01T00:00:00"},
        {"owner": "emil"},
    ],
)
def test_odd_wishes_are_refused(change: dict[str, Any]) -> None:
    make_user()
    answer = reauthenticated().post(TOKENS, {"name": "x", "scopes": ["read"], **change})
    assert answer.status_code == 422
    assert not AccessToken.objects.exists()


def test_only_who_runs_the_server_gives_a_token_that_scope() -> None:
    user = make_user()
    browser = reauthenticated()
    answer = browser.post(TOKENS, {"name": "x", "scopes": ["operate"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "accounts.scope_refused")
    assert not AccessToken.objects.exists()
    User.objects.filter(pk=user.pk).update(is_moderator=True)
    assert browser.post(TOKENS, {"name": "x", "scopes": ["operate"]}).status_code == 201


def test_there_is_an_end_to_how_many() -> None:
    user = make_user()
    for _ in range(MOST_TOKENS):
        make_token(user, Scope.READ)
    with pytest.raises(TooManyTokens):
        make_token(user, Scope.READ)
    assert AccessToken.objects.count() == MOST_TOKENS
    make_token(make_user("emil"), Scope.READ)


def test_nobody_revokes_what_is_someone_elses() -> None:
    row, text = make_token(make_user(), Scope.READ)
    mallory = make_user("mallory")
    with pytest.raises(TokenNotFound):
        services.revoke_token(mallory, row.pk)
    client = Client()
    client.force_login(mallory)
    assert client.delete(f"{TOKENS}/{row.pk}").status_code == 404
    assert queries.user_of_token_hash(token_hash(text)) == row.owner


def test_a_token_ends_with_its_time_its_owner_and_all_the_others() -> None:
    user = make_user()
    soon = clock.now() + timedelta(hours=1)
    _, text = services.create_token(user, name="x", scopes=[Scope.READ], expires_at=soon)
    assert queries.user_of_token_hash(token_hash(text)) == user
    AccessToken.objects.update(expires_at=clock.now())
    assert queries.user_of_token_hash(token_hash(text)) is None
    AccessToken.objects.update(expires_at=None)
    User.objects.update(is_active=False)
    assert queries.user_of_token_hash(token_hash(text)) is None
    User.objects.update(is_active=True)
    services.create_app_password(user, name="x")
    assert services.revoke_all_tokens(user) == 2
    assert queries.user_of_token_hash(token_hash(text)) is None


def test_its_use_is_noted_once_a_minute() -> None:
    row, text = make_token(make_user(), Scope.READ)
    client = with_token(text)
    client.get("/api/v1/me")
    first = AccessToken.objects.get().last_used_at
    client.get("/api/v1/me")
    assert AccessToken.objects.get().last_used_at == first
    long_ago = clock.now() - timedelta(seconds=61)
    AccessToken.objects.update(last_used_at=long_ago)
    client.get("/api/v1/me")
    again = AccessToken.objects.get(pk=row.pk).last_used_at
    assert again is not None
    assert again > long_ago


def test_the_text_holds_256_random_bits_and_a_checksum() -> None:
    texts = {new_token() for _ in range(200)}
    assert len(texts) == 200
    assert all(is_token(text) for text in texts)
    assert {letter for text in texts for letter in text[6:48]} == set(ALPHABET)
    text = new_token()
    for place in range(len(text)):
        other = "A" if text[place] != "A" else "B"
        assert not is_token(text[:place] + other + text[place + 1 :])
    assert not any(map(is_token, ("", "segue_", text + "0", text[:-1], f" {text}", text + "\n")))
