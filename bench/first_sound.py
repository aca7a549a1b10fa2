"""Measures how soon a 4-minute FLAC that is uploaded through the page can be heard: `make bench-first-sound`."""

import os
import platform
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from playwright.sync_api import Page, expect, sync_playwright

from segue.runtime.network import private_port
from tests.journeys.running import RunningSegue
from tests.journeys.test_first_song import AUDIO, FLAGS, make_artist, sign_up, wait_until

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "first-sound.md"
RUNS = 3
SECONDS_LONG = 240
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
# Tones that move, over a bed of pink noise: compresses about as well as recorded music (some 900 kb/s).
SOUND = (
    "aevalsrc=0.2*sin(440*PI*t)*sin(PI*t/3)|0.2*sin(330*PI*t)*cos(PI*t/5):s=44100[a];"
    "anoisesrc=color=pink:amplitude=0.2:r=44100:seed=7,aformat=channel_layouts=stereo[b];[a][b]amix=2"
)


@dataclass(frozen=True)
class Run:
    """Seconds from choosing the file: until it is public, and until sound plays; and ffmpeg's own for the ladder."""

    playable_s: float
    sound_s: float
    ffmpeg_s: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="segue-bench-") as folder:
        song = make_song(Path(folder) / "song.flac")
        segue = RunningSegue(Path(folder) / "data", private_port())
        try:
            segue.start()
            runs = measure(segue, song)
        finally:
            segue.destroy()
        report(runs, song.stat().st_size)


def make_song(path: Path) -> Path:
    command = [FFMPEG, "-v", "error", "-filter_complex", SOUND, "-t", str(SECONDS_LONG), "-sample_fmt", "s16"]
    subprocess.run([*command, str(path)], check=True)
    return path


def measure(segue: RunningSegue, song: Path) -> list[Run]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_context(base_url=segue.origin).new_page()
        sign_up(page, segue)
        make_artist(page)
        return [measure_once(page, song) for _ in range(RUNS)]


def measure_once(page: Page, song: Path) -> Run:
    ffmpeg_s = time_ladder(song)
    page.get_by_role("link", name=re.compile("new release|upload", re.IGNORECASE)).first.click()
    began = time.monotonic()
    page.get_by_label("Choose audio files").set_input_files(song)
    link = page.get_by_role("link", name="View the release")
    expect(link).to_be_visible(timeout=120_000)
    playable_s = time.monotonic() - began
    link.click()
    page.get_by_role("main").get_by_role("button", name="Play", exact=True).first.click()
    wait_until(page, f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    return Run(playable_s, time.monotonic() - began, ffmpeg_s)


def time_ladder(song: Path) -> float:
    """The same three rungs by plain ffmpeg, nothing verified: what nobody can beat."""
    began = time.monotonic()
    rungs = [("aac", "160k"), ("libopus", "96k"), ("flac", "0")]
    outputs = [word for codec, rate in rungs for word in ("-c:a", codec, "-b:a", rate, "-f", "null", "-")]
    subprocess.run([FFMPEG, "-v", "error", "-i", str(song), *outputs], check=True)
    return time.monotonic() - began


def report(runs: list[Run], size_bytes: int) -> None:
    playable_s = statistics.median(run.playable_s for run in runs)
    sound_s = statistics.median(run.sound_s for run in runs)
    ffmpeg_s = statistics.median(run.ffmpeg_s for run in runs)
    rows = "\n".join(f"| {run.playable_s:.1f} | {run.sound_s:.1f} | {run.ffmpeg_s:.1f} |" for run in runs)
    last = f"first-sound playable_s={playable_s:.1f} sound_s={sound_s:.1f} ratio={playable_s / ffmpeg_s:.1f}"
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        f"# From choosing a file to hearing it\n\n"
        f"A {SECONDS_LONG}-second FLAC ({size_bytes / 1e6:.0f} MB) chosen on the upload page, {RUNS} times: "
        f"seconds until the release is public and until sound plays. Reference: ffmpeg encoding the same three rungs "
        f"once, without verification.\n\n"
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} at the end.\n\n"
        f"| playable | sound | ffmpeg alone |\n| ---: | ---: | ---: |\n{rows}\n\n`{last}`\n"
    )
    print(last)  # noqa: T201


if __name__ == "__main__":
    main()
