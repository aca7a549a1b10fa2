"""Measures what a range of music costs through each way of serving it, and 500 listeners: `make bench-delivery`."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.first_sound import make_song
from segue.kernel.storage.store import key_of
from segue.runtime.network import private_port
from tests.delivery import fronts
from tests.journeys.running import Api, RunningSegue, clean_environment, sound_of, wait_for

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "delivery.md"
RANGE_BYTES = 300 * 1024
CONNECTIONS = 64
NAMES = ("raw nginx", "embedded", "behind nginx", "behind Caddy")
RAW_SERVER = """
server {{ listen 127.0.0.1:{port}; root {media}; sendfile on; access_log off; keepalive_requests 1000000;
    default_type audio/mp4; }}
"""


@dataclass(frozen=True)
class Scale:
    round_s: int
    rounds: int
    listeners: int
    seconds: float


FULL, SHORT = Scale(3, 7, 500, 60.0), Scale(1, 3, 50, 12.0)


@dataclass
class Way:
    """One way to the same bytes; `pids`: all processes that have a part in it."""

    port: int
    path: str
    pids: list[int]
    microseconds: list[float] = field(default_factory=list)

    def cpu_s(self) -> float:
        """To the nanosecond, where `stat` counts in steps of 10 ms (Linux, Documentation/scheduler/sched-stats)."""
        threads = [path for pid in self.pids for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        return sum(int(path.read_text().split()[0]) for path in threads) / 1e9


@dataclass(frozen=True)
class Song:
    """A rendition, its address for one visitor, and that visitor's cookie."""

    rendition: dict[str, Any]
    cookie: str


def main() -> None:
    scale = SHORT if "--short" in sys.argv else FULL
    with tempfile.TemporaryDirectory(prefix="segue-bench-") as place, ExitStack() as stack:
        folder = Path(place)
        segue = RunningSegue(folder / "data", private_port())
        stack.callback(segue.destroy)
        segue.start()
        track = publish_song(segue, folder)
        song = visit(segue, track, is_lossless=True)
        ways = stack.enter_context(serving(segue, song, folder))
        measure(ways, song, scale)
        heard = listen(segue, track, scale)
    report(ways, heard, scale)


def publish_song(segue: RunningSegue, folder: Path) -> str:
    """Id of its track, once it can be heard in all qualities."""
    (folder / "music").mkdir()
    make_song(folder / "music" / "song.flac")
    names = ("--email", "op@example.org", "--username", "op", "--operator", "--password-stdin")
    segue.command("user", "create", *names, stdin="three quiet harbours")
    segue.command("import", str(folder / "music"), "--ahead")
    api = Api(segue.origin)
    release = api.call("GET", "/api/v1/releases")["items"][0]
    track = str(api.call("GET", f"/api/v1/releases/{release['id']}")["tracks"][0]["id"])

    def has_rung() -> bool:
        rungs = sound_of(api, track) or []
        return any(rung["bitrate_kbps"] == 160 and not rung["is_lossless"] for rung in rungs)

    wait_for(has_rung, timeout_s=120, what="a rendition of 160 kb/s")
    return track


def visit(segue: RunningSegue, track: str, *, is_lossless: bool) -> Song:
    """As a browser that comes for the first time."""
    api = Api(segue.origin)
    rungs = api.call("GET", f"/api/v1/tracks/{track}/stream")["renditions"]
    fitting = [rung for rung in rungs if rung["is_lossless"] == is_lossless]
    rung = min(fitting, key=lambda one: is_lossless or abs(one["bitrate_kbps"] - 160))
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in api.cookies)
    return Song(rung, cookie)


@contextmanager
def serving(segue: RunningSegue, song: Song, folder: Path) -> Iterator[dict[str, Way]]:
    """The running Segue; a second web server of it with X-Accel-Redirect, behind nginx; Caddy; and nginx alone."""
    media, path = segue.folder / "media", song.rendition["url"]
    sha256 = path.rpartition("/")[2].partition(".")[0]
    accel_port, nginx_port, caddy_port, raw_port = (private_port() for _ in range(4))
    for name in ("nginx", "raw", "caddy"):
        (folder / name).mkdir()
    raw = RAW_SERVER.format(port=raw_port, media=media)
    embedded = [process.pid for process in segue.processes("granian")]
    with (
        fronts.granian(
            "segue.config.asgi:application", accel_port, with_accel(segue), folder / "app.log"
        ) as app,
        fronts.nginx(nginx_port, accel_port, folder / "nginx", media) as behind,
        fronts.nginx(private_port(), accel_port, folder / "raw", media, extra=raw) as alone,
        fronts.caddy(caddy_port, segue.port, folder / "caddy") as caddy,
    ):
        accel = [app, *(child.pid for child in psutil.Process(app).children(recursive=True))]
        yield {
            "raw nginx": Way(raw_port, f"/{key_of(sha256)}", [alone]),
            "embedded": Way(segue.port, path, embedded),
            "behind nginx": Way(nginx_port, path, [behind, *accel]),
            "behind Caddy": Way(caddy_port, path, [caddy, *embedded]),
        }


def with_accel(segue: RunningSegue) -> dict[str, str]:
    state = json.loads((segue.folder / "run" / "state.json").read_text())
    return clean_environment() | {
        "SEGUE_DATA": str(segue.folder),
        "SEGUE_PORT": str(segue.port),
        "DATABASE_URL": state["database_url"],
        "VALKEY_URL": state["valkey_url"],
        "SEGUE_MEDIA_ACCEL": "/protected-media",
    }


def measure(ways: dict[str, Way], song: Song, scale: Scale) -> None:
    """In turn, round by round, so that what else the machine does hits all of them.

    Servers and load each have a processor, as they would have a machine: on a shared one, the kernel does a part of
    sending in the receiver's name, most of all for sendfile.
    """
    own, other = sorted(os.sched_getaffinity(0))[:2]
    for pid in {pid for way in ways.values() for pid in way.pids}:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), {own})
    os.sched_setaffinity(0, {other})
    for way in ways.values():
        ask_ranges(way, song, 1, seed=0)
    for number in range(scale.rounds):
        for way in ways.values():
            before_s = way.cpu_s()
            count = ask_ranges(way, song, scale.round_s, seed=number)
            way.microseconds.append((way.cpu_s() - before_s) / count * 1e6)


def ask_ranges(way: Way, song: Song, seconds: int, *, seed: int) -> int:
    """How many ranges were answered. Everything is asked by wrk, an ordinary client: behind one that takes bytes off
    the socket at no cost, sendfile alone would look twice as cheap as listeners make it."""
    address = f"http://127.0.0.1:{way.port}{way.path}"
    options = [
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        str(ROOT / "bench" / "range_load.lua"),
        address,
    ]
    arguments = [song.cookie, str(song.rendition["bytes"]), str(RANGE_BYTES), str(seed)]
    done = subprocess.run(
        ["wrk", *options, "--", *arguments], env=wrk_environment(), check=True, capture_output=True, text=True
    )
    answered = json.loads(done.stdout.splitlines()[-1])
    whole = answered["bytes"] >= answered["requests"] * RANGE_BYTES
    if answered["failed"] or not whole:
        sys.exit(f"{way.port}: {answered}")
    return int(answered["requests"])


def wrk_environment() -> dict[str, str]:
    """With the library beside it, where `make` has unpacked it."""
    libraries = [str(path) for path in (ROOT / ".cache" / "nginx" / "usr" / "lib").glob("*-linux-gnu")]
    return os.environ | {"LD_LIBRARY_PATH": ":".join(libraries)}


def listen(segue: RunningSegue, track: str, scale: Scale) -> dict[str, float]:
    """Each listener is a browser of its own, with addresses of its own."""
    songs = [visit(segue, track, is_lossless=False) for _ in range(scale.listeners)]
    rung = songs[0].rendition
    ranges = [(offset, length, samples / rung["sample_rate"]) for offset, length, samples in rung["ranges"]]
    listeners = [(song.rendition["url"], song.cookie) for song in songs]
    task = {"port": segue.port, "seconds": scale.seconds, "ranges": ranges[1:-1], "listeners": listeners}
    heard: dict[str, float] = json.loads(run("bench.listeners", stdin=json.dumps(task)))
    return heard


def run(module: str, *arguments: str, stdin: str = "") -> str:
    """In a process of its own, so that its time isn't the server's."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, input=stdin, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def report(ways: dict[str, Way], heard: dict[str, float], scale: Scale) -> None:
    cost = {name: statistics.median(way.microseconds) for name, way in ways.items()}
    ratio = {name: cost[name] / cost["raw nginx"] for name in NAMES}
    rows = "\n".join(
        f"| {name} | {cost[name]:.0f} | {min(ways[name].microseconds):.0f} to "
        f"{max(ways[name].microseconds):.0f} | {ratio[name]:.1f} |"
        for name in NAMES
    )
    last = (
        f"delivery embedded={ratio['embedded']:.1f} nginx={ratio['behind nginx']:.1f} "
        f"caddy={ratio['behind Caddy']:.1f} stalls={heard['stalls']:.0f}"
    )
    text = (
        f"# What a range of music costs\n\n"
        f"Ranges of {RANGE_BYTES // 1024} KB of one FLAC rendition, asked for by wrk over {CONNECTIONS} connections, "
        f"{scale.rounds} rounds of {scale.round_s} s in turn: CPU of all server processes per range, medians, and "
        f"what raw nginx (sendfile of the same file, nothing checked) needs in the same run as 1. "
        f"Plain HTTP on this machine.\n\n"
        f"Then {scale.listeners} listeners at once for {scale.seconds:.0f} s, each with addresses of its own, "
        f"playing fragments of 4 s at 160 kb/s from the embedded server with 12 s ahead: "
        f"{heard['fragments']:.0f} fragments, {heard['bytes'] / 1e6:.0f} MB, 99 % of them within "
        f"{heard['p99_ms']:.0f} ms, the slowest {heard['max_ms']:.0f} ms, {heard['stalls']:.0f} stalls.\n\n"
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} at the end.\n\n"
        f"| way | CPU µs per range | rounds | x raw nginx |\n| --- | ---: | ---: | ---: |\n{rows}\n\n`{last}`\n"
    )
    if scale is FULL:
        RESULT.write_text(text)
    else:
        print(text)  # noqa: T201
    print(last)  # noqa: T201


if __name__ == "__main__":
    if not shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin"):
        sys.exit("segue: This measurement needs nginx. Install it: apt-get install nginx-light.")
    main()
