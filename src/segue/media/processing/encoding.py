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
    limits = ffmpeg.decoding_limits(
        facts.duration_ms, file_bytes=largest_output_bytes(facts.duration_ms, probe)
    )
    for is_strict in (True, False):  # prepare may have accepted junk after the last sound
        labels, outputs = rung_outputs(ladder, probe, can_copy=is_strict)
        graph = filter_graph(probe, labels) if labels else []
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
    """The source's filters once, their result for each label.

    In a format and rate that depend on the source alone: left to itself, ffmpeg chooses them by what each output likes
    best, so that a rung's bytes would depend on what else is made (and a loudness meter turns everything to doubles).
    """
    ends = "".join(f"[{label}]" for label in labels)
    pinned = f"aformat=sample_fmts={rungs.sample_format(probe)}:sample_rates={probe.sample_rate_hz}"
    filters = ",".join([*source_filters(probe), pinned])
    return ["-filter_complex", f"[0:a:0]{filters},asplit={len(labels)}{ends}"]


def rung_outputs(ladder: Sequence[RungSpec], probe: Probe, *, can_copy: bool) -> tuple[list[str], list[str]]:
    """Labels that a filter graph must have, and the options of all rungs; `can_copy` a plain FLAC source's frames."""
    labels, outputs = list[str](), list[str]()
    for number, rung in enumerate(ladder):
        name = fragmented_name(number)
        if can_copy and rung.codec == "flac" and rungs.is_plain_flac(probe):
            outputs += [*ffmpeg.AUDIO_ONLY, "-c:a", "copy"]
        else:
            labels.append(name)
            outputs += ["-map", f"[{name}]", *ffmpeg.PLAIN, *rungs.encoder_options(rung, probe)]
        outputs += [*rungs.container_options(probe), name]
    return labels, outputs


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
