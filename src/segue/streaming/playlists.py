"""HLS playlists (RFC 8216) over the fragments inside each rendition's one file."""

import math
from collections.abc import Sequence

from segue.media.types import RenditionIndex, StoredRendition
from segue.streaming.bit_rates import average_bps, peak_bps

VERSION = 7  # byte ranges with EXT-X-MAP outside of I-frame playlists need 6, fMP4 is common from 7
CONTENT_TYPE = "application/vnd.apple.mpegurl"


def master_playlist(renditions: Sequence[StoredRendition]) -> str:
    """These rungs, best first, for players that choose by bandwidth."""
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rendition in renditions:
        attributes = (
            f"BANDWIDTH={peak_bps(rendition.index)},AVERAGE-BANDWIDTH={average_bps(rendition.index)},"
            f'CODECS="{_hls_codec(rendition.codec)}"'
        )
        lines += [f"#EXT-X-STREAM-INF:{attributes}", f"{rendition.name}.m3u8"]
    return "\n".join([*lines, ""])


def media_playlist(index: RenditionIndex, uri: str) -> str:
    """`uri`: address of the rendition's file, good for all its ranges.

    Every other fragment has an empty query after it: ffmpeg 9 asks for adjoining ranges of one address in one request
    and then hears the first of them only.
    """
    longest_s = max(duration for _, _, duration in index.fragments) / index.timescale
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{math.ceil(longest_s)}",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{uri}",BYTERANGE="{index.init[1]}@{index.init[0]}"',
    ]
    for number, (offset, length, duration) in enumerate(index.fragments):
        lines += [f"#EXTINF:{duration / index.timescale:.6f},", f"#EXT-X-BYTERANGE:{length}@{offset}"]
        lines.append(f"{uri}?" if number % 2 else uri)
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def _hls_codec(codec: str) -> str:
    """HLS players know Opus by its ISO sample entry's spelling."""
    return "Opus" if codec == "opus" else codec
