"""Uploads by programs: with an access token for the studio, or an app's session."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts import services as accounts
from segue.accounts.errors import SessionEnded, TokenRefused
from segue.accounts.tests.factories import make_token, make_user
from segue.kernel.errors import DomainError
from segue.kernel.http import Scope
from segue.kernel.http.policy import ForeignRequest, ScopeMissing, SignInRequired
from segue.media.tus.access import authenticate

pytestmark = pytest.mark.django_db


def scope(**headers: str) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": "PATCH", "path": "/uploads", "query_string": b"", "headers": raw}


def test_a_token_for_the_studio_uploads() -> None:
    user = make_user()
    _, text = make_token(user, Scope.STUDIO)
    assert authenticate(scope(authorization=f"Bearer {text}")) == user
    assert accounts.is_someone(scope(authorization=f"Bearer {text}"))


def test_an_apps_session_uploads_without_a_csrf_token() -> None:
    user = make_user()
    key = session_of(user)
    assert authenticate(scope(x_session_token=key)) == user
    refused(scope(cookie=f"sessionid={key}"), ForeignRequest)


def test_nothing_else_does_whatever_the_cookie_says() -> None:
    user = make_user()
    cookie = f"sessionid={session_of(user)}"
    _, reading = make_token(user, Scope.READ)
    refused(scope(authorization=f"Bearer {reading}", cookie=cookie), ScopeMissing)
    accounts.revoke_all_tokens(user)
    refused(scope(authorization=f"Bearer {reading}", cookie=cookie), TokenRefused)
    refused(scope(x_session_token="made-up", cookie=cookie), SessionEnded)
    refused(scope(authorization="Basic aW5lczp4"), SignInRequired)
    refused(scope(), SignInRequired)
    for headers in (
        {"authorization": f"Bearer {reading}", "cookie": cookie},
        {"cookie": "sessionid=made-up"},
        {},
    ):
        assert not accounts.is_someone(scope(**headers))


def session_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def refused(asked: dict[str, Any], why: type[DomainError]) -> None:
    with pytest.raises(why):
        authenticate(asked)
