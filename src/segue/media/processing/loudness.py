"""Measures loudness as listeners get it: EBU R 128, with the true peak, of the (at most stereo) downmix."""

import re
from pathlib import Path

from segue.media.processing import ffmpeg
from segue.media.processing.errors import damaged, tool_failed
from segue.media.processing.probe import MAX_DURATION_S
from segue.media.types import Loudness

# Mono counts as two speakers, because that is how it is heard; else it would be played 3 LU louder than stereo.
_METER = "aformat=channel_layouts=mono|stereo,ebur128=peak=true:dualmono=true:framelog=quiet"
_SUMMARY = re.compile(r"^\[Parsed_ebur128_1 @ \w+\] Summary:", re.MULTILINE)
# The figure's line may go on with another thread's message: nothing is assumed about its end.
_FIGURE = r"^\s+{}:\s+(-?inf|nan|-?\d+\.\d+) {}\b"
_ABSOLUTE_GATE_LUFS = -70.0
"""ITU-R BS.1770: nothing below it is counted, so the meter shows it when there was nothing to count."""


def measure_loudness(source: Path, workdir: Path) -> Loudness:
    """Figures of an accepted file, None for those of silence. Raises ProcessingError."""
    arguments = [
        "-map",
        "0:a:0",
        "-vn",
        "-sn",
        "-dn",
        "-map_metadata",
        "-1",
        "-af",
        _METER,
        "-f",
        "null",
        "-",
    ]
    limits = ffmpeg.decoding_limits(MAX_DURATION_S * 1000)
    outcome = ffmpeg.run(source, arguments, workdir=workdir, limits=limits, is_strict=False)
    if outcome.exit_code != 0:
        raise damaged(detail=outcome.stderr)
    return _parse(outcome.stderr)


def _parse(report: str) -> Loudness:
    summaries = list(_SUMMARY.finditer(report))
    if not summaries:
        raise tool_failed(report)
    summary = report[summaries[-1].end() :]
    integrated = _figure("I", "LUFS", summary)
    if integrated is None or integrated <= _ABSOLUTE_GATE_LUFS:
        return Loudness(None, _figure("Peak", "dBFS", summary), None)
    return Loudness(integrated, _figure("Peak", "dBFS", summary), _figure("LRA", "LU", summary))


def _figure(name: str, unit: str, summary: str) -> float | None:
    found = re.search(_FIGURE.format(name, unit), summary, re.MULTILINE)
    if not found:
        raise tool_failed(summary)
    return None if found[1].endswith(("inf", "nan")) else float(found[1])
