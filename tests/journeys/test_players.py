"""Every rendition in real players: hls.js and Chromium's own element, ffmpeg's HLS and DASH; sought in and switched."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from segue.media.tests.factories import FFMPEG, RATE_HZ, flac_file, press
from segue.media.types import RenditionFile
from tests.journeys.rendition_server import serving
from tests.journeys.running import wait_for
from tests.journeys.test_first_song import AUDIO, FLAGS

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
FRAME_COUNT = 30 * RATE_HZ + 123
SOUGHT_S = 17.3
OPUS_TAIL = 960
"""As one file, the last Opus packet (20 ms at 48 kHz) may be heard to its end; playlists cut it."""
LISTEN = """
(address) => {
  window.problems = []; window.levels = [];
  const hls = window.hls = new Hls({maxBufferSize: 8e6, enableWorker: false});
  hls.on(Hls.Events.ERROR, (_, data) => data.fatal && window.problems.push(data.details));
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, data) => window.levels.push(data.level));
  hls.attachMedia(document.getElementById('segue-audio'));
  hls.loadSource(address);
}
"""
COUNT_SAMPLES = """
async ([address, rate]) => {
  const content = await (await fetch(address)).arrayBuffer();
  return (await new OfflineAudioContext(2, 1, rate).decodeAudioData(content)).length;
}
"""


@dataclass(frozen=True)
class Song:
    origin: str
    renditions: list[RenditionFile]


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Song]:
    folder = tmp_path_factory.mktemp("players")
    renditions = press(flac_file(folder / "a.flac", frame_count=FRAME_COUNT), folder / "work")
    with serving(renditions) as origin:
        yield Song(origin, renditions)


@pytest.fixture(scope="module")
def page(song: Song) -> Iterator[Page]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium: install it, or name its program in CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page()
        page.goto(song.origin)
        yield page
        browser.close()


def wait_until(page: Page, condition: str) -> None:
    def is_so() -> Any:
        problems = page.evaluate(
            "[...(window.problems || []), document.getElementById('segue-audio').error?.message]"
        )
        assert [problem for problem in problems if problem] == []
        return page.evaluate(condition)

    wait_for(is_so, timeout_s=30, what=condition)


def play_and_seek(page: Page, duration_s: float) -> None:
    page.evaluate(f"{AUDIO}.play()")
    wait_until(page, f"{AUDIO}.currentTime > 0.4")
    page.evaluate(f"{AUDIO}.currentTime = {SOUGHT_S}")
    wait_until(page, f"!{AUDIO}.seeking && {AUDIO}.currentTime > {SOUGHT_S + 0.4}")
    page.evaluate(f"{AUDIO}.currentTime = {duration_s - 0.6}")
    wait_until(page, f"{AUDIO}.ended")
    assert page.evaluate(f"{AUDIO}.duration") == pytest.approx(duration_s, abs=0.03)
    page.evaluate(f"{AUDIO}.pause()")


def test_hls_js_plays_every_rung_to_its_end(song: Song, page: Page) -> None:
    for rendition in song.renditions:
        page.evaluate(LISTEN, f"{song.origin}/{rendition.name}.m3u8")
        play_and_seek(page, FRAME_COUNT / RATE_HZ)
        page.evaluate("hls.destroy()")


def test_hls_js_switches_between_rungs_while_it_plays(song: Song, page: Page) -> None:
    page.evaluate(LISTEN, f"{song.origin}/master.m3u8")
    wait_until(page, "hls.levels.length > 0")
    count = page.evaluate("hls.levels.length")
    lossy = [rendition for rendition in song.renditions if not rendition.is_lossless]
    shown = {name for names in page.evaluate("hls.levels.map(level => level.url)") for name in names}
    assert shown <= {f"{song.origin}/{rendition.name}.m3u8" for rendition in lossy}
    page.evaluate(f"{AUDIO}.play()")
    for level in [*range(count), 0]:
        page.evaluate(f"hls.currentLevel = {level}")
        wait_until(page, f"levels.at(-1) === {level}")
        before = page.evaluate(f"{AUDIO}.currentTime")
        wait_until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > {before + 0.3}")
    page.evaluate("hls.destroy()")


def test_the_browsers_own_element_plays_every_rung(song: Song, page: Page) -> None:
    for rendition in song.renditions:
        page.evaluate(f"{AUDIO}.src = '{song.origin}/{rendition.name}.m4a'")
        play_and_seek(page, FRAME_COUNT / RATE_HZ)
    page.evaluate(f"{AUDIO}.removeAttribute('src')")


def test_browsers_can_say_whether_they_play_a_rung_before_they_fetch_it(song: Song, page: Page) -> None:
    for rendition in song.renditions:
        mime = json.dumps(f'audio/mp4; codecs="{rendition.codec}"')
        assert page.evaluate(f"MediaSource.isTypeSupported({mime})") is True
        assert page.evaluate(f"{AUDIO}.canPlayType({mime})") == "probably"


def test_the_browser_decodes_every_sample_and_no_more(song: Song, page: Page) -> None:
    for rendition in song.renditions:
        index = rendition.index
        count = page.evaluate(COUNT_SAMPLES, [f"{song.origin}/{rendition.name}.m4a", index.timescale])
        if rendition.codec == "opus":
            assert index.sample_count <= count <= index.sample_count + OPUS_TAIL
        else:
            assert (rendition.name, count) == (rendition.name, FRAME_COUNT)


@pytest.mark.parametrize("kind", ["m3u8", "m4a", "mpd"])
def test_ffmpeg_plays_every_rung_from_its_start_and_from_a_place_in_it(kind: str, song: Song) -> None:
    for rendition in song.renditions:
        rate_hz, count = rendition.index.timescale, rendition.index.sample_count
        address, stream = f"{song.origin}/{rendition.name}.{kind}", 0
        if kind == "mpd":
            address, stream = dash(song, rendition)
        frames = [decoded_frames(address, stream, rate_hz, from_s) for from_s in (0.0, SOUGHT_S)]
        exact = [count, count - round(SOUGHT_S * rate_hz)]
        # Playlists have no end of a sample: ffmpeg hears the rest of the last frame, and its own seek is by frames.
        slack = 0 if rendition.is_lossless else 2048
        assert 0 <= frames[0] - exact[0] <= slack, rendition.name
        assert abs(frames[1] - exact[1]) <= 8192, rendition.name


def dash(song: Song, rendition: RenditionFile) -> tuple[str, int]:
    """The manifest that has it, and its place there: by codec, then best first."""
    same = [one for one in song.renditions if one.is_lossless == rendition.is_lossless]
    order = sorted(same, key=lambda one: one.codec)
    page = "lossless" if rendition.is_lossless else "manifest"
    return f"{song.origin}/{page}.mpd", [one.name for one in order].index(rendition.name)


def decoded_frames(address: str, stream: int, rate_hz: int, from_s: float) -> int:
    command = [
        *(FFMPEG, "-nostdin", "-v", "error", *(["-ss", str(from_s)] if from_s else [])),
        *("-i", address, "-map", f"0:a:{stream}"),
        *("-ar", str(rate_hz), "-f", "s16le", "-c:a", "pcm_s16le", "-"),
    ]
    done = subprocess.run(command, check=False, capture_output=True)
    assert (done.returncode, len(done.stdout) > 0) == (0, True), done.stderr
    return len(done.stdout) // 4
