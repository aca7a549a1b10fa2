"""The proxies of `ops/` with the real media endpoint behind them: what comes through, and what doesn't."""

import gzip
import json
import re
import socket
import subprocess
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path

import pytest

from segue.kernel import capability
from segue.kernel.storage import LocalStorage
from segue.kernel.storage.store import key_of
from segue.media.tests.factories import FFMPEG, flac_file, press
from segue.streaming.playlists import media_playlist
from segue.streaming.tests.media_browser import SAFE
from tests.delivery.conftest import CONTENT, Front
from tests.delivery.fronts import HOST
from tests.delivery.raw_websocket import connect
from tests.journeys.running import wait_for

pytestmark = pytest.mark.timeout(600)
LONG = 10 * 44_100 + 123
"""Samples of a song of three fragments."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    front: Front, path: str, method: str = "GET", cookie: str = "sessionid=mine", **headers: str
) -> Answer:
    connection = HTTPConnection(HOST, front.port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers={"Cookie": cookie, **named})
        answer = connection.getresponse()
        return Answer(
            answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        )
    finally:
        connection.close()


def test_the_whole_file_comes_with_what_the_endpoint_says_of_it(front: Front) -> None:
    answer = ask(front, front.path())
    assert (answer.status, answer.body) == (200, CONTENT)
    wanted = {
        **SAFE,
        "etag": f'"{front.sha256}"',
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=3600, immutable",
        "content-type": "audio/mp4",
        "content-length": str(len(CONTENT)),
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert "x-accel-redirect" not in answer.headers
    assert "content-encoding" not in ask(front, front.path(), accept_encoding="gzip, zstd").headers


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=1000-600000", 1000, 600_000),
        ("bytes=-7", len(CONTENT) - 7, len(CONTENT) - 1),
        ("bytes=1151990-", 1_151_990, len(CONTENT) - 1),
    ],
)
def test_ranges_come_exactly(wanted: str, start: int, end: int, front: Front) -> None:
    answer = ask(front, front.path(), range=wanted)
    assert (answer.status, answer.body) == (206, CONTENT[start : end + 1])
    assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(CONTENT)}"
    assert answer.headers["etag"] == f'"{front.sha256}"'


def test_conditions_are_those_of_the_endpoint(front: Front) -> None:
    etag = f'"{front.sha256}"'
    unchanged = ask(front, front.path(), if_none_match=etag)
    assert (unchanged.status, unchanged.body, unchanged.headers["etag"]) == (304, b"", etag)
    assert ask(front, front.path(), if_none_match='"other"').status == 200
    assert ask(front, front.path(), range="bytes=0-9", if_range=etag).body == CONTENT[:10]
    assert ask(front, front.path(), range="bytes=0-9", if_range='"other"').body == CONTENT
    beyond = ask(front, front.path(), range=f"bytes={len(CONTENT)}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{len(CONTENT)}")
    assert ask(front, front.path(), range="bytes=0-1,4-5").body == CONTENT


def test_head_tells_the_length_and_sends_nothing(front: Front) -> None:
    answer = ask(front, front.path(), "HEAD", range="bytes=0-9")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", str(len(CONTENT)))
    assert ask(front, front.path(), "POST").status == 405


def test_a_download_has_its_name(front: Front) -> None:
    answer = ask(front, f"{front.path()}?download=J%C3%B3ga.m4a")
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Joga.m4a\"; filename*=UTF-8''J%C3%B3ga.m4a"
    )
    assert answer.body == CONTENT


def test_forged_expired_and_foreign_addresses_get_no_byte(front: Front, store: LocalStorage) -> None:
    held = capability.parse(front.path())
    assert held is not None
    other = store.put_file(Path(__file__)).sha256
    expired = replace(held, expires_at_s=int(time.time()) - 1)
    changes = (
        expired,
        replace(held, sha256=other),
        replace(held, track="0b" * 16),
        replace(held, track=""),
        replace(held, key_id="0" * 8),
        replace(held, signature="A" * 43),
        replace(held, ending="jpg"),
    )
    for forged in changes:
        for headers in ({}, {"range": "bytes=0-0"}, {"if_none_match": f'"{forged.sha256}"'}):
            assert refusal(ask(front, forged.path, **headers)) == 403
    for cookie in ("", "sessionid=other", "sessionid=ended"):
        assert refusal(ask(front, front.path(), cookie=cookie)) == 403
    assert refusal(ask(front, front.path("ended"), cookie="sessionid=ended")) == 403
    assert ask(front, front.path()).status == 200


def refusal(answer: Answer) -> int:
    assert len(answer.body) < 100
    assert answer.headers["cache-control"] == "no-store"
    return answer.status


def test_nothing_leads_straight_to_the_files(front: Front) -> None:
    key = key_of(front.sha256)
    paths = [
        f"/protected-media/{key}",
        f"/protected-media/../protected-media/{key}",
        f"/media/../protected-media/{key}",
        f"/%70rotected-media/{key}",
        f"/media/{key}",
        f"/media/{front.sha256}.m4a",
        f"/{key}",
        f"/media/..%2f..%2f{key}",
    ]
    for path in paths:
        answer = ask(front, path, x_accel_redirect=f"/protected-media/{key}")
        # Addresses outside of /media/ and /protected-media/ are the web app's own: here, some words of JSON.
        assert answer.status in (400, 404) or b"slack water" in answer.body
        assert CONTENT[:64] not in answer.body


def test_a_websocket_passes_and_outlives_the_deadlines(front: Front) -> None:
    with connect(HOST, front.port) as page:
        page.say("hello")
        assert page.hear() == "HELLO"
        wait_for_the_end(front, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        wait_for_the_end(front, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        wait_for_the_end(front, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        page.say("still there")
        assert page.hear() == "STILL THERE"


@pytest.mark.parametrize("beginning", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "])
def test_slow_headers_are_cut_off(beginning: bytes, front: Front) -> None:
    wait_for_the_end(front, beginning)


def wait_for_the_end(front: Front, beginning: bytes) -> None:
    """Of a connection whose sender begins and says no more."""
    with socket.create_connection((HOST, front.port), timeout=30) as sender:
        sender.sendall(beginning)
        while sender.recv(4096):
            pass


@pytest.mark.parametrize(
    "beginning",
    [
        b"POST /api/v1/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\nslow",
        b"POST /api/v1/echo HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsl",
    ],
)
def test_slow_bodies_do_not_hold_segue(beginning: bytes, front: Front) -> None:
    """nginx gathers a body first, and closes. Caddy hands it on as it comes, and lets go of Segue at the deadline."""
    if front.name == "nginx":
        wait_for_the_end(front, beginning)
        assert cut_bodies(front) == 0
        return
    before = cut_bodies(front)
    with socket.create_connection((HOST, front.port), timeout=30) as sender:
        sender.sendall(beginning)
        wait_for(lambda: cut_bodies(front) > before, timeout_s=20, what="the end of the body")


def cut_bodies(front: Front) -> int:
    """How many bodies ended too early for the application."""
    return len(json.loads(ask(front, "/api/v1/echo").body)["cut"])


def test_a_sender_of_drops_does_not_outlast_the_deadline_for_headers(front: Front) -> None:
    """Each byte is in time for itself."""
    with socket.create_connection((HOST, front.port), timeout=0.3) as sender:
        sender.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        for _ in range(100):
            try:
                sender.sendall(b"a")
                if sender.recv(4096) in (b"", *[b"HTTP"]):
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    pytest.fail("still open after 30 seconds")


def test_bodies_have_a_limit_and_uploads_a_wide_one(front: Front) -> None:
    body = bytes(33 * 1024 * 1024)
    assert send(front, "/uploads/1", body) == 200
    assert send(front, "/api/v1/echo", body) in (413, 0)


def send(front: Front, path: str, body: bytes) -> int:
    """The status; 0 when the connection was closed before the body had gone."""
    connection = HTTPConnection(HOST, front.port, timeout=30)
    try:
        connection.request("POST", path, body)
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return 0
    finally:
        connection.close()


def test_texts_are_compressed(front: Front) -> None:
    plain = ask(front, "/api/v1/echo")
    packed = ask(front, "/api/v1/echo", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 5
    assert json.loads(gzip.decompress(packed.body))["words"] == json.loads(plain.body)["words"]
    assert json.loads(plain.body)["headers"]["x-forwarded-for"] == HOST


def test_no_log_holds_an_address(front: Front) -> None:
    path = front.path()
    for asked in (path, front.path(sha256="ef" * 32), path[:-5]):
        ask(front, asked, referer=f"http://x{path}")
    ask(front, "/api/v1/echo?seen=1")
    logs = logs_with(front, "/api/v1/echo")
    assert not re.search(r"/media/\d", logs)
    held = capability.parse(path)
    assert held is not None
    assert held.signature not in logs
    assert "sessionid" not in logs


def test_no_log_holds_a_one_time_link(front: Front) -> None:
    marker = "pl4ntedTn8Vb"
    paths = [
        *(f"/{page}/{marker}" for page in ("reset-password", "verify-email", "setup", "setup/x")),
        f"/sign-up?invitation={marker}&next=/",
        f"/api/v1/operator-setup?token={marker}",
        f"/api/v1/team-invitations/by-token?token={marker}",
        f"/_allauth/oidc/home/callback?code={marker}&state={marker}",
    ]
    for path in paths:
        ask(front, path, referer=f"http://x{path}")
        provoke_errors(front, path)
    for name in ("X-Password-Reset-Key", "X-Email-Verification-Key", "X-Session-Token", "Authorization"):
        ask(front, "/_allauth/browser/v1/auth/email/verify", **{name.replace("-", "_"): marker})
    logs = logs_with(front, "/reset-password/-", "/api/v1/operator-setup")
    assert marker not in logs


def logs_with(front: Front, *words: str) -> str:
    """What all logs hold as soon as these words are in them: proxies write a line after they have answered."""

    def logs() -> str:
        told = "".join(log.read_text(errors="replace") for log in front.logs.glob("*.log"))
        return told if all(word in told for word in words) else ""

    return str(wait_for(logs, timeout_s=20, what=f"a line with {words}"))


def provoke_errors(front: Front, path: str) -> None:
    """Proxies tell of them by themselves: of a sender that leaves, and of a body that is too long."""
    for length in (99, 10**10):
        with socket.create_connection((HOST, front.port), timeout=20) as sender:
            head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {length}\r\n\r\n"
            sender.sendall(head.encode() + b"begun")


def test_a_song_plays_through(front: Front, store: LocalStorage, tmp_path: Path) -> None:
    """By its playlist, and as one file; FLAC to the last sample."""
    for rendition in press(flac_file(tmp_path / "a.flac", frame_count=LONG), tmp_path / "work"):
        path = front.path(sha256=store.put_file(rendition.path).sha256)
        (front.media / "list.m3u8").write_text(media_playlist(rendition.index, path))
        counts = [decoded_frames(front, address) for address in ("/api/v1/list.m3u8", path)]
        rate_hz = rendition.index.timescale
        assert min(counts) >= LONG * rate_hz / 44_100 - 1
        if rendition.is_lossless:
            assert counts == [LONG, LONG]


def decoded_frames(front: Front, path: str) -> int:
    command = [
        *(FFMPEG, "-nostdin", "-v", "error", "-headers", "Cookie: sessionid=mine\r\n"),
        *(
            "-i",
            f"http://{HOST}:{front.port}{path}",
            "-map",
            "0:a:0",
            "-f",
            "s16le",
            "-c:a",
            "pcm_s16le",
            "-",
        ),
    ]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    return len(done.stdout) // 4
