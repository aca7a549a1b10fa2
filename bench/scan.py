"""Measures what importing a library costs beside reading its tags in a bare mutagen loop: `make bench-scan`."""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg

from bench.tagged_files import SECONDS, make_library
from segue.env import ensure_secrets
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.valkey import EmbeddedValkey

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "scan.md"
FILES = int(os.environ.get("FILES", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PASSWORD = "three quiet harbours"  # noqa: S105 - of a person who lives for a minute
BARE_LOOP = """
import os, sys, mutagen
count = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        audio = mutagen.File(os.path.join(folder, name))
        length = audio.info.length
        tags = {key: [str(value) for value in getattr(values, "text", values)] if isinstance(values, list)
                or hasattr(values, "text") else str(values) for key, values in audio.tags.items()}
        count += bool(tags)
print(count)
"""


@dataclass(frozen=True)
class Cost:
    """CPU seconds of the command with all its children, and of the database meanwhile; seconds on the clock."""

    command_s: float
    database_s: float
    wall_s: float


@dataclass(frozen=True)
class Round:
    bare: Cost
    first: Cost
    again: Cost

    @property
    def ratio(self) -> float:
        return self.first.command_s / self.bare.command_s

    @property
    def ratio_with_database(self) -> float:
        return (self.first.command_s + self.first.database_s) / self.bare.command_s


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="segue-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        music = folder / "music"
        make_library(music, FILES)
        measured_bytes = sum(path.stat().st_size for path in music.rglob("*.*"))
        with _database(folder / "data") as (postgres, environment):
            rounds = [_round(number, music, postgres, environment) for number in range(ROUNDS)]
    report(rounds, measured_bytes)


@contextmanager
def _database(folder: Path) -> Iterator[tuple[EmbeddedPostgres, dict[str, str]]]:
    """As a running Segue has it, with an operator, and nothing else at work beside it."""
    folder.mkdir()
    ensure_secrets(folder)
    postgres, valkey = EmbeddedPostgres(folder), EmbeddedValkey(folder)
    try:
        environment = {name: text for name, text in os.environ.items() if not name.startswith("SEGUE_")}
        environment |= {
            "SEGUE_DATA": str(folder),
            "DATABASE_URL": postgres.start(),
            "VALKEY_URL": valkey.start(),
        }
        environment |= {"SEGUE_CONFIG": os.devnull, "SEGUE_MEDIA_SANDBOX": "required"}
        _manage(environment, "migrate", "--verbosity=0")
        person = (
            "create_user",
            "--email",
            "ada@example.org",
            "--username",
            "ada",
            "--operator",
            "--password-stdin",
        )
        _manage(environment, *person, text=PASSWORD)
        yield postgres, environment
    finally:
        valkey.stop()
        postgres.destroy()


def _manage(environment: Mapping[str, str], *arguments: str, text: str = "") -> str:
    command = [sys.executable, "-P", "-m", "segue.config.manage", *arguments]
    done = subprocess.run(command, env=environment, input=text, text=True, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def _round(number: int, music: Path, postgres: EmbeddedPostgres, environment: dict[str, str]) -> Round:
    """In a fresh copy of the empty database; bare loop and import take turns."""
    name = f"round_{number}"
    with psycopg.connect(_url_of(environment, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE segue')
    own = environment | {"DATABASE_URL": _url_of(environment, name)}
    bare = _measured(postgres, [sys.executable, "-c", BARE_LOOP, str(music)], environment)
    command = [sys.executable, "-P", "-m", "segue.config.manage", "import_folder", str(music), "--publish"]
    first = _measured(postgres, command, own)
    _require_all(own["DATABASE_URL"])
    again = _measured(postgres, command, own)
    print(f"bare {bare}\nfirst {first}\nagain {again}", flush=True)  # noqa: T201
    return Round(bare, first, again)


def _url_of(environment: Mapping[str, str], database: str) -> str:
    return urlsplit(environment["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def _measured(postgres: EmbeddedPostgres, command: list[str], environment: Mapping[str, str]) -> Cost:
    before_s, database_before_s, began = _children_s(), _database_s(postgres), time.monotonic()
    done = subprocess.run(command, env=environment, text=True, capture_output=True, check=False)
    wall_s = time.monotonic() - began
    if done.returncode:
        sys.exit(done.stdout[-3000:] + done.stderr[-3000:])
    return Cost(_children_s() - before_s, _database_s(postgres) - database_before_s, wall_s)


def _children_s() -> float:
    """CPU seconds of all that ended, and of the children that they waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _database_s(postgres: EmbeddedPostgres) -> float:
    """CPU seconds of the server with all its processes, those that ended too."""
    server = psutil.Process(postgres.pid)
    own = server.cpu_times()
    alive = [process.cpu_times() for process in server.children(recursive=True)]
    times = [(own.user, own.system, own.children_user, own.children_system)]
    times += [(one.user, one.system, one.children_user, one.children_system) for one in alive]
    return sum(map(sum, times))


def _require_all(url: str) -> None:
    """That the work was done which is being measured."""
    counts = (
        "SELECT count(*) FROM catalog_track",
        "SELECT count(*) FROM media_rawtags WHERE fields <> '{}'",
        "SELECT count(*) FROM media_libraryfile WHERE sha256 <> ''",
    )
    with psycopg.connect(url) as connection:
        found = [connection.execute(sql).fetchone() for sql in counts]
    if found != [(FILES,)] * len(counts):
        raise AssertionError(found)


def report(rounds: list[Round], measured_bytes: int) -> None:
    ratio = statistics.median(one.ratio for one in rounds)
    rate = statistics.median(FILES / one.first.wall_s for one in rounds)
    last = f"scan cpu_ratio={ratio:.2f} tracks_per_s={rate:.0f}"
    megabytes = round(measured_bytes / 1e6)
    RESULT.write_text(f"""{TITLE}
{TEXT.format(files=FILES, seconds=SECONDS, megabytes=megabytes)}
Machine: {machine()}

| bare | import | database | ratio | with the database | import, clock | again | again, clock |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{"".join(map(_row, rounds))}
{medians(rounds)}

`{last}`
""")
    print(last)  # noqa: T201


TITLE = """# What importing a library costs
"""
TEXT = """\
{files:,} files of {seconds} s ({megabytes} MB): MP3, FLAC, Ogg Vorbis, Opus and M4A, one format for each album of
twelve, with twenty tags each as a music tagger writes them.

- Bare: a loop over the folder in one process, `mutagen.File` and every value of its tags as text.
- Import: `segue import`, from the start of the command to its end: every file read behind the walls of the sandbox,
  artists, releases, tracks, people, genres and raw tags written and published, every file hashed.
- Again: the same command once nothing is new.

CPU seconds, user and system, of each command with all its children; the database's are told apart. There are no covers
here: one takes about half a second, after all tracks can be browsed. The hash takes another second of CPU for each
gigabyte or so, of which full-length files have more.
"""


def machine() -> str:
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {system}; load {os.getloadavg()[0]:.1f} at the end."


def _row(one: Round) -> str:
    values = (
        *(one.bare.command_s, one.first.command_s, one.first.database_s, one.ratio, one.ratio_with_database),
        *(one.first.wall_s, one.again.command_s, one.again.wall_s),
    )
    return "| " + " | ".join(f"{value:.2f}" for value in values) + " |\n"


def medians(rounds: list[Round]) -> str:
    per_track_ms = statistics.median(one.first.command_s for one in rounds) / FILES * 1000
    with_database = statistics.median(one.ratio_with_database for one in rounds)
    again_s = statistics.median(one.again.command_s for one in rounds)
    return (
        f"Medians: {per_track_ms:.2f} ms of CPU for each track; {with_database:.2f} times the bare loop with the"
        f" database's; {again_s:.2f} s for a run that finds nothing new."
    )


if __name__ == "__main__":
    main()
