"""Gives the verdict that an upload would get, and checks what every verdict must leave alone."""

import json
import resource
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from segue.media.processing.inspection import judge
from segue.media.processing.inspection_paths import Found
from segue.media.processing.tests.sounds import RATE_HZ, decode, write_wav

Report = dict[str, Any]
CANARY_HZ = 7_777
CANARY_TEXT = b"canary-0d9c6e55f3a1"
PEAK_RSS_LIMIT_BYTES = 1 << 30
PIECE = 1 << 20
"""Samples that are transformed at once."""
NOT_MUSIC = {"media.not_audio", "media.unsupported_format"}
KNOWN_CODES = {
    "media.not_audio",
    "media.damaged",
    "media.unsupported_format",
    "media.too_short",
    "media.too_long",
    "media.too_large",
    "media.too_costly",
}


def write_canary(folder: Path) -> Path:
    """Five seconds of a loud pure tone, CANARY_HZ, with CANARY_TEXT behind its samples."""
    tone = np.sin(2 * np.pi * CANARY_HZ * np.arange(5 * RATE_HZ) / RATE_HZ)
    path = write_wav(folder / "canary.wav", np.round(tone[:, None] * 30_000).astype(np.int16))
    with path.open("ab") as file:
        file.write(CANARY_TEXT)
    return path


@dataclass
class Court:
    """Judges files in folders below `root`, next to the canary; `counts` is by verdict and code."""

    canary: Path
    root: Path
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    group: str = "attacks"
    cpu_limit_s: float = 30.0

    def judge(self, source: Path) -> Report:
        """The report on a file that lies anywhere; what is wrong with it goes to `problems`."""
        work = self.root / "work"
        work.mkdir(exist_ok=True)
        shutil.copyfile(self.canary, work / self.canary.name)
        folder = work / "job"
        folder.mkdir()
        report = judge(Found(str(source), is_named=False), folder)
        self.counts[" ".join((report["verdict"], report["code"])).strip()] += 1
        found = [*unfit_parts(report, self.cpu_limit_s), *leaks(report, folder)]
        self.problems += [f"{source.name}: {text}: {report}" for text in found]
        shutil.rmtree(folder)
        return report

    def judge_content(self, name: str, content: bytes) -> Report:
        """The report on `content` in a file called `name`, next to the canary."""
        folder = self.root / "upload"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(self.canary, folder / self.canary.name)
        source = folder / name
        source.write_bytes(content)
        report = self.judge(source)
        source.unlink()
        return report


def unfit_parts(report: Report, cpu_limit_s: float) -> Iterator[str]:
    """What keeps it from being a verdict: taken or refused, with a reason, within CPU time and memory."""
    if report["verdict"] == "failed":
        yield "no verdict"
    if report["verdict"] == "refused" and report["code"] not in KNOWN_CODES:
        yield "unknown code"
    if report["verdict"] != "accepted" and not report["reason"].endswith("."):
        yield "no sentence"
    if report["verdict"] == "accepted" and not (report["sample_count"] and report["duration_ms"]):
        yield "taken without sound"
    if report["cpu_s"] > cpu_limit_s or report["peak_rss_bytes"] > _peak_limit_bytes():
        yield "beyond its limits"


def _peak_limit_bytes() -> int:
    """Linux counts what this process ever held as its children's, too: they begin as its copies."""
    return max(PEAK_RSS_LIMIT_BYTES, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def leaks(report: Report, folder: Path) -> Iterator[str]:
    """Where the canary's text or tone is, among the report and all files that were made."""
    if CANARY_TEXT.decode() in json.dumps(report):
        yield "the canary is in the report"
    for path in folder.rglob("*"):
        if path.is_file() and CANARY_TEXT in path.read_bytes():
            yield f"the canary is in {path.name}"
        if path.suffix == ".m4a" and canary_share(decode(path)) > 0.2:
            yield f"the canary can be heard in {path.name}"


def canary_share(interleaved: bytes) -> float:
    """The canary's share of a sound's energy, in the bins of its Fourier transform around the tone.

    Interleaved or not, at 44.1 or 48 kHz: wherever the tone may appear.
    """
    sound = np.frombuffer(interleaved, "<i2")
    near = energy = 0.0
    for at in range(0, sound.size, PIECE):
        piece = sound[at : at + PIECE].astype(np.float64)
        near += _near_canary(piece)
        energy += float(np.sum(piece**2)) * piece.size / 2
    return near / energy if energy else 0.0


def _near_canary(samples: npt.NDArray[np.float64]) -> float:
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    places = [round(CANARY_HZ * samples.size / rate) for rate in (RATE_HZ, 2 * RATE_HZ, 48_000, 96_000)]
    return max(float(spectrum[max(0, place - 5) : place + 5].sum()) for place in places)
