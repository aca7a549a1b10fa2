"""DASH manifests (ISO/IEC 23009-1) over the same files as the HLS playlists: one range of index for each rendition."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import quoteattr

from segue.media.types import StoredRendition
from segue.streaming.bit_rates import peak_bps

CONTENT_TYPE = "application/dash+xml"
PROFILE = "urn:mpeg:dash:profile:isoff-on-demand:2011"


def dash_manifest(renditions: Sequence[StoredRendition], uris: Mapping[str, str]) -> str:
    """`uris`: address of each rendition's file, by name. Players choose among rungs of one codec by bandwidth, so
    each codec has a set of its own."""
    longest_s = max(rendition.index.sample_count / rendition.index.timescale for rendition in renditions)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="{PROFILE}" type="static"'
        f' mediaPresentationDuration="PT{longest_s:.6f}S" minBufferTime="PT4S">\n<Period>\n'
    )
    by_codec = groupby(sorted(renditions, key=lambda rendition: rendition.codec), lambda rung: rung.codec)
    sets = "".join(_adaptation_set(list(rungs), uris) for _, rungs in by_codec)
    return f"{head}{sets}</Period>\n</MPD>\n"


def _adaptation_set(rungs: list[StoredRendition], uris: Mapping[str, str]) -> str:
    rows = "".join(_representation(rung, uris[rung.name]) for rung in rungs)
    attributes = 'contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1"'
    return f"<AdaptationSet {attributes}>\n{rows}</AdaptationSet>\n"


def _representation(rung: StoredRendition, uri: str) -> str:
    """The index (sidx) lies between the init section and the first fragment, inside the file's outer mdat."""
    index = rung.index
    init_end = index.init[0] + index.init[1]
    return (
        f"<Representation id={quoteattr(rung.name)} codecs={quoteattr(rung.codec)}"
        f' bandwidth="{peak_bps(index)}" audioSamplingRate="{index.timescale}">\n'
        f"<BaseURL>{uri}</BaseURL>\n"
        f'<SegmentBase indexRange="{init_end}-{index.fragments[0][0] - 1}">'
        f'<Initialization range="{index.init[0]}-{init_end - 1}"/></SegmentBase>\n</Representation>\n'
    )
