"""Takes a FLAC source's own frames for the FLAC rung: nothing is encoded, and the rung can be decoded in its stead."""

from collections.abc import Sequence
from pathlib import Path

from segue.media.processing import ffmpeg, rung_files, rungs
from segue.media.processing.errors import ProcessingError
from segue.media.types import Probe, RenditionFile, RungSpec


def place(ladder: Sequence[RungSpec], probe: Probe) -> int | None:
    """The number of the rung that the source's frames can be."""
    if not rungs.is_plain_flac(probe):
        return None
    return next((number for number, rung in enumerate(ladder) if rung.codec == "flac"), None)


def take(
    source: Path, ladder: Sequence[RungSpec], probe: Probe, workdir: Path, *, niceness: int = 0
) -> dict[int, RenditionFile]:
    """The rung by its number, not verified; none if the frames can't be taken as they are."""
    number = place(ladder, probe)
    if number is None:
        return {}
    duration_ms = probe.duration_ms or ffmpeg.MAX_DURATION_S * 1000
    limits = ffmpeg.decoding_limits(
        duration_ms, file_bytes=rung_files.largest_output_bytes(duration_ms, probe)
    )
    name = rung_files.fragmented_name(number)
    outputs = [*ffmpeg.AUDIO_ONLY, "-c:a", "copy", *rungs.container_options(probe), name]
    done = ffmpeg.run(source, outputs, workdir=workdir, limits=limits, niceness=niceness)
    if done.exit_code != 0:
        return {}
    try:
        return {number: rung_files.combine(ladder[number], number, probe, None, workdir)}
    except ProcessingError as error:
        if error.code != "media.tool_failed":
            raise
        return {}


def discard(taken: dict[int, RenditionFile]) -> None:
    for rendition in taken.values():
        rendition.path.unlink()
