"""Texts that make some players open other files and addresses, under names that say they are music."""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

_HLS = "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:10\n{extra}#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n"
_DASH = (
    '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" mediaPresentationDuration="PT10S"><Period>'
    '<AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1">{inside}</Representation>'
    "</AdaptationSet></Period></MPD>"
)
FORMS: Mapping[str, str] = {
    "ffconcat.mp3": "ffconcat version 1.0\nfile '{target}'\n",
    "ffconcat-options.mp3": "ffconcat version 1.0\nfile '{target}'\noption safe 0\noption protocol_whitelist ALL\n",
    "hls.mp3": _HLS.replace("{extra}", ""),
    "hls-key.flac": _HLS.replace("{extra}", '#EXT-X-KEY:METHOD=AES-128,URI="{target}",IV=0x0\n'),
    "hls-map.m4a": _HLS.replace("{extra}", '#EXT-X-MAP:URI="{target}"\n'),
    "hls-range.mp3": _HLS.replace("{extra}", "#EXT-X-BYTERANGE:100000@0\n"),
    "hls-master.mp3": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{target}\n",
    "hls-sound.mp3": '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="{target}"\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"\n{target}\n',
    "m3u.mp3": "#EXTM3U\n#EXTINF:10,Song\n{target}\n",
    "dash-base.mp3": _DASH.format(inside="<BaseURL>{target}</BaseURL>"),
    "dash-list.m4a": _DASH.format(
        inside='<SegmentList><Initialization sourceURL="{target}"/><SegmentURL media="{target}"/></SegmentList>'
    ),
    "dash-entity.mp3": '<?xml version="1.0"?><!DOCTYPE MPD [<!ENTITY x SYSTEM "{target}">]>'
    + _DASH.format(inside="<BaseURL>&x;</BaseURL>").split("?>", 1)[1],
    "sdp.mp3": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=audio {port} RTP/AVP 0\na=control:{target}\n",
    "asx.mp3": '<asx version="3.0"><entry><ref href="{target}"/></entry></asx>',
    "pls.mp3": "[playlist]\nFile1={target}\nNumberOfEntries=1\nVersion=2\n",
    "xspf.mp3": '<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track>'
    "<location>{target}</location></track></trackList></playlist>",
    "smil.wav": '<smil><body><audio src="{target}"/></body></smil>',
    "rtsp.mp3": "rtsptext\nrtsp://127.0.0.1:{port}/x\n",
    "quicktime.m4a": '<?xml version="1.0"?><?quicktime type="application/x-quicktime-media-link"?>'
    '<embed src="{target}"/>',
    "real.mp3": "{target}\n",
    "avisynth.mp3": 'WavSource("{target}")\n',
    "imf.mp3": '<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016">'
    "<Id>{target}</Id></CompositionPlaylist>",
    "svg.flac": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
    '<image x:href="{target}"/></svg>',
    "ffmetadata.mp3": ";FFMETADATA1\ntitle={target}\n",
    "fifo.mp3": "#!/bin/sh\ncat {target}\n",
}
_WRAPPED = ("ffconcat.mp3", "hls.mp3", "dash-base.mp3")


def targets(canary: Path, port: int) -> dict[str, str]:
    """Ways to name the file next to the playlist, a listener, and this machine's own files."""
    return {
        "sibling": canary.name,
        "path": str(canary),
        "file": f"file:{canary}",
        "file-url": f"file://{canary}",
        "http": f"http://127.0.0.1:{port}/x.wav",
        "tcp": f"tcp://127.0.0.1:{port}",
        "udp": f"udp://127.0.0.1:{port}",
        "rtmp": f"rtmp://127.0.0.1:{port}/x",
        "gopher": f"gopher://127.0.0.1:{port}/x",
        "concat": f"concat:{canary}|{canary}",
        "subfile": f"subfile,,start,0,end,0,,:{canary}",
        "data": "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAIARKwAABCxAgAEABAAZGF0YQAAAAA=",
        "crypto": f"crypto:{canary}",
        "process": "/proc/self/environ",
        "passwords": "file:/etc/passwd",
        "descriptor": "pipe:0",
    }


def playlists(canary: Path, port: int) -> Iterator[tuple[str, bytes]]:
    """(File name, content): every form with some target, every target in the forms that ffmpeg follows."""
    named = list(targets(canary, port).items())
    for number, (form, text) in enumerate(FORMS.items()):
        for target, address in (named[0], named[4], named[number % len(named)]):
            yield f"{target}-{form}", text.format(target=address, port=port).encode()
    for form in _WRAPPED:
        for target, address in named:
            yield f"every-{target}-{form}", FORMS[form].format(target=address, port=port).encode()
        text = FORMS[form].format(target=canary.name, port=port)
        yield from ((f"{wrapping}-{form}", content) for wrapping, content in _wrapped(text))


def _wrapped(text: str) -> Iterator[tuple[str, bytes]]:
    """The same text behind what a reader may skip."""
    plain = text.encode()
    yield "id3", b"ID3\x04\0\0\0\0\x02\0" + bytes(256) + plain
    yield "id3-without-padding", b"ID3\x03\0\0\0\0\0\0" + plain
    yield "id3v1", plain + b"TAG" + bytes(125)
    yield "ape", plain + b"APETAGEX" + bytes(24)
    yield "gzip", gzip.compress(plain, mtime=0)
    yield "bom", b"\xef\xbb\xbf" + plain
    yield "utf16", text.encode("utf-16")
    yield "crlf", plain.replace(b"\n", b"\r\n")
    yield "blank", b"\n" * 64 + plain
    yield "nul", b"\0" * 512 + plain
    yield "after-mp3-sync", b"\xff\xfb\x90\x64" + plain
    yield "riff", b"RIFF\xff\xff\0\0WAVE" + plain
