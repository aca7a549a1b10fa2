"""Measures pages of lists in a catalog of a million tracks beside one of ten thousand: `make bench-catalog`."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from segue.env import ensure_secrets
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.valkey import EmbeddedValkey

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "catalog.md"
SMALL, LARGE = 10_000, 1_000_000
ROUNDS = 7
ASKED = 60
WARM_UP = 5


@dataclass(frozen=True)
class Figures:
    """Of one page: p95 in ms in the small and in the large catalog, each the median of the rounds, and queries."""

    page: str
    small_ms: float
    large_ms: float
    small_queries: int
    large_queries: int

    @property
    def growth(self) -> float:
        return self.large_ms / self.small_ms


class Asked:
    """A process over a catalog of its own."""

    def __init__(self, tracks: int, database_url: str, folder: Path) -> None:
        own = {"DATABASE_URL": database_url, "SEGUE_DATA": str(folder), "SEGUE_LOG_LEVEL": "WARNING"}
        environment = {**os.environ, **own}
        command = [sys.executable, "-m", "bench.catalog_pages", str(tracks)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        )
        self.pages: list[str] = self._read()["pages"]

    def ask(self, page: str, count: int) -> tuple[float, int]:
        """The 95th percentile in ms, and queries."""
        stdin: IO[str] = self.process.stdin  # type: ignore[assignment]
        stdin.write(f"{page} {count}\n")
        stdin.flush()
        answer = self._read()
        return sorted(answer["ms"])[int(len(answer["ms"]) * 0.95)], answer["queries"]

    def end(self) -> None:
        self.process.communicate()

    def _read(self) -> dict[str, Any]:
        stdout: IO[str] = self.process.stdout  # type: ignore[assignment]
        line = stdout.readline()
        if not line:
            raise RuntimeError(f"the process ended: {self.process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="segue-bench-"))
    ensure_secrets(folder)
    postgres, valkey = EmbeddedPostgres(folder, is_durable=False), EmbeddedValkey(folder, is_durable=False)
    os.environ.update(DATABASE_URL=postgres.start(), VALKEY_URL=valkey.start(), SEGUE_CONFIG=os.devnull)
    try:
        catalogs = [Asked(tracks, make_database(f"tracks_{tracks}"), folder) for tracks in (SMALL, LARGE)]
        figures = [measure(page, *catalogs) for page in catalogs[0].pages]
        for catalog in catalogs:
            catalog.end()
    finally:
        valkey.stop()
        postgres.destroy()
        shutil.rmtree(folder)
    report(figures)


def make_database(name: str) -> str:
    """Its URL."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return make_conninfo(**(conninfo_to_dict(url) | {"dbname": name}))


def measure(page: str, small: Asked, large: Asked) -> Figures:
    """In turns, so that both meet the same noise."""
    for catalog in (small, large):
        catalog.ask(page, WARM_UP)
    rounds = [(small.ask(page, ASKED), large.ask(page, ASKED)) for _ in range(ROUNDS)]
    small_ms = statistics.median(each[0][0] for each in rounds)
    large_ms = statistics.median(each[1][0] for each in rounds)
    return Figures(page, small_ms, large_ms, *(max(each[i][1] for each in rounds) for i in (0, 1)))


def report(figures: list[Figures]) -> None:
    """`growth` and `p95_ms` are of the page that grew most; `queries` the most of any page, or -1 if a page took more
    of them in the large catalog."""
    worst = max(figures, key=lambda each: each.growth)
    is_constant = all(each.large_queries <= each.small_queries for each in figures)
    queries = max(each.large_queries for each in figures) if is_constant else -1
    last = f"catalog growth={worst.growth:.2f} p95_ms={worst.large_ms:.1f} queries={queries}"
    rows = "\n".join(
        f"| {each.page} | {each.small_ms:.1f} | {each.large_ms:.1f} | {each.growth:.2f} "
        f"| {each.small_queries} | {each.large_queries} |"
        for each in figures
    )
    RESULT.write_text(
        f"""# Pages of lists in a large catalog

Milliseconds (95th percentile of {ASKED} answers, median of {ROUNDS} rounds in turns) of pages of 50 from the whole web
application, without a network, in generated catalogs of {SMALL:,} and {LARGE:,} tracks: ten on a release, five releases
an artist, one release in a hundred (but at least a hundred) by the same artist. Deep pages begin anywhere in the list.
`growth` is the ratio.

Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}.

| page | {SMALL:,} | {LARGE:,} | growth | queries | queries |
| --- | ---: | ---: | ---: | ---: | ---: |
{rows}

`{last}`
"""
    )
    print(last)  # noqa: T201


if __name__ == "__main__":
    main()
