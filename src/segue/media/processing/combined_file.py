"""Makes one file that is at once an ordinary M4A and a set of HLS/DASH fragments.

    ftyp | moov (whole sample tables, exact edit list, real duration) | mdat { the fragmented file, whole }

The fragmented file (ftyp moov sidx moof mdat moof mdat ...) hides inside the outer mdat, and the outer moov points
at the sound inside it. A simple player sees a "fast start" M4A; HLS and DASH players use byte ranges of the inner
part. Storing both costs about 1 % over storing either.
"""

import mmap
import shutil
import struct
from array import array
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from segue.media.processing.fragments import FragmentedFile, SampleTable, read_fragmented
from segue.media.processing.isobmff import (
    CONTAINERS,
    Box,
    Buffer,
    MalformedBox,
    find,
    iter_boxes,
    pack,
    pack_full,
    pack_header,
    require,
    uint32,
    version_and_flags,
)
from segue.media.types import Fragment, RenditionIndex

RESAMPLER_ROUNDING_SAMPLES = 1
"""A resampler's output may end a sample before or after the exact place."""
SHORTEST_FRAGMENT_S = 0.25
"""A shorter tail joins the fragment before it: players handle slivers badly, and it may hold no sound at all."""
_FTYP = pack(b"ftyp", b"M4A ", struct.pack(">I", 512), b"M4A mp42isomiso2")
_LARGEST_32_BIT = 0xFFFFFFFF


def write_combined(fragmented: Path, destination: Path, sample_count: int | None = None) -> RenditionIndex:
    """Combine ffmpeg's fragmented file into `destination` and say where everything lies in it.

    Wants a file made with `-movflags +cmaf+delay_moov+global_sidx+skip_trailer`. Raises MalformedBox for others, and
    for one that is more than RESAMPLER_ROUNDING_SAMPLES longer or shorter than `sample_count`; a difference within
    that is taken from (or added to) what is heard of the last packet.
    """
    size = fragmented.stat().st_size
    with fragmented.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        source = read_fragmented(data, size)
        head = _Head(data, source, size, sample_count)
        with destination.open("xb") as output:
            output.write(head.written)
            shutil.copyfileobj(file, output, 1 << 20)
        return _index(source, head, size)


class _Head:
    """Everything before the fragmented file: ftyp, the rewritten moov and the outer mdat's header."""

    def __init__(self, data: Buffer, source: FragmentedFile, size: int, sample_count: int | None) -> None:
        self.timescale = _timescale(data, source.moov)
        self.priming = _priming(data, source.moov)
        self.surplus = _correct_ending(source, self.priming, sample_count)
        self.media_duration = sum(source.samples.durations)
        self.sample_count = self.media_duration - self.priming
        if not 0 < self.sample_count <= self.media_duration <= _LARGEST_32_BIT:
            raise MalformedBox(f"{self.media_duration} units of sound with {self.priming} of priming")
        mdat = pack_header(b"mdat", size)
        # The offsets in moov depend on its length, but its length doesn't depend on them: build it twice.
        rewrite = _MoovRewrite(data, source, self, is_large=size > _LARGEST_32_BIT - (1 << 28))
        self.bytes = len(_FTYP) + len(rewrite.build(0)) + len(mdat)
        self.written = _FTYP + rewrite.build(self.bytes) + mdat


class _MoovRewrite:
    """The fragmented file's moov without its fragment boxes, with full tables and real durations."""

    def __init__(self, data: Buffer, source: FragmentedFile, head: _Head, *, is_large: bool) -> None:
        self._data, self._source, self._head, self._is_large = data, source, head, is_large

    def build(self, shift: int) -> bytes:
        """The box, for a fragmented file that starts `shift` bytes into the new file."""
        return pack(b"moov", *self._children(self._source.moov, shift))

    def _children(self, parent: Box, shift: int) -> Iterator[bytes]:
        for box in iter_boxes(self._data, parent.body, parent.end):
            if box.type == b"mvex":
                continue
            if box.type == b"stbl":
                stsd = require(self._data, box, b"stsd")
                tables = _sample_tables(self._source.samples, shift, is_large=self._is_large)
                yield pack(b"stbl", bytes(self._data[stsd.offset : stsd.end]), *tables)
            elif box.type in CONTAINERS:
                yield pack(box.type, *self._children(box, shift))
            else:
                yield self._with_durations(box)

    def _with_durations(self, box: Box) -> bytes:
        """Header boxes all have version 0 here. One track: the movie takes the track's timescale."""
        content = bytearray(self._data[box.offset : box.end])
        head = self._head
        if box.type in (b"mvhd", b"tkhd", b"mdhd", b"elst") and version_and_flags(self._data, box)[0] != 0:
            raise MalformedBox(f"{box.type!r} is not of version 0")
        if box.type == b"mvhd":
            struct.pack_into(">II", content, box.header_bytes + 12, head.timescale, head.sample_count)
        elif box.type == b"tkhd":
            struct.pack_into(">I", content, box.header_bytes + 20, head.sample_count)
        elif box.type == b"mdhd":
            struct.pack_into(">I", content, box.header_bytes + 16, head.media_duration)
        elif box.type == b"elst":
            struct.pack_into(">I", content, box.header_bytes + 8, head.sample_count)
        return bytes(content)


def _timescale(data: Buffer, moov: Box) -> int:
    return uint32(data, require(data, moov, b"trak", b"mdia", b"mdhd").body + 12)


def _priming(data: Buffer, moov: Box) -> int:
    """The one edit's start in the media: samples that the encoder put before the sound."""
    elst = find(data, moov, b"trak", b"edts", b"elst")
    if elst is None:
        return 0
    if uint32(data, elst.body + 4) != 1:
        raise MalformedBox("more than one edit")
    return uint32(data, elst.body + 12)


def _correct_ending(source: FragmentedFile, priming: int, sample_count: int | None) -> int:
    """Give the last packet the duration that makes the length exact; returns how much longer it was."""
    durations = source.samples.durations
    surplus = 0 if sample_count is None else sum(durations) - priming - sample_count
    if abs(surplus) > RESAMPLER_ROUNDING_SAMPLES or not durations or durations[-1] < surplus:
        raise MalformedBox(f"{sum(durations) - priming} samples, not {sample_count}")
    durations[-1] -= surplus
    return surplus


def _sample_tables(samples: SampleTable, shift: int, *, is_large: bool) -> list[bytes]:
    times = [(sum(1 for _ in group), duration) for duration, group in groupby(samples.durations)]
    counts = [count for _, count in samples.chunks]
    changes = [at for at, count in enumerate(counts) if at == 0 or count != counts[at - 1]]
    offsets = [shift + offset for offset, _ in samples.chunks]
    chunk_offsets = pack_full(b"co64", _count(offsets), struct.pack(f">{len(offsets)}Q", *offsets))
    if not is_large:
        chunk_offsets = pack_full(b"stco", _count(offsets), struct.pack(f">{len(offsets)}I", *offsets))
    return [
        pack_full(b"stts", _count(times), *(struct.pack(">II", *entry) for entry in times)),
        pack_full(b"stsc", _count(changes), *(struct.pack(">III", at + 1, counts[at], 1) for at in changes)),
        pack_full(
            b"stsz", bytes(4), _count(samples.sizes), struct.pack(f">{len(samples.sizes)}I", *samples.sizes)
        ),
        chunk_offsets,
    ]


def _count(entries: "list[int] | list[tuple[int, int]] | array[int]") -> bytes:
    return struct.pack(">I", len(entries))


def _index(source: FragmentedFile, head: _Head, size: int) -> RenditionIndex:
    return RenditionIndex(
        init=(head.bytes, source.sidx.offset),
        timescale=head.timescale,
        sample_count=head.sample_count,
        priming_samples=head.priming,
        fragments=tuple(_fragments(_references(source, head), head.bytes + source.sidx.end, head.timescale)),
        bytes=head.bytes + size,
    )


def _references(source: FragmentedFile, head: _Head) -> list[tuple[int, int]]:
    *others, (length, duration) = source.references
    return [*others, (length, duration - head.surplus)]


def _fragments(references: list[tuple[int, int]], at: int, timescale: int) -> list[Fragment]:
    """Adjoining byte ranges, none of them a sliver (except when it is all there is)."""
    fragments: list[Fragment] = []
    for length, duration in references:
        if fragments and duration < SHORTEST_FRAGMENT_S * timescale:
            start, before_bytes, before_duration = fragments.pop()
            fragments.append((start, before_bytes + length, before_duration + duration))
        else:
            fragments.append((at, length, duration))
        at += length
    return fragments
