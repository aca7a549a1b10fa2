"""Changing one's e-mail address: the new one is verified first, and the old one is told."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from segue.accounts.models import User
from segue.accounts.tests.browser import Browser, mailed_key, sign_up
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.second_factor import ACCOUNT, add_totp, signed_in

pytestmark = pytest.mark.django_db
EMAIL = ACCOUNT + "email"


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    rows = EmailAddress.objects.filter(user=user).order_by("email")
    return [(row.email, row.verified, row.primary) for row in rows]


def test_the_new_address_counts_once_it_is_verified() -> None:
    user = make_user()
    browser = signed_in()
    assert browser.post(EMAIL, {"email": "Reis@example.org"}).status_code == 200
    assert addresses(user) == [("ines@example.org", True, True), ("reis@example.org", False, False)]
    assert browser.me()["user"]["email"] == "ines@example.org"
    assert Browser().sign_in(PASSWORD, email="reis@example.org").status_code == 400
    key = mailed_key("verify-email")
    assert mail.outbox[0].to == ["reis@example.org"]
    mail.outbox.clear()
    assert browser.auth("email/verify", key=key).status_code == 200
    user.refresh_from_db()
    assert (user.email, addresses(user)) == ("reis@example.org", [("reis@example.org", True, True)])
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ines@example.org"], "Segue: Your e-mail address was changed")
    assert "is now reis@example.org instead of ines@example.org" in str(message.body)
    assert Browser().sign_in(PASSWORD, email="ines@example.org").status_code == 400
    assert Browser().sign_in(PASSWORD, email="reis@example.org").status_code == 200


def test_it_needs_a_fresh_proof() -> None:
    user = make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    assert browser.post(EMAIL, {"email": "reis@example.org"}).status_code == 401
    assert (addresses(user), mail.outbox) == ([("ines@example.org", True, True)], [])
    assert browser.auth("reauthenticate", password="wrong").status_code == 400
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 200
    assert browser.post(EMAIL, {"email": "reis@example.org"}).status_code == 200


def test_a_second_wish_takes_the_place_of_the_first_and_can_be_taken_back() -> None:
    user = make_user()
    browser = signed_in()
    browser.post(EMAIL, {"email": "one@example.org"})
    browser.post(EMAIL, {"email": "two@example.org"})
    assert [row[0] for row in addresses(user)] == ["ines@example.org", "two@example.org"]
    assert browser.send("delete", EMAIL, {"email": "two@example.org"}).status_code == 200
    assert browser.send("delete", EMAIL, {"email": "ines@example.org"}).status_code == 400
    assert addresses(user) == [("ines@example.org", True, True)]


def test_with_a_second_factor_it_works_too() -> None:
    make_user()
    browser = signed_in()
    add_totp(browser)
    assert browser.post(EMAIL, {"email": "reis@example.org"}).status_code == 200


def test_a_taken_address_stays_with_who_has_it() -> None:
    ann, bob = make_user("ann"), make_user("bob")
    browser = signed_in("bob")
    assert browser.post(EMAIL, {"email": "ann@example.org"}).status_code == 200
    answer = browser.auth("email/verify", key=mailed_key("verify-email"))
    assert answer.json()["errors"][0]["message"] == "This link has ended. Ask for a new one."
    ann.refresh_from_db()
    bob.refresh_from_db()
    assert (ann.email, bob.email) == ("ann@example.org", "bob@example.org")


def test_who_only_wishes_for_an_address_keeps_its_owner_from_nothing() -> None:
    """Signing up, resetting and signing in with it mean the owner's account, never the wisher's."""
    make_user("eve")
    eve = signed_in("eve")
    eve.post(EMAIL, {"email": "ines@example.org"})
    mail.outbox.clear()
    Browser().auth("password/request", email="ines@example.org")
    assert [message.subject for message in mail.outbox] == ["Segue: No account has this e-mail address"]
    assert Browser().sign_in(PASSWORD, email="ines@example.org").status_code == 400
    assert Browser().sign_in(PASSWORD, username="ines@example.org").status_code == 400
    mail.outbox.clear()
    browser = Browser()
    sign_up(browser)
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 200
    assert browser.me()["user"]["email"] == "ines@example.org"


def test_an_account_that_nobody_verified_makes_room_for_the_addresss_owner() -> None:
    sign_up(Browser(), email="reis@example.org", username="squatter")
    user = make_user()
    mail.outbox.clear()
    browser = signed_in()
    browser.post(EMAIL, {"email": "reis@example.org"})
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 200
    user.refresh_from_db()
    assert user.email == "reis@example.org"
    assert not User.objects.filter(username="squatter").exists()
