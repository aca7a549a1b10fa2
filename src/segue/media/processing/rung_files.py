"""The files of rungs: what ffmpeg writes, and the combined files that are made of it."""

from pathlib import Path

from segue.media.processing import rungs
from segue.media.processing.combined_file import write_combined
from segue.media.processing.errors import from_os_error, tool_failed
from segue.media.processing.isobmff import MalformedBox
from segue.media.types import Probe, RenditionFile, RenditionIndex, RungSpec, SourceFacts

RFC_6381_CODECS = {"aac": "mp4a.40.2", "opus": "opus", "flac": "fLaC"}


def fragmented_name(number: int) -> str:
    """Of the file that ffmpeg writes, and of its label in the filter graph."""
    return f"rung-{number}.fragmented"


def largest_output_bytes(duration_ms: int, probe: Probe) -> int:
    """As much as uncompressed 32-bit stereo, and some room: no rung of an honest file comes near it."""
    return duration_ms * probe.sample_rate_hz * 8 // 1000 + (64 << 20)


def combine(
    rung: RungSpec, number: int, probe: Probe, facts: SourceFacts | None, workdir: Path
) -> RenditionFile:
    """The finished file of a rung that is `fragmented_name` now. Raises ProcessingError if its length is wrong.

    Without facts its length is as found: the caller compares it when they are known.
    """
    fragmented, path = workdir / fragmented_name(number), workdir / f"rung-{number}.m4a"
    try:
        index = write_combined(fragmented, path, _expected_count(rung, probe, facts) if facts else None)
    except MalformedBox as error:
        raise tool_failed(f"{rung.name}: {error}", "permanent") from error
    except OSError as error:
        raise from_os_error(error) from error
    fragmented.unlink()
    return RenditionFile(
        name=rung.name,
        codec=RFC_6381_CODECS[rung.codec],
        bitrate_kbps=rung.bitrate_kbps or _mean_kbps(index),
        is_lossless=rung.codec == "flac" and rungs.is_exact_in_flac(probe),
        path=path,
        index=index,
    )


def _expected_count(rung: RungSpec, probe: Probe, facts: SourceFacts) -> int:
    return rungs.sample_count_at(rungs.rate_hz(rung, probe), facts.sample_count, facts.sample_rate_hz)


def _mean_kbps(index: RenditionIndex) -> int:
    return round(index.bytes * 8 * index.timescale / index.sample_count / 1000)
