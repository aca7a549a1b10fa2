"""Runs as a program: gives the verdict that an upload of each file would get, one JSON line per file, no database.

Usage: python -m segue.media.processing.inspection [--jobs N] PATH ...

A folder stands for all files in it; a PATH of `-` is replaced by the paths on standard input, separated by NUL if
there is one, else by line ends. Lines come in the order of the paths. The exit status is 0 if every file has its
line, whatever it says. Paths that aren't UTF-8 have their bytes as JSON escapes \\udc80 to \\udcff (PEP 383).
The settings that count are SEGUE_MAX_UPLOAD_BYTES and SEGUE_MEDIA_SANDBOX.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import Any

from segue.env import Settings, SettingsError, load_settings
from segue.media import processing
from segue.media.processing import child, usage
from segue.media.processing.errors import ProcessingError, from_os_error, too_large
from segue.media.processing.inspection_paths import Found, find, open_regular, regular_file, unreadable
from segue.media.types import DEFAULT_LADDER, Note, Probe, RungSpec

MAX_BYTES = 2 << 30
_HASHED_AT_ONCE_BYTES = 1 << 20
_FAILURES = frozenset(("media.tool_failed", "media.fault"))
_LOSSLESS, _LOSSY = DEFAULT_LADDER[:2]
Report = dict[str, Any]


def inspect(found: Found, root: Path, max_bytes: int = MAX_BYTES) -> Report:
    """One file's report; `root` is where its work folder is made, and removed again. Raises nothing."""
    try:
        with tempfile.TemporaryDirectory(dir=root, ignore_cleanup_errors=True) as folder:
            return judge(found, Path(folder), max_bytes)
    except OSError as error:
        return {"path": found.path} | _UNKNOWN | _refusal(from_os_error(error))


def judge(found: Found, folder: Path, max_bytes: int = MAX_BYTES) -> Report:
    """One file's report; what its steps made is left in `folder`. Raises nothing about the file."""
    started_s = time.monotonic()
    report: Report = {"path": found.path} | _UNKNOWN | {"verdict": "accepted"}
    with usage.measured() as used:
        try:
            _take_steps(found, folder, report, max_bytes)
        except ProcessingError as error:
            report |= _refusal(error)
        except Exception as error:  # noqa: BLE001 - the next file's verdict must not depend on this one
            report |= _fault(error)
    wall_s = round(time.monotonic() - started_s, 3)
    return report | {"cpu_s": round(used.cpu_s, 3), "wall_s": wall_s, "peak_rss_bytes": used.peak_rss_bytes}


_UNKNOWN: Report = {
    "verdict": "failed",
    "code": "",
    "reason": "",
    "format": None,
    "duration_ms": None,
    "sample_count": None,
    "loudness_lufs": None,
    "true_peak_dbtp": None,
    "tags": None,
    "notes": (),
    "sha256": None,
    "bytes": None,
    "cpu_s": 0.0,
    "wall_s": 0.0,
    "peak_rss_bytes": 0,
    "detail": "",
}


def _take_steps(found: Found, folder: Path, report: Report, max_bytes: int) -> None:
    """The pipeline's steps up to the first sound, each in a folder of its own in `folder`; fills `report`."""
    source = regular_file(found)
    report |= _identity(source, max_bytes)
    probe = processing.probe(source, _made(folder / "probe"))
    report["format"] = {name: value for name, value in asdict(probe).items() if name != "duration_ms"}
    notes = _read_tags(source, folder, report)
    prepared = processing.prepare(source, probe, _first_rungs(probe), _made(folder / "prepare"))
    report |= {
        "duration_ms": prepared.facts.duration_ms,
        "sample_count": prepared.facts.sample_count,
        "loudness_lufs": prepared.loudness.integrated_lufs,
        "true_peak_dbtp": prepared.loudness.true_peak_dbtp,
        "notes": [asdict(note) for note in (*prepared.notes, *notes)],
    }


def _identity(source: Path, max_bytes: int) -> Report:
    digest = hashlib.sha256()
    with open_regular(source) as file:
        size = remaining = os.fstat(file.fileno()).st_size
        if size > max_bytes:
            raise too_large(f"{size} bytes")
        try:
            while remaining > 0 and (chunk := file.read(min(remaining, _HASHED_AT_ONCE_BYTES))):
                digest.update(chunk)
                remaining -= len(chunk)
        except OSError as error:
            raise unreadable(error) from error
    return {"sha256": digest.hexdigest(), "bytes": size}


def _read_tags(source: Path, folder: Path, report: Report) -> list[Note]:
    """What is wrong with tags or cover, which never refuse a track."""
    tags, cover, notes = processing.read_tags(source, _made(folder / "tags"))
    report["tags"] = asdict(tags)
    try:
        if cover:
            processing.make_covers(cover, _made(folder / "covers"))
    except ProcessingError as error:
        return [*notes, Note(error.code, error.message)]
    return notes


def _first_rungs(probe: Probe) -> list[RungSpec]:
    return [_LOSSLESS, _LOSSY] if probe.is_lossless else [_LOSSY]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _refusal(error: ProcessingError) -> Report:
    is_refused = error.kind == "permanent" and error.code not in _FAILURES
    verdict = "refused" if is_refused else "failed"
    return {"verdict": verdict, "code": error.code, "reason": error.message, "detail": error.detail}


def _fault(error: Exception) -> Report:
    detail = "".join(traceback.format_exception(error))[-1000:]
    message = "Segue made a mistake with this file, and can't judge it. Please report this."
    return {"verdict": "failed", "code": "media.fault", "reason": message, "detail": detail}


def inspect_all(files: Iterable[Found], root: Path, jobs: int, max_bytes: int) -> Iterator[Report]:
    """Reports in the order of `files`, `jobs` at a time. The threads only wait: the work is done by children."""
    waiting: deque[Future[Report]] = deque()
    pool = ThreadPoolExecutor(jobs)
    for found in files:
        waiting.append(pool.submit(inspect, found, root, max_bytes))
        while waiting and (waiting[0].done() or len(waiting) > 16 * jobs):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def main(arguments: Sequence[str]) -> int:
    """The exit status: 130 if it was interrupted, 1 if nobody reads what it says."""
    try:
        options, settings = _parser().parse_args(arguments), load_settings()
    except SettingsError as error:
        sys.stderr.write(f"segue: {error}\n")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    root = Path(tempfile.mkdtemp(prefix="segue-inspect-"))
    tempfile.tempdir = str(root)  # so that nothing is left elsewhere, however this ends
    try:
        _prove_sandbox(settings)
        for report in inspect_all(find(_names(options.paths)), root, options.jobs, settings.max_upload_bytes):
            sys.stdout.write(json.dumps(report, allow_nan=False) + "\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    finally:
        _remove(root)
    return 0


def _prove_sandbox(settings: Settings) -> None:
    """Before the first file, whose CPU seconds it would count in; without walls, each file's verdict says so."""
    if settings.media_sandbox == "unsafe":
        child.accept_unsafe()
    with contextlib.suppress(ProcessingError, OSError):
        child.sandbox_level()


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _remove(root: Path) -> None:
    """Children that still run may make one more file each; they die with this process, right after."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for _ in range(10):
        shutil.rmtree(root, ignore_errors=True)
        if not root.exists():
            return


def _names(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            content = sys.stdin.buffer.read()
            names = content.split(b"\0" if b"\0" in content else b"\n")
            yield from (os.fsdecode(name) for name in names if name)
        else:
            yield path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="segue media inspect", description="Judge audio files.")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, metavar="N")
    return parser


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    status = main(sys.argv[1:])
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    os._exit(status)  # without waiting for threads: what their children still do is wanted by nobody
