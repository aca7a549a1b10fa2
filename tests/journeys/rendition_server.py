"""A page with hls.js, and a song's renditions with their playlists, for players that are to be tried on them."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from segue.media.types import RenditionFile, StoredRendition
from segue.streaming.byte_range import ByteRange, parse_range
from segue.streaming.manifest import dash_manifest
from segue.streaming.playlists import master_playlist, media_playlist

HLS = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "hls.js" / "dist" / "hls.min.js"
PAGE = b'<!doctype html><script src="/hls.js"></script><audio id="segue-audio"></audio>'


def stored(rendition: RenditionFile) -> StoredRendition:
    names = ("name", "codec", "bitrate_kbps", "is_lossless", "index")
    return StoredRendition(sha256="ab" * 32, **{name: getattr(rendition, name) for name in names})


@contextmanager
def serving(renditions: Sequence[RenditionFile]) -> Iterator[str]:
    """The origin: `/`, `/<name>.m4a`, `/<name>.m3u8`, `/master.m3u8` and `/manifest.mpd` of the lossy ones, and
    `/lossless.mpd`."""
    files = {"/": PAGE, "/hls.js": HLS.read_bytes(), "/favicon.ico": b""}
    lossy = [stored(rendition) for rendition in renditions if not rendition.is_lossless]
    lossless = [stored(rendition) for rendition in renditions if rendition.is_lossless]
    uris = {rendition.name: f"/{rendition.name}.m4a" for rendition in renditions}
    for rendition in renditions:
        files[f"/{rendition.name}.m4a"] = rendition.path.read_bytes()
        files[f"/{rendition.name}.m3u8"] = media_playlist(rendition.index, uris[rendition.name]).encode()
    files["/master.m3u8"] = master_playlist(lossy).encode()
    files["/manifest.mpd"] = dash_manifest(lossy, uris).encode()
    files["/lossless.mpd"] = dash_manifest(lossless, uris).encode()
    server = _Server(("127.0.0.1", 0), _handler(files))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Players hang up when they have enough; anything else is for the test's eyes."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(files: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    types = {"m4a": "audio/mp4", "js": "text/javascript", "mpd": "application/dash+xml", "/": "text/html"}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            content = files[path]
            ending = path.rpartition(".")[2]
            has_ranges = ending == "m4a"  # as with Segue itself, whose playlists come whole
            wanted = parse_range(self.headers.get("Range", "").encode(), len(content)) if has_ranges else None
            part = wanted or ByteRange(0, len(content))
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Type", types.get(ending, "application/vnd.apple.mpegurl"))
            self.send_header("Content-Length", str(part.length))
            if has_ranges:
                self.send_header("Accept-Ranges", "bytes")
            if wanted:
                last = part.start + part.length - 1
                self.send_header("Content-Range", f"bytes {part.start}-{last}/{len(content)}")
            self.end_headers()
            self._send(content[part.start : part.start + part.length])

        def _send(self, content: bytes) -> None:
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # a player that has enough

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    return Handler
