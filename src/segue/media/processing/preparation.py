"""All that a track needs to be heard, from one pass over its source, which is verified by that same pass."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segue.media.processing import (
    chunk_ending,
    encoding,
    ffmpeg,
    ffmpeg_report,
    flac_header,
    length,
    ogg_ending,
    own_frames,
    rung_files,
    rung_verification,
    rungs,
    trailing_junk,
)
from segue.media.processing.errors import damaged, too_long, too_short
from segue.media.processing.loudness import METER, read_loudness
from segue.media.processing.probe import MIN_DURATION_S
from segue.media.types import Note, Prepared, Probe, RenditionFile, RungSpec, SourceFacts

if TYPE_CHECKING:
    from segue.media.processing.listening import Listener

DURATION_TOLERANCE = 0.01
"""A decoded length may fall short of the declared one by this share, and `_DURATION_SLACK_S` of rounding."""
_DURATION_SLACK_S = 0.1
FINGERPRINTED_S = 120
"""What AcoustID compares."""
_MD5_FILE, _FINGERPRINT_FILE = "source.md5", "fingerprint"
_MEASURES = ("md5", "fingerprint", "waveform")


@dataclass(frozen=True, slots=True)
class _Pass:
    """`rungs` are those that it has made."""

    rungs: Mapping[int, RungSpec]
    report: str
    exit_code: int
    listener: "Listener"

    def sample_count(self) -> int:
        """By the first output after the rungs, which takes every sample as it is."""
        return ffmpeg_report.output_sample_count(self.report, len(self.rungs))


def prepare(source: Path, probe: Probe, ladder: Sequence[RungSpec], workdir: Path) -> Prepared:
    """The rungs, verified, and every measure. Raises ProcessingError with the reason if the source isn't whole."""
    notes = _notes(probe)
    if not probe.duration_ms and length.counted_ms(source, workdir) > ffmpeg.MAX_DURATION_S * 1000:
        raise too_long(ffmpeg.MAX_DURATION_S // 3600)
    taken, done = _strictly(source, probe, ladder, workdir)
    if done.exit_code != 0:
        if not trailing_junk.is_only_trailing(source, probe, workdir):
            raise damaged(done.sample_count() / probe.sample_rate_hz, done.report)
        notes.append(_TRAILING_JUNK)
        done = _run(source, probe, done.rungs, workdir, is_strict=False)
    facts = _accepted(source, probe, done, workdir)
    made = {
        number: rung_files.combine(rung, number, probe, facts, workdir) for number, rung in done.rungs.items()
    }
    rung_verification.verify(list(made.values()), probe, facts, workdir)
    return Prepared(
        facts=facts,
        renditions=[(taken | made)[number] for number in range(len(ladder))],
        loudness=read_loudness(done.report, workdir, done.listener.true_peak_dbtp()),
        peaks=done.listener.waveform.peaks(),
        fingerprint=_fingerprint(workdir / _FINGERPRINT_FILE),
        notes=notes,
    )


def _strictly(
    source: Path, probe: Probe, ladder: Sequence[RungSpec], workdir: Path
) -> tuple[dict[int, RenditionFile], _Pass]:
    """A pass that stops at the first error, and the rung whose frames are the source's own.

    Where there is one, it is what is decoded: the same frames, so that source and rung are verified at once.
    """
    numbered = dict(enumerate(ladder))
    taken = own_frames.take(source, ladder, probe, workdir)
    for number, rendition in taken.items():
        others = {other: rung for other, rung in numbered.items() if other != number}
        done = _run(rendition.path, probe, others, workdir, is_strict=True)
        if done.exit_code == 0 and done.sample_count() == rendition.index.sample_count:
            return taken, done
    own_frames.discard(taken)
    return {}, _run(source, probe, numbered, workdir, is_strict=True)


def _run(
    source: Path, probe: Probe, numbered: Mapping[int, RungSpec], workdir: Path, *, is_strict: bool
) -> _Pass:
    from segue.media.processing.listening import Listener, listening  # brings numpy: only where it is used

    outputs = {rung_files.fragmented_name(number): "" for number in numbered}
    graph, feeds = encoding.feeds(probe, outputs | dict.fromkeys(_MEASURES, "") | {"meter": METER})
    listener = Listener(_heard_channels(probe))
    duration_ms = min(probe.duration_ms or ffmpeg.MAX_DURATION_S * 1000, ffmpeg.MAX_DURATION_S * 1000)
    limits = ffmpeg.decoding_limits(
        duration_ms, file_bytes=2 * rung_files.largest_output_bytes(duration_ms, probe)
    )
    with listening(listener) as pipe:
        outcome = ffmpeg.run(
            source,
            [*graph, *encoding.rung_outputs(numbered, probe, feeds), *_measures(probe, feeds, pipe)],
            workdir=workdir,
            limits=limits,
            is_strict=is_strict,
            pass_fds=(pipe,),
        )
    return _Pass(numbered, outcome.stderr, outcome.exit_code, listener)


def _measures(probe: Probe, feeds: Mapping[str, Sequence[str]], pipe: int) -> list[str]:
    fingerprint = ["-t", str(FINGERPRINTED_S), "-f", "chromaprint", "-fp_format", "raw", _FINGERPRINT_FILE]
    return [
        *(*feeds["md5"], *ffmpeg.PLAIN, "-c:a", rungs.pcm_codec(probe), "-f", "md5", _MD5_FILE),
        *(*feeds["fingerprint"], *ffmpeg.PLAIN, *fingerprint),
        *(*feeds["waveform"], *ffmpeg.PLAIN, "-c:a", "pcm_f32le", "-f", "f32le", f"pipe:{pipe}"),
        *(*feeds["meter"], *ffmpeg.PLAIN, "-c:a", "anull", "-f", "null", "-"),
    ]


def _heard_channels(probe: Probe) -> int:
    return min(probe.channels, 2)


def _accepted(source: Path, probe: Probe, done: _Pass, workdir: Path) -> SourceFacts:
    decoded_s = done.sample_count() / probe.sample_rate_hz
    if done.exit_code != 0:
        raise damaged(decoded_s, done.report)
    if decoded_s < MIN_DURATION_S:
        raise too_short(done.report)
    if decoded_s > ffmpeg.MAX_DURATION_S:
        raise too_long(ffmpeg.MAX_DURATION_S // 3600)
    container = ffmpeg_report.input_facts(done.report)
    declared_s = (container and container.duration_s) or 0.0
    declared_s = min(declared_s, ffmpeg.MAX_DURATION_S)
    if decoded_s < declared_s * (1 - DURATION_TOLERANCE) - _DURATION_SLACK_S:
        raise damaged(decoded_s, f"declares {declared_s} s")
    if probe.container == "ogg" and ogg_ending.is_cut_off(source):
        raise damaged(decoded_s, "the last page is incomplete")
    if chunk_ending.is_cut_off(source, probe.container):
        raise damaged(decoded_s, "the chunk with the sound is incomplete")
    facts = SourceFacts(
        sample_count=done.sample_count(),
        duration_ms=round(decoded_s * 1000),
        sample_rate_hz=probe.sample_rate_hz,
        channels=_heard_channels(probe),
        md5=rung_verification.read_md5(workdir / _MD5_FILE),
    )
    if probe.container == "flac" and flac_header.contradicts(source, probe, facts):
        raise damaged(detail="the header and the frames disagree")
    return facts


def _fingerprint(path: Path) -> list[int]:
    """Chromaprint's 32-bit words, as signed numbers; none of sound that is too short for one."""
    content = path.read_bytes()
    return list(struct.unpack(f"<{len(content) // 4}i", content[: len(content) // 4 * 4]))


_TRAILING_JUNK = Note(
    "media.trailing_junk", "There is something after the end of the sound in this file. It was left out."
)


def _notes(probe: Probe) -> list[Note]:
    if probe.channels <= 2:
        return []
    message = f"This file has {probe.channels} channels. Listeners hear a stereo mix of them."
    return [Note("media.downmixed", message)]
