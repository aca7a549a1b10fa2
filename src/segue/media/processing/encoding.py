"""Makes rungs of an accepted source in one pass, and lets none out that isn't verified."""

from collections.abc import Sequence
from pathlib import Path

from segue.media.processing import ffmpeg, rung_verification, rungs
from segue.media.processing.combined_file import write_combined
from segue.media.processing.errors import damaged, from_os_error, tool_failed
from segue.media.processing.isobmff import MalformedBox
from segue.media.processing.source_filters import source_filters
from segue.media.types import Probe, RenditionFile, RenditionIndex, RungSpec, SourceFacts

NICENESS = 10
RFC_6381_CODECS = {"aac": "mp4a.40.2", "opus": "opus", "flac": "fLaC"}


def encode(
    source: Path, probe: Probe, facts: SourceFacts, ladder: Sequence[RungSpec], workdir: Path
) -> list[RenditionFile]:
    """The rungs in the ladder's order, as verified combined files in `workdir`, made at low priority.

    `source` is one that `prepare` accepted with these facts. Raises ProcessingError.
    """
    if not ladder:
        return []
    names = [fragmented_name(number) for number in range(len(ladder))]
    outputs = [part for number, rung in enumerate(ladder) for part in rung_output(rung, number, probe)]
    graph = filter_graph(probe, names)
    limits = ffmpeg.decoding_limits(
        facts.duration_ms, file_bytes=largest_output_bytes(facts.duration_ms, probe)
    )
    for is_strict in (True, False):  # prepare may have accepted junk after the last sound
        outcome = ffmpeg.run(
            source, [*graph, *outputs], workdir=workdir, limits=limits, is_strict=is_strict, niceness=NICENESS
        )
        if outcome.exit_code == 0:
            break
    else:
        raise damaged(detail=outcome.stderr)
    renditions = [combine(rung, number, probe, facts, workdir) for number, rung in enumerate(ladder)]
    rung_verification.verify(renditions, probe, facts, workdir, niceness=NICENESS)
    return renditions


def filter_graph(probe: Probe, labels: Sequence[str]) -> list[str]:
    """The source's filters once, their result for each label."""
    ends = "".join(f"[{label}]" for label in labels)
    return ["-filter_complex", f"[0:a:0]{','.join(source_filters(probe))},asplit={len(labels)}{ends}"]


def rung_output(rung: RungSpec, number: int, probe: Probe) -> list[str]:
    """An output of a pass with a filter graph that has this rung's label."""
    name = fragmented_name(number)
    mapped = ["-map", f"[{name}]", *ffmpeg.PLAIN, *rungs.encoder_options(rung, probe)]
    return [*mapped, *rungs.container_options(probe), name]


def fragmented_name(number: int) -> str:
    """Of the file that ffmpeg writes, and of its label in the filter graph."""
    return f"rung-{number}.fragmented"


def largest_output_bytes(duration_ms: int, probe: Probe) -> int:
    """As much as uncompressed 32-bit stereo, and some room: no rung of an honest file comes near it."""
    return duration_ms * probe.sample_rate_hz * 8 // 1000 + (64 << 20)


def combine(rung: RungSpec, number: int, probe: Probe, facts: SourceFacts, workdir: Path) -> RenditionFile:
    """The finished file of a rung that is `fragmented_name` now. Raises ProcessingError if its length is wrong."""
    fragmented, path = workdir / fragmented_name(number), workdir / f"rung-{number}.m4a"
    expected = rungs.sample_count_at(rungs.rate_hz(rung, probe), facts.sample_count, facts.sample_rate_hz)
    try:
        index = write_combined(fragmented, path, expected)
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


def _mean_kbps(index: RenditionIndex) -> int:
    return round(index.bytes * 8 * index.timescale / index.sample_count / 1000)
