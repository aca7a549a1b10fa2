"""HLS playlists (RFC 8216) over the fragments inside each rendition's one file."""

import math
from collections.abc import Sequence

from segue.media.types import RenditionIndex, StoredRendition

VERSION = 7  # byte ranges with EXT-X-MAP outside of I-frame playlists need 6, fMP4 is common from 7
CONTENT_TYPE = "application/vnd.apple.mpegurl"


def master_playlist(renditions: Sequence[StoredRendition]) -> str:
    """The lossy rungs, best first, for players that choose by bandwidth."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rendition in renditions:
        attributes = (
            f"BANDWIDTH={_peak_bps(rendition.index)},AVERAGE-BANDWIDTH={_average_bps(rendition.index)},"
            f'CODECS="{_hls_codec(rendition.codec)}"'
        )
        lines += [f"#EXT-X-STREAM-INF:{attributes}", f"{rendition.name}.m3u8"]
    return "\n".join([*lines, ""])


def media_playlist(index: RenditionIndex, uri: str) -> str:
    """`uri`: address of the rendition's file, good for all its ranges."""
    longest_s = max(duration for _, _, duration in index.fragments) / index.timescale
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest_s)}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{uri}",BYTERANGE="{index.init[1]}@{index.init[0]}"',
    ]
    for offset, length, duration in index.fragments:
        lines += [f"#EXTINF:{duration / index.timescale:.6f},", f"#EXT-X-BYTERANGE:{length}@{offset}", uri]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _peak_bps(index: RenditionIndex) -> int:
    """RFC 8216, 4.3.4.2: the largest bit rate of any segment."""
    return max(math.ceil(length * 8 * index.timescale / duration) for _, length, duration in index.fragments)


def _average_bps(index: RenditionIndex) -> int:
    lengths = sum(length for _, length, _ in index.fragments)
    durations = sum(duration for _, _, duration in index.fragments)
    return math.ceil(lengths * 8 * index.timescale / durations)


def _hls_codec(codec: str) -> str:
    """HLS players know Opus by its ISO sample entry's spelling."""
    return "Opus" if codec == "opus" else codec
