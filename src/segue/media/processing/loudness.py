"""Reads what ffmpeg's EBU R 128 meter says of the sound as listeners get it: the (at most stereo) downmix."""

import re
from collections import Counter
from pathlib import Path

from segue.media.processing.errors import tool_failed
from segue.media.types import Loudness

GATING_FILE = "gating.txt"
# Mono counts as two speakers, because that is how it is heard; else it would be played 3 LU louder than stereo.
# Momentary loudness is that of the last 400 ms, said every 100 ms: the very gating blocks of ITU-R BS.1770-4.
METER = (
    "aformat=channel_layouts=mono|stereo,ebur128=dualmono=true:framelog=quiet:metadata=1,"
    f"ametadata=print:key=lavfi.r128.M:file={GATING_FILE}"
)
_SUMMARY = re.compile(r"^\[Parsed_ebur128_\d+ @ \w+\] Summary:", re.MULTILINE)
# The figure's line may go on with another thread's message: nothing is assumed about its end.
_FIGURE = r"^\s+{}:\s+(-?inf|nan|-?\d+\.\d+) {}"
_BLOCK = re.compile(r"^lavfi\.r128\.M=(-?\d+\.\d)", re.MULTILINE)
_ABSOLUTE_GATE_LUFS = -70.0
"""ITU-R BS.1770: nothing below it is counted, so the meter shows it when there was nothing to count."""


def read_loudness(report: str, workdir: Path, true_peak_dbtp: float | None) -> Loudness:
    """The meter's figures, None for those of silence. Raises ProcessingError if it said none."""
    summaries = list(_SUMMARY.finditer(report))
    if not summaries:
        raise tool_failed(report)
    summary = report[summaries[-1].end() :]
    integrated = _figure("I", "LUFS", summary)
    if integrated is None or integrated <= _ABSOLUTE_GATE_LUFS:
        return Loudness(None, true_peak_dbtp, None)
    range_lu = _figure("LRA", "LU", summary)
    return Loudness(integrated, true_peak_dbtp, range_lu, _histogram(workdir / GATING_FILE))


def _figure(name: str, unit: str, summary: str) -> float | None:
    found = re.search(_FIGURE.format(name, unit), summary, re.MULTILINE)
    if not found:
        raise tool_failed(summary)
    return None if found[1].endswith(("inf", "nan")) else float(found[1])


def _histogram(path: Path) -> dict[str, int]:
    """Blocks per tenth of a LUFS (its digits cut off, not rounded), from the absolute gate up."""
    counts = Counter(_BLOCK.findall(path.read_text()))
    return {level: counts[level] for level in sorted(counts, key=float) if float(level) > _ABSOLUTE_GATE_LUFS}
