"""An upload in a real browser is paused, loses its server and then its tab, and goes on each time where it stood."""

import hashlib
import random
import re
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.running import RunningSegue, wait_for
from tests.journeys.test_first_song import browser, make_artist, sign_up  # noqa: F401 (a fixture)

SIZE_BYTES = 24 * 1024 * 1024
UPLOAD_BYTES_PER_S = 3 * 512 * 1024
ARRIVED = re.compile(r"(\d+)% of “noise.wav” arrived")


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    path = tmp_path / "noise.wav"
    path.write_bytes(random.Random(11).randbytes(SIZE_BYTES))
    return path


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_an_upload_survives_a_pause_a_killed_server_and_a_closed_tab(
    segue: RunningSegue,
    noise: Path,
    browser: Browser,  # noqa: F811
) -> None:
    page = browser.new_context(base_url=segue.origin).new_page()
    page.set_default_timeout(20_000)
    sign_up(page, segue)
    make_artist(page)
    slow_down(page)
    page.get_by_role("link", name=re.compile("new release|upload", re.IGNORECASE)).first.click()
    page.get_by_label("Choose audio files").set_input_files(noise)

    wait_until_sent(page, 15)
    page.get_by_role("button", name="Pause noise.wav").press("Enter")
    expect(page.get_by_text("Paused")).to_be_visible()
    page.get_by_role("button", name="Resume noise.wav").press("Enter")

    wait_until_sent(page, 40)
    for server in segue.processes("granian"):
        server.kill()
    wait_until_sent(page, 60)

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    arrived = page.get_by_text(ARRIVED)
    expect(arrived).to_be_visible()
    found = ARRIVED.search(arrived.inner_text())
    assert found is not None
    assert int(found[1]) >= 40
    offsets = collect_offsets(page)
    page.get_by_label("Choose the file").set_input_files(noise)
    # Asking the page something lets Playwright tell of its requests.
    wait_for(lambda: page.title() and stored_sha256(segue), timeout_s=60, what="the whole file")
    assert stored_sha256(segue) == hashlib.sha256(noise.read_bytes()).hexdigest()
    assert min(offsets) >= int(found[1]) * SIZE_BYTES // 100


def slow_down(page: Page) -> None:
    """To the speed of a home's line, so that there is time to break it."""
    page.context.new_cdp_session(page).send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 5,
            "downloadThroughput": -1,
            "uploadThroughput": UPLOAD_BYTES_PER_S,
        },
    )


def collect_offsets(page: Page) -> list[int]:
    """From which byte on the page sends."""
    offsets: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return offsets


def sent_percent(page: Page) -> int:
    """What the page's progress bar shows."""
    return int(page.get_by_role("progressbar", name="Upload of noise.wav").get_attribute("value") or 0)


def wait_until_sent(page: Page, percent: int) -> None:
    wait_for(lambda: sent_percent(page) >= percent, timeout_s=60, what=f"{percent}% of the upload")


def stored_sha256(segue: RunningSegue) -> str:
    with psycopg.connect(segue.database_url()) as connection:
        row = connection.execute("SELECT sha256 FROM media_asset WHERE file_name = 'noise.wav'").fetchone()
    return str(row[0]) if row else ""
