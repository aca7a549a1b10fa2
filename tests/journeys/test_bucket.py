"""A Segue on an S3 bucket, in a real browser: sent straight there, played from there, and moved away as it plays."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import imageio_ffmpeg
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY, S3Server
from segue.runtime.network import private_port
from tests.journeys.running import RunningSegue
from tests.journeys.test_first_song import (  # noqa: F401 (a fixture)
    AUDIO,
    browser,
    collect_complaints,
    make_artist,
    sign_up,
    wait_until,
)

PARTS = 2
UNHEARD_S = 65
"""Further than the player fetches ahead."""
LISTEN = f"""
window.breaks = [];
for (const name of ['waiting', 'pause', 'emptied', 'error'])
  {AUDIO}.addEventListener(name, () => window.breaks.push(name));
"""


@pytest.fixture(scope="module")
def segue(s3_server: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSegue]:
    settings = {
        "STORAGE_URL": s3_server.url(prefix="journey"),
        "SEGUE_S3_ACCESS_KEY": ACCESS_KEY,
        "SEGUE_S3_SECRET_KEY": SECRET_KEY,
    }
    running = RunningSegue(tmp_path_factory.mktemp("segue") / "data", private_port(), settings)
    try:
        running.start()
        yield running
    finally:
        running.destroy()


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """More than a minute that FLAC can't make small, so that it takes several parts, with a red cover."""
    path = tmp_path / "surf.flac"
    sources = ("anoisesrc=d=70:r=48000:a=0.2:seed=11", "color=red:s=600x600:r=1:d=1")
    inputs = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    cover = ["-c:v", "png", "-disposition:v", "attached_pic"]
    sound = ["-ac", "2", "-c:a", "flac", "-sample_fmt", "s32"]
    tags = ["-metadata", "title=Surf", "-metadata", "album=Shingle"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *inputs, *sound, *cover, *tags, str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.mark.journey
@pytest.mark.timeout(600)
def test_a_bucket_takes_and_plays_a_song_until_it_moves_away_under_it(
    segue: RunningSegue,
    s3_server: S3Server,
    noise: Path,
    tmp_path: Path,
    browser: Browser,  # noqa: F811
) -> None:
    page = browser.new_context(base_url=segue.origin).new_page()
    page.set_default_timeout(20_000)
    complaints, seen = collect_complaints(page), collect_from(page, s3_server.endpoint)
    segue.command("media", "prepare-bucket")

    sign_up(page, segue)
    make_artist(page)
    send(page, noise)
    puts = [urlsplit(response.url).path for response in seen if response.request.method == "PUT"]
    assert (len(puts), {response.status for response in seen}) == (PARTS, {200})
    assert {Path(path).parent.name for path in puts} == {"incoming"}

    expect(page.get_by_role("link", name="View the release")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="View the release").click()
    cover_shows(page)
    page.get_by_role("button", name="Play", exact=True).first.click()
    wait_until(page, f"{AUDIO}.currentTime > 1.5")
    kinds = {
        response.headers.get("content-type", "") for response in seen if response.request.method == "GET"
    }
    assert "audio/mp4" in kinds
    assert kinds & {"image/avif", "image/webp", "image/jpeg"}
    assert complaints == []

    begin_to_move(segue, tmp_path / "here")
    page.reload()
    page.get_by_role("button", name="Play", exact=True).first.click()
    wait_until(page, f"{AUDIO}.currentTime > 0.5 && {AUDIO}.buffered.end(0) > 20")
    page.evaluate(LISTEN)
    told = segue.command("media", "move", "--delete-old").splitlines()
    assert told[-1] == "Remove STORAGE_OLD_URL from Segue's settings and restart it."
    at_s = page.evaluate(f"{AUDIO}.currentTime")
    wait_until(page, f"{AUDIO}.currentTime > {at_s + 1}")
    assert page.evaluate("window.breaks") == []
    seen.clear()
    page.evaluate(f"{AUDIO}.currentTime = {UNHEARD_S}")
    wait_until(page, f"{AUDIO}.currentTime > {UNHEARD_S + 0.5}")
    assert seen == []


def collect_from(page: Page, origin: str) -> list[Response]:
    """What the bucket answers to the page, but for questions about CORS."""
    seen: list[Response] = []

    def note(response: Response) -> None:
        if response.url.startswith(origin) and response.request.method != "OPTIONS":
            seen.append(response)

    page.on("response", note)
    return seen


def send(page: Page, song: Path) -> None:
    """Until it is all there; nothing of it goes through Segue."""
    sent_here: list[str] = []
    page.on("request", lambda request: sent_here.append(request.url) if request.method == "PATCH" else None)
    page.get_by_role("link", name=re.compile("new release|upload", re.IGNORECASE)).first.click()
    page.get_by_label("Choose audio files").set_input_files(song)
    expect(page.get_by_role("list", name="Steps")).to_be_visible()
    assert [url for url in sent_here if "/uploads/" in url] == []


def cover_shows(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name="Shingle")).to_be_visible()
    wait_until(page, "[...document.querySelectorAll('main .sleeve img')].some((i) => i.naturalWidth > 0)")


def begin_to_move(segue: RunningSegue, folder: Path) -> None:
    """From the bucket into a folder: both are known from this start on."""
    segue.settings["STORAGE_OLD_URL"] = segue.settings["STORAGE_URL"]
    segue.settings["STORAGE_URL"] = folder.as_uri()
    segue.stop()
    segue.start()
