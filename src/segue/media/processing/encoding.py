"""Makes rungs of an accepted source in one pass, and lets none out that isn't verified."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from segue.media.processing import ffmpeg, own_frames, rung_files, rung_verification, rungs
from segue.media.processing.errors import ProcessingError, damaged
from segue.media.processing.source_filters import is_computed, source_filters
from segue.media.types import Probe, RenditionFile, RungSpec, SourceFacts

NICENESS = 10


def encode(
    source: Path, probe: Probe, facts: SourceFacts, ladder: Sequence[RungSpec], workdir: Path
) -> list[RenditionFile]:
    """The rungs in the ladder's order, as verified combined files in `workdir`, made at low priority.

    `source` is one that `prepare` accepted with these facts. Raises ProcessingError.
    """
    done = _verified_own_frames(source, probe, facts, ladder, workdir)
    missing = {number: rung for number, rung in enumerate(ladder) if number not in done}
    if missing:
        _run(source, probe, facts, missing, workdir)
    made = {
        number: rung_files.combine(rung, number, probe, facts, workdir) for number, rung in missing.items()
    }
    rung_verification.verify(list(made.values()), probe, facts, workdir, niceness=NICENESS)
    return [(done | made)[number] for number in range(len(ladder))]


def _verified_own_frames(
    source: Path, probe: Probe, facts: SourceFacts, ladder: Sequence[RungSpec], workdir: Path
) -> dict[int, RenditionFile]:
    """None of a source whose frames `prepare` didn't take either: junk follows the last one."""
    taken = own_frames.take(source, ladder, probe, workdir, niceness=NICENESS)
    try:
        rung_verification.verify(list(taken.values()), probe, facts, workdir, niceness=NICENESS)
    except ProcessingError as error:
        if error.code != "media.tool_failed":
            raise
        own_frames.discard(taken)
        return {}
    return taken


def _run(
    source: Path, probe: Probe, facts: SourceFacts, missing: Mapping[int, RungSpec], workdir: Path
) -> None:
    limits = ffmpeg.decoding_limits(
        facts.duration_ms, file_bytes=rung_files.largest_output_bytes(facts.duration_ms, probe)
    )
    graph, feed = feeds(probe, {rung_files.fragmented_name(number): "" for number in missing})
    arguments = [*graph, *rung_outputs(missing, probe, feed)]
    for is_strict in (True, False):  # prepare may have accepted junk after the last sound
        outcome = ffmpeg.run(
            source, arguments, workdir=workdir, limits=limits, is_strict=is_strict, niceness=NICENESS
        )
        if outcome.exit_code == 0:
            return
    raise damaged(detail=outcome.stderr)


def feeds(probe: Probe, outputs: Mapping[str, str]) -> tuple[list[str], dict[str, list[str]]]:
    """Options before all outputs, and for each (with the filters of its own) those that give it the source's sound.

    In a format and rate that depend on the source alone: left to itself, ffmpeg chooses them by what each output likes
    best, so that a rung's bytes would depend on what else is made (and a loudness meter turns everything to doubles).
    Where nothing is computed, each output has a graph of its own: that takes less CPU than handing frames around.
    """
    pinned = f"aformat=sample_fmts={rungs.sample_format(probe)}:sample_rates={probe.sample_rate_hz}"
    shared = ",".join([*source_filters(probe), pinned])
    if not is_computed(probe):
        chains = {name: ",".join(filter(None, [shared, own])) for name, own in outputs.items()}
        return [], {name: ["-map", "0:a:0", "-af", chain] for name, chain in chains.items()}
    ends = "".join(f"[{name}]" for name in outputs)
    graph = f"[0:a:0]{shared},asplit={len(outputs)}{ends}"
    graph += "".join(f";[{name}]{own or 'anull'}[{name}.fed]" for name, own in outputs.items())
    return ["-filter_complex", graph], {name: ["-map", f"[{name}.fed]"] for name in outputs}


def rung_outputs(
    numbered: Mapping[int, RungSpec], probe: Probe, feeds: Mapping[str, Sequence[str]]
) -> list[str]:
    """The options of all these rungs, each from the feed of its file's name."""
    outputs = list[str]()
    for number, rung in numbered.items():
        name = rung_files.fragmented_name(number)
        outputs += [*feeds[name], *ffmpeg.PLAIN, *rungs.encoder_options(rung, probe)]
        outputs += [*rungs.container_options(probe), name]
    return outputs
