"""An account in a real browser: a passkey, signing in with it, ending another session, another password."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running import RunningSegue
from tests.journeys.test_first_song import (  # noqa: F401 (a fixture)
    PASSWORD,
    browser,
    collect_complaints,
    sign_up,
)

OTHER_PASSWORD = "seven loud lighthouses"
OTHER_DEVICE = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""One that is built into the device and whose owner is always there, touching it."""


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_somebody_keeps_their_account_safe(
    segue: RunningSegue,
    browser: Browser,  # noqa: F811
) -> None:
    page = new_page(segue, browser)
    add_authenticator(page)
    complaints = collect_complaints(page)
    sign_up(page, segue)
    add_a_passkey(page)
    sign_out(page)
    sign_in_with_the_passkey(page)

    other = new_page(segue, browser, user_agent=OTHER_DEVICE)
    sign_in(other, PASSWORD, recovery_code=a_recovery_code(page))
    end_the_other_session(page)
    expect_signed_out(other)

    sign_in(other, PASSWORD, recovery_code=a_recovery_code(page))
    change_the_password(page)
    expect_signed_out(other)
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Security")).to_be_visible()
    sign_in(other, OTHER_PASSWORD, recovery_code=a_recovery_code(page))
    assert complaints == [], complaints


def new_page(segue: RunningSegue, browser: Browser, user_agent: str | None = None) -> Page:  # noqa: F811
    """In a browser of its own."""
    page = browser.new_context(base_url=segue.origin, user_agent=user_agent).new_page()
    page.set_default_timeout(20_000)
    return page


def add_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def open_settings(page: Page, place: str) -> None:
    page.get_by_role("button", name="Account of odile").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("navigation", name="Settings").get_by_role("link", name=place).click()
    expect(page.get_by_role("heading", level=1, name=place)).to_be_visible()


def confirm_identity(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Confirm it is you")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog).to_have_count(0)


def add_a_passkey(page: Page) -> None:
    open_settings(page, "Security")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name", exact=True).fill("Laptop")
    page.get_by_role("button", name="Continue").click()
    confirm_identity(page)
    expect(page.get_by_text("“Laptop” is added.")).to_be_visible()
    expect(page.get_by_role("list", name="Your passkeys").get_by_text("Laptop")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Account of odile").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def sign_in_with_the_passkey(page: Page) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Account of odile")).to_be_visible()


def a_recovery_code(page: Page) -> str:
    """One that is still unused."""
    open_settings(page, "Security")
    page.get_by_role("button", name="Show the codes").click()
    codes = page.get_by_role("list", name="Codes").get_by_role("listitem")
    question = page.get_by_role("dialog", name="Confirm it is you")
    expect(codes.first.or_(question)).to_be_visible()
    if question.is_visible():
        expect(question.get_by_label("Password")).to_have_count(0)
        question.get_by_role("button", name="Use a passkey").click()
    code = codes.first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    return code


def sign_in(page: Page, password: str, *, recovery_code: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail or username").fill("odile")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(recovery_code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Account of odile")).to_be_visible()


def end_the_other_session(page: Page) -> None:
    open_settings(page, "Sessions")
    sessions = page.get_by_role("list", name="Sessions").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    expect(sessions.first).to_contain_text(re.compile("Chrome on Linux.*This device", re.DOTALL))
    page.get_by_role("button", name="End the session of Firefox on Linux").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("The session of Firefox on Linux is ended.")).to_be_visible()
    expect(sessions).to_have_count(1)


def expect_signed_out(page: Page) -> None:
    page.goto("/settings/security")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    expect(page.get_by_role("button", name="Account of odile")).to_have_count(0)


def change_the_password(page: Page) -> None:
    open_settings(page, "Security")
    page.get_by_role("button", name="Change password").click()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_text("Your password has changed.")).to_be_visible()
