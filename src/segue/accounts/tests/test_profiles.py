"""Profiles: what people show of themselves, to whom, and under which name."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client

from segue.accounts import ports, queries, services
from segue.accounts.errors import LinkUnfit, UsernameChangedLately, UsernameTaken, UsernameUnfit
from segue.accounts.links import Link, clean_links
from segue.accounts.models import Deletion, FormerUsername, User
from segue.accounts.policies import may_see_activity, may_see_profile
from segue.accounts.tests.browser import Browser, proven_client, seen, sign_up
from segue.accounts.tests.factories import make_user
from segue.accounts.types import Viewer
from segue.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> User:
    return make_user("ines")


@pytest.fixture
def browser(ines: User) -> Client:
    client = Client()
    client.force_login(ines)
    return client


def patch(browser: Client, path: str, **changes: Any) -> Any:
    return browser.patch(f"/api/v1/{path}", changes, content_type="application/json")


def test_a_new_person_shows_a_username_and_nothing_else(ines: User) -> None:
    answer = Client().get("/api/v1/people/INES")
    assert answer.status_code == 200
    assert answer.json() == {
        "id": str(ines.pk),
        "username": "ines",
        "name": "ines",
        "bio": "",
        "links": [],
        "avatar": None,
    }


def test_a_profile_is_changed_field_by_field_and_shown_to_everyone(browser: Client) -> None:
    links = [{"label": " My\u202e site ", "url": "HTTPS://Exämple.org/ä"}]
    changes = {
        "name": "Inês\u202e  Reis",
        "bio": "Tapes.\r\n\r\n\r\n\r\nAnd\u2066 loops.\x00",
        "links": links,
    }
    answer = patch(browser, "me/profile", **changes)
    assert answer.status_code == 200
    shown = Client().get("/api/v1/people/ines").json()
    assert shown == answer.json()
    assert (shown["name"], shown["bio"]) == ("Inês Reis", "Tapes.\n\nAnd loops.")
    assert shown["links"] == [{"label": "My site", "url": "https://xn--exmple-cua.org/%C3%A4"}]
    assert patch(browser, "me/profile", bio="").json() == {**shown, "bio": ""}
    assert browser.get("/api/v1/me").json()["user"]["name"] == "Inês Reis"


def test_a_name_that_is_the_username_follows_the_username(browser: Client, ines: User) -> None:
    assert patch(browser, "me/profile", name="Reis").json()["name"] == "Reis"
    assert patch(browser, "me/profile", name=" ines ").json()["name"] == "ines"
    assert patch(proven_client("ines"), "me/profile", username="reis").json()["name"] == "reis"


def test_another_username_takes_a_fresh_proof(browser: Client, ines: User) -> None:
    before = User.objects.values().get()
    answer = patch(browser, "me/profile", bio="Tapes.", username="reis")
    assert (answer.status_code, answer.json()["code"]) == (401, "accounts.reauthenticate")
    assert User.objects.values().get() == before
    assert patch(browser, "me/profile", bio="Tapes.", username="ines").json()["bio"] == "Tapes."
    assert patch(proven_client("ines"), "me/profile", username="reis").json()["username"] == "reis"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "example.org",
        "https://ines:secret@example.org",
        "https://ex\u202eample.org",
        "https://example.org:99999",
        "https://example.org/" + "ä" * 400,
    ],
)
def test_links_lead_to_https_alone(browser: Client, ines: User, url: str) -> None:
    links = [{"label": "Site", "url": url}]
    answer = patch(browser, "me/profile", bio="New", links=links)
    assert (answer.status_code, answer.json()["code"]) == (422, "accounts.link_unfit")
    ines.refresh_from_db()
    assert (ines.bio, ines.links) == ("", [])


def test_links_are_few_and_labeled() -> None:
    link = Link(label="Site", url="https://example.org")
    assert len(clean_links([link] * 8)) == 8
    for links in (
        [link] * 9,
        [Link(label="\u202e ", url=link["url"])],
        [Link(label="x" * 41, url=link["url"])],
    ):
        with pytest.raises(LinkUnfit):
            clean_links(links)


def test_fields_have_an_end(browser: Client) -> None:
    for changes in ({"name": "x" * 51}, {"bio": "x" * 1001}, {"links": [{"label": "x", "url": "y"}] * 9}):
        assert patch(browser, "me/profile", **changes).status_code == 422
    assert patch(browser, "me/profile", is_staff=True).status_code == 422


def test_a_username_changes_once_in_thirty_days(ines: User) -> None:
    services.change_profile(ines, username="reis")
    with pytest.raises(UsernameChangedLately) as refused:
        services.change_profile(ines, username="ines", bio="New")
    assert "every 30 days" in refused.value.detail
    assert User.objects.values_list("username", "bio").get() == ("reis", "")
    User.objects.update(username_changed_at=clock.now() - timedelta(days=30))
    services.change_profile(ines, username="ines")
    assert User.objects.get().username == "ines"
    assert list(FormerUsername.objects.values_list("username", flat=True)) == ["reis"]


def test_a_username_that_was_given_up_is_kept_from_others_for_ninety_days(ines: User) -> None:
    mallory = make_user("mallory")
    services.change_profile(ines, username="reis")
    with pytest.raises(UsernameTaken):
        services.change_profile(mallory, username="INES")
    answer = sign_up(Browser(), email="eve@example.org", username="Ines")
    assert answer.json()["errors"][0]["message"] == "This username is taken. Choose another."
    assert Client().get("/api/v1/people/ines").status_code == 404
    FormerUsername.objects.update(held_until=clock.now() - timedelta(seconds=1))
    services.change_profile(mallory, username="ines")
    assert Client().get("/api/v1/people/ines").json()["id"] == str(mallory.pk)
    services.remove_former_usernames()
    assert list(FormerUsername.objects.values_list("username", flat=True)) == ["mallory"]


def test_the_case_of_letters_is_nobody_elses(ines: User) -> None:
    services.change_profile(ines, username="Ines")
    assert (User.objects.get().username, FormerUsername.objects.count()) == ("Ines", 0)


def test_names_of_others_and_unfit_ones_are_refused(ines: User) -> None:
    make_user("bob")
    with pytest.raises(UsernameTaken):
        services.change_profile(ines, username="Bob")
    for unfit in ("i", "ines reis", "../x", "inès", "x" * 31, "ines\n"):
        with pytest.raises(UsernameUnfit):
            services.change_profile(ines, username=unfit)
    assert set(User.objects.values_list("username", flat=True)) == {"ines", "bob"}
    assert FormerUsername.objects.count() == 0


def test_a_name_taken_in_the_same_moment_is_a_conflict(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("bob")
    monkeypatch.setattr(queries, "is_username_taken", lambda username: False)
    with pytest.raises(UsernameTaken), transaction.atomic():
        services.change_profile(ines, username="bob")
    assert User.objects.get(pk=ines.pk).username == "ines"
    assert FormerUsername.objects.count() == 0


@pytest.mark.parametrize("username", ["nobody", "a\x00b", "%00", "x" * 90])
def test_nobody_is_found_under_other_names(username: str) -> None:
    assert Client().get(f"/api/v1/people/{username}").status_code == 404


def test_a_suspended_person_and_one_who_is_leaving_are_gone_for_others(ines: User, browser: Client) -> None:
    assert Client().get("/api/v1/people/ines").status_code == 200
    Deletion.objects.create(user=ines, due_at=clock.now() + timedelta(days=14), with_artists=False)
    assert Client().get("/api/v1/people/ines").status_code == 404
    assert browser.get("/api/v1/people/ines").status_code == 200
    Deletion.objects.all().delete()
    User.objects.update(is_active=False)
    assert Client().get("/api/v1/people/ines").status_code == 404


def test_profiles_do_not_tell_whether_an_address_has_an_account() -> None:
    make_user("bob")
    answers = []
    for email, username in (("bob@example.org", "eve"), ("free@example.org", "ann")):
        sign_up(Browser(), email=email, username=username)
        answer = Client().get(f"/api/v1/people/{username}")
        answers.append((answer.status_code, answer.json()["code"]))
    assert answers == [(404, "accounts.person_not_found")] * 2


def test_privacy_is_changed_setting_by_setting(browser: Client) -> None:
    initial: dict[str, Any] = {"profile": "everyone", "activity": "followers", "is_listed": True}
    assert browser.get("/api/v1/me/privacy").json() == initial
    changed = {"profile": "signed_in", "activity": "nobody", "is_listed": False}
    for name, value in changed.items():
        initial[name] = value
        assert patch(browser, "me/privacy", **{name: value}).json() == initial
    assert browser.get("/api/v1/me/privacy").json() == changed
    assert patch(browser, "me/privacy", activity="signed_in").status_code == 422
    assert browser.get("/api/v1/me/privacy").json() == changed


PEOPLE = ("visitor", "stranger", "follower", "owner")


@pytest.mark.parametrize(
    ("profile", "activity", "sees_profile", "sees_activity"),
    [
        ("everyone", "everyone", PEOPLE, PEOPLE),
        ("everyone", "followers", PEOPLE, ("follower", "owner")),
        ("everyone", "nobody", PEOPLE, ("owner",)),
        ("signed_in", "everyone", PEOPLE[1:], PEOPLE[1:]),
        ("signed_in", "followers", PEOPLE[1:], ("follower", "owner")),
        ("nobody", "everyone", ("owner",), ("owner",)),
        ("nobody", "followers", ("owner",), ("owner",)),
    ],
)
def test_each_setting_lets_through_whom_it_says(
    ines: User,
    monkeypatch: pytest.MonkeyPatch,
    profile: str,
    activity: str,
    sees_profile: tuple[str, ...],
    sees_activity: tuple[str, ...],
) -> None:
    User.objects.filter(pk=ines.pk).update(profile_visibility=profile, activity_visibility=activity)
    ines.refresh_from_db()
    stranger, follower = make_user("mallory"), make_user("fay")
    monkeypatch.setattr(ports, "_FOLLOWS", [])
    ports.register_follow_check(
        lambda follower_id, owner_id: (follower_id, owner_id) == (follower.pk, ines.pk)
    )
    viewers: dict[str, Viewer] = {
        "visitor": Client().get("/api/v1/me").wsgi_request.user,
        "stranger": stranger,
        "follower": follower,
        "owner": ines,
    }
    assert tuple(name for name in PEOPLE if may_see_profile(viewers[name], ines)) == sees_profile
    assert tuple(name for name in PEOPLE if may_see_activity(viewers[name], ines)) == sees_activity


def test_without_an_app_that_knows_of_following_nobody_follows(
    ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "_FOLLOWS", [])
    assert not may_see_activity(make_user("fay"), ines)


def test_a_hidden_profile_answers_like_one_that_is_not_there(ines: User) -> None:
    User.objects.update(profile_visibility="nobody")
    hidden, missing = (Client().get(f"/api/v1/people/{name}") for name in ("ines", "nobody"))
    drop = ("request_id",)
    bodies = [
        {key: value for key, value in answer.json().items() if key not in drop}
        for answer in (hidden, missing)
    ]
    assert bodies[0] == bodies[1]
    assert seen(hidden)[0] == seen(missing)[0] == 404


def test_unverified_people_see_their_own_profile_only_while_signed_in(ines: User, browser: Client) -> None:
    EmailAddress.objects.update(verified=False)
    assert [
        Client().get("/api/v1/people/ines").status_code,
        browser.get("/api/v1/people/ines").status_code,
    ] == [
        404,
        200,
    ]
