"""The verified mark: operators give it, in person, and it is on record."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import services
from segue.artists.models import Artist
from segue.kernel import clock
from segue.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def operator(db: None) -> User:
    return make_user("otto", is_operator=True)


def proven_browser(person: User) -> Client:
    """Who has just shown that it is them, as django-allauth notes it."""
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": clock.now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return browser


def entries() -> list[tuple[Any, ...]]:
    rows = AuditEntry.objects.filter(subject_kind="artist").order_by("pk")
    return list(rows.values_list("actor_id", "action", "subject_kind", "subject_id", "reason", "after"))


def test_the_mark_is_given_and_taken_once_each(heron: Artist, operator: User) -> None:
    first = services.verify(operator, heron.slug, reason="Spoke on the phone").verified_at
    assert first is not None
    assert services.verify(operator, heron.slug, reason="Again").verified_at == first
    for _ in range(2):
        assert services.remove_verification(operator, heron.slug, reason="Not them").verified_at is None
    subject = ("artist", str(heron.pk))
    assert entries() == [
        (operator.pk, "artists.artist_verified", *subject, "Spoke on the phone", {"name": "Paper Heron"}),
        (operator.pk, "artists.verification_removed", *subject, "Not them", {"name": "Paper Heron"}),
    ]
    assert Artist.objects.get(pk=heron.pk).version == 1


@pytest.mark.parametrize("name", ["", "ines", "mallory"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_else_gives_or_takes_it(
    name: str, method: str, heron: Artist, browsers: dict[str, Client]
) -> None:
    path = f"/api/v1/artists/{heron.pk}/verification"
    answer = browsers[name].generic(method, path, b'{"reason": "Me"}', content_type=JSON)
    assert answer.status_code == (403 if name else 401)
    assert Artist.objects.get(pk=heron.pk).verified_at is None
    assert entries() == []


def test_everybody_sees_it(heron: Artist, operator: User) -> None:
    browser = proven_browser(operator)
    path = f"/api/v1/artists/{heron.pk}"
    for body in ({}, {"reason": " "}):
        assert browser.put(f"{path}/verification", body, content_type=JSON).status_code == 422
    given = browser.put(f"{path}/verification", {"reason": "Letter"}, content_type=JSON)
    assert given.status_code == 200
    assert Client().get(path).json()["verified_at"] == given.json()["verified_at"]
    assert (
        browser.put("/api/v1/artists/nobody/verification", {"reason": "Letter"}, content_type=JSON).json()[
            "code"
        ]
        == "artists.not_found"
    )
