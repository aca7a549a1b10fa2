"""A release in the studio, in a real browser: ordered, edited together, shared, undone, and out at its moment."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running import Api, RunningSegue
from tests.journeys.test_first_song import (
    AUDIO,
    PASSWORD,
    browser,
    collect_complaints,
    sign_in,
    wait_until,
)

__all__ = ["browser"]
AHEAD = timedelta(seconds=25)
"""Long enough to look at what nobody sees yet."""


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Ten seconds each, named by their files alone, in a folder that a folder's choice would bring."""
    folder = tmp_path_factory.mktemp("Slack Water")
    for number, title in enumerate(("Slack", "Ebb"), start=1):
        tone = f"aevalsrc=0.2*sin({300 + 60 * number}*PI*t)*sin(PI*t/3):s=44100:d=10"
        target = folder / f"0{number} {title}.flac"
        tags = ["-metadata", f"title={title}"]
        command = [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            tone,
            *tags,
            str(target),
        ]
        subprocess.run(command, check=True)
    shutil.copy(folder / "01 Slack.flac", folder / "notes.txt")
    return sorted(folder.iterdir())


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_a_release_goes_from_files_to_its_moment(
    segue: RunningSegue,
    songs: list[Path],
    browser: Browser,
) -> None:
    account = ("--email", "odile@example.org", "--username", "odile", "--password-stdin")
    segue.command("user", "create", *account, stdin=PASSWORD)
    page = new_page(segue, browser)
    complaints = collect_complaints(page)
    sign_in(page, "odile")
    release_id = make_draft(segue)

    page.goto(f"/studio/releases/{release_id}")
    upload(page, songs)
    order_by_key(page)
    edit_together(page)
    undo_the_order(page, release_id)
    guest_hears_it(page, segue, browser)
    goes_out_at_its_moment(page, segue, browser)
    assert complaints == []


def new_page(segue: RunningSegue, browser: Browser) -> Page:
    page = browser.new_context(base_url=segue.origin, timezone_id="UTC", locale="en-GB").new_page()
    page.set_default_timeout(20_000)
    return page


def make_draft(segue: RunningSegue) -> str:
    """Its id. It stays a draft when its tracks are ready."""
    api = Api(segue.origin)
    api.sign_in("odile", PASSWORD)
    artist = api.call("POST", "/api/v1/artists", {"name": "Marram"})
    body = {"artist_id": artist["id"], "title": "Slack Water", "publish_when_ready": False}
    return str(api.call("POST", "/api/v1/releases", body)["id"])


def titles(page: Page) -> list[str]:
    rows = page.get_by_role("listitem").filter(has=page.get_by_role("checkbox", name=re.compile("^Select ")))
    return [str(row.get_attribute("aria-label")) for row in rows.all()]


def upload(page: Page, songs: list[Path]) -> None:
    page.get_by_label("Add more files").set_input_files(songs)
    expect(page.get_by_text("notes.txt")).to_be_visible()
    expect(page.get_by_role("link", name="Details of Ebb")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_enabled(timeout=60_000)
    assert titles(page) == ["Slack", "Ebb"]


def order_by_key(page: Page) -> None:
    page.get_by_role("button", name="Move Slack").press("Alt+ArrowDown")
    expect(page.get_by_text("Moved to 2 of 2")).to_be_attached()
    assert titles(page) == ["Ebb", "Slack"]


def edit_together(page: Page) -> None:
    page.get_by_label("Select all tracks").check()
    page.get_by_role("button", name="Edit together").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Explicit mark").select_option("clean")
    dialog.get_by_role("button", name=re.compile("^(Save|Change)")).click()
    expect(dialog).to_have_count(0)


def undo_the_order(page: Page, release_id: str) -> None:
    page.get_by_role("link", name="History").click()
    acts = page.get_by_role("listitem").filter(has_text="Order of tracks")
    acts.first.get_by_role("button", name=re.compile("Undo")).click()
    expect(acts.first).to_contain_text("took back an earlier change")
    page.get_by_role("link", name="Tracks").click()
    expect(page.get_by_role("button", name="Move Slack")).to_be_visible()
    assert titles(page) == ["Slack", "Ebb"]


def guest_hears_it(page: Page, segue: RunningSegue, browser: Browser) -> None:
    page.get_by_role("link", name="Sharing").click()
    page.get_by_role("button", name="Make a link…").click()
    page.get_by_label("How many browsers may open it").fill("1")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("dialog").locator("code").inner_text()
    page.get_by_role("dialog").get_by_role("button", name="I have copied it").click()

    guest = new_page(segue, browser)
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1, name="Slack Water")).to_be_visible()
    assert "#" not in guest.url
    guest.get_by_role("button", name="Play", exact=True).first.click()
    wait_until(guest, f"{AUDIO}.currentTime > 1")
    late = new_page(segue, browser)
    late.goto(link)
    expect(late.get_by_text("This link has ended").first).to_be_visible()


def goes_out_at_its_moment(page: Page, segue: RunningSegue, browser: Browser) -> None:
    page.get_by_role("button", name="Schedule…").click()
    moment = datetime.now(UTC) + AHEAD
    page.get_by_label("Day").fill(moment.strftime("%Y-%m-%d"))
    page.get_by_label("Time").fill(moment.strftime("%H:%M:%S"))
    page.get_by_role("button", name="Set the date").click()
    expect(page.get_by_text(re.compile("^Scheduled for")).first).to_be_visible()

    visitor = new_page(segue, browser)
    visitor.goto("/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    if datetime.now(UTC) < moment:
        expect(visitor.get_by_role("link", name="Slack Water")).to_have_count(0)
    expect(page.get_by_role("link", name="View the release")).to_be_visible(timeout=60_000)
    assert datetime.now(UTC) >= moment.replace(microsecond=0)
    visitor.reload()
    visitor.get_by_role("link", name="Slack Water").first.click()
    expect(visitor.get_by_role("heading", level=1, name="Slack Water")).to_be_visible()
