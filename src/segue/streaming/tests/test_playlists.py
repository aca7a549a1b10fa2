"""Playlists that a strict reader accepts, and that ffmpeg decodes to the exact number of samples."""

import math
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from segue.media.tests.factories import FFMPEG, FRAME_COUNT, flac_file, press
from segue.media.types import RenditionFile, RenditionIndex, StoredRendition
from segue.streaming.playlists import master_playlist, media_playlist
from segue.streaming.queries import choose

URI = "/media/1.signature/file.m4a"
AAC_FRAGMENT = 172 * 1024
LENGTHS = {
    "short": FRAME_COUNT,
    "three fragments": 3 * AAC_FRAGMENT - 5000,
    "a fragment": AAC_FRAGMENT - 1024,
    "a fragment and a sample": AAC_FRAGMENT - 1023,
    "a FLAC fragment": AAC_FRAGMENT,
    "a FLAC fragment and a sample": AAC_FRAGMENT + 1,
}


@dataclass(frozen=True)
class Playlist:
    """What a strict reader of RFC 8216 finds."""

    target_s: int
    init: tuple[int, int]
    segments: list[tuple[float, int, int]]
    """Duration in seconds, offset, length."""


def read_strictly(text: str, uri: str) -> Playlist:
    lines = text.split("\n")
    assert lines[:2] == ["#EXTM3U", "#EXT-X-VERSION:7"]
    assert lines[-2:] == ["#EXT-X-ENDLIST", ""]
    target = re.fullmatch(r"#EXT-X-TARGETDURATION:(\d+)", lines[2])
    assert lines[3:5] == ["#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-INDEPENDENT-SEGMENTS"]
    start = re.fullmatch(rf'#EXT-X-MAP:URI="{re.escape(uri)}",BYTERANGE="(\d+)@(\d+)"', lines[5])
    assert target
    assert start
    segments = []
    rest = lines[6:-2]
    assert len(rest) % 3 == 0
    for at in range(0, len(rest), 3):
        duration = re.fullmatch(r"#EXTINF:(\d+\.\d{6}),", rest[at])
        span = re.fullmatch(r"#EXT-X-BYTERANGE:(\d+)@(\d+)", rest[at + 1])
        assert duration
        assert span
        assert rest[at + 2] == (f"{uri}?" if at // 3 % 2 else uri)
        segments.append((float(duration[1]), int(span[2]), int(span[1])))
    return Playlist(int(target[1]), (int(start[2]), int(start[1])), segments)


@pytest.fixture(scope="module", params=list(LENGTHS))
def pressed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, list[RenditionFile]]:
    folder = tmp_path_factory.mktemp("pressed")
    frame_count = LENGTHS[request.param]
    return frame_count, press(flac_file(folder / "a.flac", frame_count=frame_count), folder / "work")


def test_ranges_adjoin_inside_the_file_and_durations_add_up(pressed: tuple[int, list[RenditionFile]]) -> None:
    for rendition in pressed[1]:
        index = rendition.index
        playlist = read_strictly(media_playlist(index, URI), URI)
        size = rendition.path.stat().st_size
        at = playlist.segments[0][1]
        for duration_s, offset, length in playlist.segments:
            assert offset == at
            at = offset + length
            assert 0 < length <= size - offset
            assert 0 <= round(duration_s) <= playlist.target_s
        assert index.init[0] + index.init[1] <= playlist.segments[0][1]
        total_s = sum(duration_s for duration_s, _, _ in playlist.segments)
        assert total_s == pytest.approx(index.sample_count / index.timescale, abs=1e-5)
        content = rendition.path.read_bytes()
        assert content[playlist.init[0] + 4 : playlist.init[0] + 8] == b"ftyp"
        assert {content[start + 4 : start + 8] for _, start, _ in playlist.segments} <= {b"moof", b"sidx"}


@pytest.mark.parametrize("name", ["flac", "aac-160"])
def test_ffmpeg_hears_every_sample_of_a_playlist(
    name: str, pressed: tuple[int, list[RenditionFile]], tmp_path: Path
) -> None:
    frame_count, renditions = pressed
    rendition = next(rendition for rendition in renditions if rendition.name == name)
    playlist = tmp_path / "a.m3u8"
    text = media_playlist(rendition.index, str(rendition.path))
    playlist.write_text(text.replace("?\n", "\n"))  # files have no queries
    heard = decoded_frames(playlist)
    if name == "aac-160":
        # In AAC the last frame's padding is heard too; browsers cut it off at the end of the playlist.
        assert rendition.index.sample_count == frame_count
        frame_count = 1024 * math.ceil(frame_count / 1024)
    assert heard == frame_count


def decoded_frames(playlist: Path) -> int:
    command = [
        *(FFMPEG, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-allowed_extensions", "ALL"),
        *("-i", str(playlist), "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-"),
    ]
    return len(subprocess.run(command, check=True, capture_output=True).stdout) // 4


def rung(name: str, codec: str, *, is_lossless: bool = False) -> StoredRendition:
    index = RenditionIndex((0, 10), 1000, 9000, 0, ((10, 80_000, 4000), (80_010, 100_000, 5000)), 180_010)
    return StoredRendition(name, codec, 160, is_lossless, "ab" * 32, index)


def test_the_master_playlist_names_each_rung_with_its_bandwidth() -> None:
    text = master_playlist([rung("aac-160", "mp4a.40.2"), rung("opus-96", "opus")])
    assert text == (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-STREAM-INF:BANDWIDTH=160000,AVERAGE-BANDWIDTH=160000,CODECS="mp4a.40.2"\naac-160.m3u8\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=160000,AVERAGE-BANDWIDTH=160000,CODECS="Opus"\nopus-96.m3u8\n'
    )


def test_the_target_duration_is_no_shorter_than_any_segment() -> None:
    index = RenditionIndex((0, 10), 44_100, 1, 0, ((10, 5, 176_129),), 15)
    assert read_strictly(media_playlist(index, URI), URI).target_s == math.ceil(176_129 / 44_100) == 4


def test_a_flac_that_is_less_than_its_source_is_still_no_choice_by_bandwidth() -> None:
    """Of a source with more bits than FLAC holds, say."""
    rungs = [rung("flac", "fLaC"), rung("opus-96", "opus")]
    assert [chosen.name for chosen in choose(rungs, is_flac=False)] == ["opus-96"]
    assert [chosen.name for chosen in choose(rungs, is_flac=True)] == ["flac"]
