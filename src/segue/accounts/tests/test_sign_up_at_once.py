"""People who sign up in the same moment: each is answered alike, whether or not the address has an account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from segue.accounts.models import ProviderHold, User, UsernameHold
from segue.accounts.tests.browser import Browser, seen, sign_up
from segue.accounts.tests.factories import make_user
from segue.accounts.tests.provider_visit import ProviderServer, sign_in
from segue.accounts.tests.second_factor import signed_in

MANY = 4
Answer = tuple[int, bytes, list[str], list[str]]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["free", "taken"])
def address(request: pytest.FixtureRequest) -> str:
    if request.param == "taken":
        make_user("ines")
    return "ines@example.org"


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """Each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        try:
            start.wait(30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(run, acts), key=lambda answer: answer[0])


def signing_up(email: str, username: str) -> Callable[[], Answer]:
    browser = Browser()
    return lambda: seen(sign_up(browser, email=email, username=username))


def names_in_use() -> int:
    return User.objects.exclude(username="ines").count() + UsernameHold.objects.count()


def test_with_one_address_and_names_of_their_own(address: str) -> None:
    answers = at_once(*(signing_up(address, f"new-{number}") for number in range(MANY)))
    assert [answer[0] for answer in answers] == [401] * MANY
    assert len({answer[1] for answer in answers}) == 1
    assert names_in_use() == MANY


def test_with_one_address_and_one_name(address: str) -> None:
    answers = at_once(*(signing_up(address, "new") for _ in range(MANY)))
    assert [answer[0] for answer in answers] == [400] * (MANY - 1) + [401]
    assert len({answer[1] for answer in answers[:-1]}) == 1
    assert b"This username is taken. Choose another." in answers[0][1]
    assert names_in_use() == 1


def test_with_one_name_and_another_address(address: str) -> None:
    """A stranger's own address is free, whatever the other one is."""
    answers = at_once(signing_up(address, "new"), signing_up("stranger@example.org", "new"))
    assert [answer[0] for answer in answers] == [400, 401]
    assert names_in_use() == 1


def test_with_a_name_that_somebody_changes_to(address: str) -> None:
    make_user("mallory")
    browser = signed_in("mallory")

    def change() -> Answer:
        return seen(browser.send("patch", "/api/v1/me/profile", {"username": "new"}))

    answers = at_once(signing_up(address, "new"), change)
    assert [answer[0] for answer in answers] in ([200, 400], [401, 409])
    assert User.objects.filter(username="new").count() + UsernameHold.objects.count() <= 1


def test_with_one_account_of_a_providers(address: str, provider: ProviderServer) -> None:
    browsers = {number: Browser() for number in range(2)}
    for browser in browsers.values():
        sign_in(browser, "nils")
    emails = [address, "stranger@example.org"]

    def signing(number: int) -> Callable[[], Answer]:
        fields = {"email": emails[number], "username": f"new-{number}"}
        return lambda: seen(browsers[number].auth("provider/signup", **fields))

    answers = at_once(signing(0), signing(1))
    assert [answer[0] for answer in answers] == [401, 409]
    assert SocialAccount.objects.count() + ProviderHold.objects.count() == 1
