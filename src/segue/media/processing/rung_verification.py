"""Decodes finished rungs again, before anyone can be served from them: all of them in one process."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from segue.media.processing import child, ffmpeg, ffmpeg_report
from segue.media.processing.errors import tool_failed
from segue.media.processing.rungs import pcm_codec
from segue.media.types import Probe, RenditionFile, SourceFacts

OPUS_TAIL_SAMPLES = 960
"""Decoders play the last Opus packet (20 ms at 48 kHz) of an MP4 file to its end."""


def verify(
    renditions: Sequence[RenditionFile], probe: Probe, facts: SourceFacts, workdir: Path, *, niceness: int = 0
) -> None:
    """Raises ProcessingError unless each decodes to its length without an error, and is exact if it says so."""
    if not renditions:
        return
    report = _decode(renditions, probe, facts, workdir, niceness)
    for number, rendition in enumerate(renditions):
        decoded = ffmpeg_report.decoded_sample_count(report, number)
        tail = OPUS_TAIL_SAMPLES if rendition.codec == "opus" else 0
        expected = rendition.index.sample_count
        if not expected <= decoded <= expected + tail:
            raise tool_failed(f"{rendition.name}: decodes to {decoded} samples, not {expected}")
        if rendition.is_lossless and read_md5(workdir / _md5_name(number)) != facts.md5:
            raise tool_failed(f"{rendition.name}: differs from its source")


def read_md5(path: Path) -> str:
    """Of a file that ffmpeg's `md5` format wrote, which is removed."""
    text = path.read_text().strip()
    path.unlink()
    return text.removeprefix("MD5=")


def _decode(
    renditions: Sequence[RenditionFile], probe: Probe, facts: SourceFacts, workdir: Path, niceness: int
) -> str:
    inputs: list[str] = []
    outputs: list[str] = []
    with ExitStack() as stack:
        descriptors = [stack.enter_context(ffmpeg.open_source(rendition.path)) for rendition in renditions]
        for number, (rendition, descriptor) in enumerate(zip(renditions, descriptors, strict=True)):
            inputs += ffmpeg.input_arguments(descriptor)
            exact = ["-c:a", pcm_codec(probe), "-f", "md5", _md5_name(number)]
            counted = ["-c:a", "anull", "-f", "null", "-"]
            outputs += ["-map", f"{number}:a:0", *ffmpeg.PLAIN]
            outputs += exact if rendition.is_lossless else counted
        outcome = child.run(
            [ffmpeg.ffmpeg_path(), *ffmpeg.general_arguments(), *inputs, *outputs],
            workdir=workdir,
            limits=ffmpeg.decoding_limits(len(renditions) * facts.duration_ms),
            pass_fds=descriptors,
            niceness=niceness,
            is_on_one_cpu=True,
        )
    if outcome.exit_code != 0:
        raise tool_failed(outcome.stderr[-900:])
    return outcome.stderr


def _md5_name(number: int) -> str:
    return f"rung-{number}.md5"
