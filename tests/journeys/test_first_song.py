"""The whole story in a real browser: sign up, make an artist, upload a track, watch it, hear it."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.journeys.running import Api, RunningSegue, wait_for

PASSWORD = "three quiet harbours"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
AUDIO = "document.getElementById('segue-audio')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium: install it, or name its program in CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_a_musician_uploads_a_song_and_hears_it(segue: RunningSegue, song: Path, browser: Browser) -> None:
    page = browser.new_context(base_url=segue.origin).new_page()
    page.set_default_timeout(20_000)
    complaints = collect_complaints(page)

    sign_up(page, segue)
    make_artist(page)
    upload_and_watch(page, song)
    release_path = open_release(page)
    hear(page)
    assert complaints == []
    another_browser_hears_it_too_until_it_is_withdrawn(page, segue, browser, release_path)


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_an_operator_sees_what_stopped_and_tries_it_again(segue: RunningSegue, browser: Browser) -> None:
    for name, *flags in (("lena",), ("ravi", "--operator")):
        account = ("--email", f"{name}@example.org", "--username", name, "--password-stdin", *flags)
        segue.command("user", "create", *account, stdin=PASSWORD)
    upload_something_broken(segue)
    page = browser.new_context(base_url=segue.origin).new_page()
    page.set_default_timeout(20_000)
    sign_in(page, "ravi")
    page.get_by_role("button", name="Account of ravi").click()
    page.get_by_role("link", name="This server").click()
    jobs = page.get_by_role("list", name="Jobs")
    expect(jobs.get_by_text("This file")).to_be_visible()
    jobs.get_by_role("button", name="Try again: Preparing an upload").click()
    expect(page.get_by_text("Queued again: Preparing an upload.")).to_be_visible()
    expect(page.get_by_text("No event is parked.")).to_be_visible()

    page = browser.new_context(base_url=segue.origin).new_page()
    sign_in(page, "lena")
    page.goto("/operator")
    expect(page.get_by_role("heading", level=1, name="Nothing here")).to_be_visible()
    page.get_by_role("button", name="Account of lena").click()
    expect(page.get_by_role("link", name="This server")).to_have_count(0)


def upload_something_broken(segue: RunningSegue) -> None:
    """Lena does, and waits for the verdict."""
    api = Api(segue.origin)
    api.sign_in("lena", PASSWORD)
    artist = api.call("POST", "/api/v1/artists", {"name": "Lena"})
    release = api.call("POST", "/api/v1/releases", {"artist_id": artist["id"]})
    file = {"file_name": "torn.wav", "bytes": 1000}
    track = api.call("POST", f"/api/v1/releases/{release['id']}/tracks", file)
    api.send_file(track["upload"], b"?" * 1000)
    path = f"/api/v1/uploads/{track['upload']['id']}"
    wait_for(lambda: api.call("GET", path)["state"] == "failed", timeout_s=60, what="the verdict")


def sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name=f"Account of {username}")).to_be_visible()


def collect_complaints(page: Page) -> list[str]:
    """Errors in the console, and answers of 500 and more."""
    complaints: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        # A 401 is how allauth says "verify your address first"; the browser logs every 4xx it fetches.
        if message.type == "error" and "401" not in message.text:
            complaints.append(message.text)

    def note_response(response: Response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.status} {response.url}")

    page.on("console", note_console)
    page.on("response", note_response)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def sign_up(page: Page, segue: RunningSegue) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("E-mail").fill("odile@example.org")
    page.get_by_label("Username").fill("odile")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("e-mail")
    page.goto(segue.link("/verify-email/"))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("button", name="Account of odile")).to_be_visible()


def make_artist(page: Page) -> None:
    page.get_by_role("link", name="Artist studio").first.click()
    page.get_by_label("Artist name").fill("Marram")
    page.get_by_role("button", name="Continue").click()


def upload_and_watch(page: Page, song: Path) -> None:
    page.get_by_role("link", name=re.compile("new release|upload", re.I)).first.click()
    page.get_by_label("Choose audio files").set_input_files(song)
    steps = page.get_by_role("list", name="Steps")
    running = steps.get_by_text("Checking it and making the first version: running")
    expect(running).to_be_attached(timeout=60_000)
    expect(page.get_by_role("link", name="View the release")).to_be_visible(timeout=60_000)
    expect(page.get_by_label("Release title")).to_have_value("Slack Water")


def open_release(page: Page) -> str:
    """Its address."""
    page.get_by_role("link", name="View the release").click()
    expect(page.get_by_role("heading", level=1, name="Slack Water")).to_be_visible()
    expect(page.get_by_text("Low Tide").first).to_be_visible()
    return page.url


def hear(page: Page) -> None:
    page.get_by_role("button", name="Play", exact=True).first.click()
    wait_until(page, f"{AUDIO}.currentTime > 1.5")
    assert "Low Tide" in page.title()
    page.locator("body").press("Space")
    wait_until(page, f"{AUDIO}.paused")
    seek = page.get_by_role("slider", name=re.compile("seek|position", re.I)).last
    seek.focus()
    seek.press("End")
    wait_until(page, f"{AUDIO}.currentTime > 50")
    seek.press("Home")
    wait_until(page, f"{AUDIO}.currentTime < 5")


def wait_until(page: Page, condition: str) -> None:
    """Asked from outside: the page's own policy forbids evaluating text inside it."""
    wait_for(lambda: page.evaluate(condition), timeout_s=20, what=condition)


def another_browser_hears_it_too_until_it_is_withdrawn(
    page: Page, segue: RunningSegue, browser: Browser, release_url: str
) -> None:
    path = release_url.removeprefix(segue.origin).replace("/release/", "/api/v1/releases/")
    stranger = Api(segue.origin)
    track = stranger.call("GET", path)["tracks"][0]["id"]
    stream = stranger.call("GET", f"/api/v1/tracks/{track}/stream")
    media = stream["renditions"][0]["url"]
    assert stranger.status("GET", media) == 200
    assert Api(segue.origin).status("GET", media) == 403

    page.go_back()
    page.get_by_role("button", name="Unpublish").click()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    assert stranger.status("GET", path) == 404
    assert stranger.status("GET", f"/api/v1/tracks/{track}/stream") == 404
    assert stranger.status("GET", f"/api/v1/tracks/{track}/stream/master.m3u8") == 404
    assert stranger.call("GET", "/api/v1/releases")["items"] == []
    wait_for(
        lambda: stranger.status("GET", media) == 403, timeout_s=60, what="the end of a handed-out address"
    )
