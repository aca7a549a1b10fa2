"""Measures what the audio pipeline costs beside ffmpeg's encoders alone, and how soon an upload sounds.

`make bench-pipeline`.
"""

import os
import platform
import resource
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

from segue.media import processing
from segue.media.processing import rungs
from segue.media.processing.ffmpeg import AUDIO_ONLY, ffmpeg_path
from segue.media.types import DEFAULT_LADDER, Prepared, Probe, RenditionFile
from segue.runtime.network import private_port
from tests.journeys.running import Api, RunningSegue, wait_for

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "pipeline.md"
MUSIC = ROOT.parent / "shared" / "data" / "C_music"
SONGS = ("singularity-music/Through Space.ogg", "wizznic-data/Sean Hawk - 7 Nights.ogg")
SECONDS_LONG = 240
ROUNDS = 3
UPLOADS = 3
PASSWORD = "three quiet harbours"  # noqa: S105 - of a person who lives for a minute
FIRST, LATER = DEFAULT_LADDER[:2], DEFAULT_LADDER[2:]
# Without the music: tones that move, over a bed of pink noise.
SOUND = (
    "aevalsrc=0.2*sin(440*PI*t)*sin(PI*t/3)|0.2*sin(330*PI*t)*cos(PI*t/5):s=44100[a];"
    "anoisesrc=color=pink:amplitude=0.2:r=44100:seed=7,aformat=channel_layouts=stereo[b];[a][b]amix=2"
)
FLAC_24 = ("-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-frame_size", "4096")


@dataclass(frozen=True)
class Cost:
    """CPU seconds per minute of audio: ffmpeg's encoders alone, and ours."""

    floor: float
    probe: float
    stage_a: float
    stage_b: float

    @property
    def overhead(self) -> float:
        return (self.probe + self.stage_a + self.stage_b) / self.floor


@dataclass(frozen=True)
class Delay:
    """Seconds from the first byte sent: until the stream's first fragment has come, until all rungs are there."""

    first_sound_s: float
    all_rungs_s: float


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="segue-bench-") as folder:
        songs = make_songs(Path(folder))
        measure_cost(songs[0], Path(folder))  # reads all programs into memory
        costs = [measure_cost(song, Path(folder)) for _ in range(ROUNDS) for song in songs]
        delays = measure_delays(songs[0], Path(folder))
    report(costs, delays)


def make_songs(folder: Path) -> list[Path]:
    """24-bit FLAC files of at most SECONDS_LONG."""
    sources = [MUSIC / name for name in SONGS if (MUSIC / name).exists()]
    if not sources:
        return [_encode(["-filter_complex", SOUND], folder / "song-0.flac")]
    return [
        _encode(["-i", str(source)], folder / f"song-{number}.flac") for number, source in enumerate(sources)
    ]


def _encode(source: list[str], path: Path) -> Path:
    """By way of WAV: its frames have one size, as those of recorded music have."""
    wav = path.with_suffix(".wav")
    quietly = [ffmpeg_path(), "-v", "error", "-y"]
    pcm = ["-t", str(SECONDS_LONG), "-ar", "44100", "-c:a", "pcm_s24le", str(wav)]
    subprocess.run([*quietly, *source, *pcm], check=True)
    subprocess.run([*quietly, "-i", str(wav), *FLAC_24, str(path)], check=True)
    wav.unlink()
    return path


def measure_cost(song: Path, folder: Path) -> Cost:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        began_s = cpu_s()
        probe = processing.probe(song, _made(work / "probe"))
        probed_s = cpu_s()
        prepared = processing.prepare(song, probe, FIRST, _made(work / "a"))
        prepared_s = cpu_s()
        later = processing.encode(song, probe, prepared.facts, LATER, _made(work / "b"))
        encoded_s = cpu_s()
        floor_s = encoders_alone_s(song, probe, _made(work / "floor"))
    minutes = prepared.facts.duration_ms / 60_000
    check(prepared, later)
    return Cost(
        floor_s / minutes,
        (probed_s - began_s) / minutes,
        (prepared_s - probed_s) / minutes,
        (encoded_s - prepared_s) / minutes,
    )


def encoders_alone_s(song: Path, probe: Probe, folder: Path) -> float:
    """CPU seconds of one ffmpeg that makes the same rungs with the same options, and does nothing else."""
    outputs = []
    for rung in DEFAULT_LADDER:
        encoder = ["-c:a", "copy"] if rung.codec == "flac" else rungs.encoder_options(rung, probe)
        outputs += [*AUDIO_ONLY, *encoder, *rungs.container_options(probe), f"{rung.name}.mp4"]
    before_s = cpu_s()
    command = [ffmpeg_path(), "-nostdin", "-nostats", "-v", "error", "-i", str(song), *outputs]
    subprocess.run(command, cwd=folder, check=True)
    return cpu_s() - before_s


def check(prepared: Prepared, later: list[RenditionFile]) -> None:
    """That the work was done which is being measured."""
    names = [rung.name for rung in (*prepared.renditions, *later)]
    if names != [rung.name for rung in DEFAULT_LADDER] or not prepared.renditions[0].is_lossless:
        raise AssertionError(names)


def cpu_s() -> float:
    """Of this process and all children that have ended."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def measure_delays(song: Path, folder: Path) -> list[Delay]:
    segue = RunningSegue(folder / "data", private_port())
    try:
        segue.start()
        person = ("--email", "ines@example.org", "--username", "ines")
        segue.command("user", "create", *person, "--password-stdin", stdin=PASSWORD)
        api = Api(segue.origin)
        api.sign_in("ines", PASSWORD)
        artist = api.call("POST", "/api/v1/artists", {"name": "Marram"})["id"]
        return [measure_delay(api, artist, song) for _ in range(UPLOADS)]
    finally:
        segue.destroy()


def measure_delay(api: Api, artist: str, song: Path) -> Delay:
    release = api.call("POST", "/api/v1/releases", {"artist_id": artist})["id"]
    content = song.read_bytes()
    announced = {"file_name": song.name, "bytes": len(content)}
    track = api.call("POST", f"/api/v1/releases/{release}/tracks", announced)
    began = time.monotonic()
    api.send_file(track["upload"], content)
    rendition = wait_for(lambda: rendition_list(api, track["id"]), timeout_s=120, what="the first rung")[-1]
    hear(api, rendition)
    first_sound_s = time.monotonic() - began
    wait_for(
        lambda: len(rendition_list(api, track["id"])) == len(DEFAULT_LADDER), timeout_s=240, what="all rungs"
    )
    return Delay(first_sound_s, time.monotonic() - began)


def rendition_list(api: Api, track_id: str) -> list[dict[str, Any]]:
    """None as long as the track can't be played."""
    try:
        return list(api.call("GET", f"/api/v1/tracks/{track_id}/stream")["renditions"])
    except HTTPError as error:
        if error.code in (404, 409):
            return []
        raise


def hear(api: Api, rendition: dict[str, Any]) -> None:
    """Fetch what a player needs for the first seconds."""
    at, size, _ = rendition["ranges"][0]
    headers = {"Range": f"bytes={at}-{at + size - 1}"}
    address = str(rendition["url"])
    address = address if address.startswith("http") else api.origin + address
    request = Request(address, headers=headers)  # noqa: S310 - our own server's
    with api.opener.open(request, timeout=30) as response:
        if len(response.read()) != size:
            raise AssertionError("an incomplete fragment")


def report(costs: list[Cost], delays: list[Delay]) -> None:
    overhead = statistics.median(cost.overhead for cost in costs)
    stage_a = statistics.median(cost.stage_a for cost in costs)
    first_sound_s = statistics.median(delay.first_sound_s for delay in delays)
    all_rungs_s = statistics.median(delay.all_rungs_s for delay in delays)
    cost_rows = "\n".join(
        f"| {cost.floor:.2f} | {cost.probe:.3f} | {cost.stage_a:.2f} | {cost.stage_b:.2f} | {cost.overhead:.3f} |"
        for cost in costs
    )
    delay_rows = "\n".join(f"| {delay.first_sound_s:.1f} | {delay.all_rungs_s:.1f} |" for delay in delays)
    last = (
        f"pipeline overhead={overhead:.3f} stage_a_cpu_s_per_min={stage_a:.2f} "
        f"first_sound_s={first_sound_s:.1f} all_rungs_s={all_rungs_s:.1f}"
    )
    table = (
        "| encoders alone | probe | stage A | stage B | overhead |\n| ---: | ---: | ---: | ---: | ---: |\n"
        f"{cost_rows}\n\n"
        f"| first sound, s | all rungs, s |\n| ---: | ---: |\n{delay_rows}\n\n"
    )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        "# What the audio pipeline costs\n\n"
        f"CPU seconds per minute of audio, of 24-bit FLAC files of at most {SECONDS_LONG} s. Encoders alone: one "
        f"ffmpeg that makes the same ladder ({', '.join(rung.name for rung in DEFAULT_LADDER)}) and nothing else, in "
        "turns with ours. Stage A: FLAC, Opus 96, loudness, true peak, fingerprint, waveform; stage B: the other "
        "rungs; both with the verification of every rung. Then, through a running Segue: seconds from sending the "
        "first file until its first fragment has come, and until all rungs are there.\n\n"
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} at the end.\n\n"
        f"{table}`{last}`\n"
    )
    print(table + last)  # noqa: T201


if __name__ == "__main__":
    main()
