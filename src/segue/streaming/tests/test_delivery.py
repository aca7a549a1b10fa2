"""Media bytes: no byte without a capability of one's own, and exactly the bytes that were asked for."""

import asyncio
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from segue.kernel import capability
from segue.kernel.http.viewer import VISITOR_COOKIE
from segue.streaming import delivery
from segue.streaming.delivery import MediaApp

KEY = b"k" * 32
CONTENT = bytes(range(256)) * 4500  # more than two chunks
SHA256 = "ab" * 32
ETAG = f'"{SHA256}"'
NOW = 1_800_000_100.0
TTL_S = 3600
SAFE = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


Fetch = Callable[..., Answer]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """`clock.time` can be replaced."""
    fake = SimpleNamespace(time=lambda: NOW)
    monkeypatch.setattr(capability, "time", fake)
    return fake


async def may_have(sha256: str, viewer_key: str) -> bool:
    """One browser's access has ended since its addresses were made."""
    return viewer_key != "ended"


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    (tmp_path / SHA256).write_bytes(CONTENT)
    app = MediaApp(key=KEY, object_path=lambda sha256: tmp_path / sha256, may_have=may_have)

    def ask(path: str, *, method: str = "GET", cookie: str = "sessionid=mine", **headers: str) -> Answer:
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        pairs += [(b"cookie", cookie.encode())] if cookie else []
        scope = {"type": "http", "method": method, "path": path, "headers": pairs}
        return asyncio.run(_call(app, scope))

    return ask


async def _call(app: MediaApp, scope: dict[str, Any]) -> Answer:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("nothing to receive")

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *parts = sent
    assert start["type"] == "http.response.start"
    assert [part.get("more_body", False) for part in parts] == [True] * (len(parts) - 1) + [False]
    assert all(len(part.get("body", b"")) <= delivery.CHUNK_BYTES for part in parts)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert len(headers) == len(start["headers"])
    return Answer(start["status"], headers, b"".join(part.get("body", b"") for part in parts))


def path_for(
    viewer_key: str = "mine", *, sha256: str = SHA256, ending: str = "m4a", ttl_s: int = TTL_S
) -> str:
    return capability.grant(KEY, sha256=sha256, ending=ending, viewer_key=viewer_key, ttl_s=ttl_s).path


def assert_refused(answer: Answer, status: int = 403) -> None:
    assert answer.status == status
    assert answer.headers.items() >= {**SAFE, "cache-control": "no-store"}.items()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(answer.body) == int(answer.headers["content-length"]) < 100


def test_the_right_browser_gets_the_whole_file(fetch: Fetch) -> None:
    answer = fetch(path_for())
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers == {
        **SAFE,
        "etag": ETAG,
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=3600, immutable",
        "content-type": "audio/mp4",
        "content-length": str(len(CONTENT)),
    }


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "sessionid=other",
        "sessionid=",
        "other=mine",
        "sessionid=minemine",
        "Sessionid=mine",
        f"sessionid=other; {VISITOR_COOKIE}=mine",
    ],
)
def test_another_browser_gets_no_byte(cookie: str, fetch: Fetch) -> None:
    assert_refused(fetch(path_for(), cookie=cookie))
    assert_refused(fetch(path_for(), cookie=cookie, if_none_match=ETAG))
    assert_refused(fetch(path_for(), cookie=cookie, range="bytes=0-0"))
    assert_refused(fetch(path_for(), cookie=cookie, method="HEAD"))


@pytest.mark.parametrize(
    "cookie",
    [
        "sessionid=mine",
        f"{VISITOR_COOKIE}=other; sessionid=mine",
        f"{VISITOR_COOKIE}=mine",
        f'theme={{"dark": true}}; foo bar; a[b]=1; {VISITOR_COOKIE}=mine',
    ],
)
def test_cookies_are_read_as_django_reads_them(cookie: str, fetch: Fetch) -> None:
    assert fetch(path_for(), cookie=cookie, range="bytes=0-3").body == CONTENT[:4]


def test_signing_out_ends_it(fetch: Fetch) -> None:
    path = path_for("mine")
    assert fetch(path, range="bytes=0-3").status == 206
    assert_refused(fetch(path, cookie=f"{VISITOR_COOKIE}=fresh"))


def test_it_works_for_between_half_its_time_and_all_of_it(fetch: Fetch, clock: SimpleNamespace) -> None:
    for start in range(0, TTL_S, 60):
        clock.time = lambda start=start: NOW + start
        assert TTL_S / 2 <= expiry(path_for()) - (NOW + start) <= TTL_S
    path = path_for()
    clock.time = lambda: expiry(path) - 0.001
    assert fetch(path).status == 200
    clock.time = lambda: expiry(path)
    assert_refused(fetch(path))


def expiry(path: str) -> float:
    granted = capability.parse(path)
    assert granted is not None
    return float(granted.expires_at_s)


def test_addresses_stay_equal_for_a_while(clock: SimpleNamespace) -> None:
    first = path_for()
    clock.time = lambda: NOW + 60
    assert path_for() == first
    clock.time = lambda: NOW + TTL_S / 2
    assert path_for() != first


def test_an_altered_address_gets_no_byte(fetch: Fetch, tmp_path: Path) -> None:
    granted = capability.parse(path_for())
    assert granted is not None
    other = "cd" * 32
    (tmp_path / other).write_bytes(b"other")
    signature = granted.signature
    altered = [
        f"/media/{granted.expires_at_s}.{signature}/{other}.m4a",
        f"/media/{granted.expires_at_s}.{signature}/{SHA256}.jpg",
        f"/media/{granted.expires_at_s + 1}.{signature}/{SHA256}.m4a",
        f"/media/{granted.expires_at_s}.{signature[:-1] + ('A' if signature[-1] != 'A' else 'B')}/{SHA256}.m4a",
        f"/media/{granted.expires_at_s}.{'A' * 43}/{SHA256}.m4a",
    ]
    for path in altered:
        assert_refused(fetch(path))
    assert_refused(
        fetch(capability.grant(b"x", sha256=SHA256, ending="m4a", viewer_key="mine", ttl_s=60).path)
    )


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        f"/media/{SHA256}.m4a",
        f"/media/1.{'A' * 43}/../../secrets/django_key.m4a",
        f"/media/1.{'A' * 43}/{SHA256}.m4a/",
        f"/media/1.{'A' * 43}/{SHA256}.m4a\n",
        f"/media/1.{'A' * 43}/{SHA256.upper()}.m4a",
        f"/media/1.{'A' * 43}/{SHA256}.html",
        f"/media/{'9' * 13}.{'A' * 43}/{SHA256}.m4a",
        f"/media/١.{'A' * 43}/{SHA256}.m4a",
    ],
)
def test_addresses_of_another_form_lead_nowhere(path: str, fetch: Fetch) -> None:
    assert fetch(path).status in (403, 404)
    assert fetch(path).body in (b"Not found", b"This address has expired, or it was made for another browser")


def test_an_object_that_is_gone_is_not_found(fetch: Fetch) -> None:
    assert_refused(fetch(path_for(sha256="ef" * 32)), 404)


def test_covers_are_jpegs(fetch: Fetch) -> None:
    assert fetch(path_for(ending="jpg")).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT"])
def test_only_reading_is_possible(method: str, fetch: Fetch) -> None:
    answer = fetch(path_for(), method=method)
    assert_refused(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=1000-600000", 1000, 600_000),
        (f"bytes={len(CONTENT) - 5}-", len(CONTENT) - 5, len(CONTENT) - 1),
        ("bytes=-7", len(CONTENT) - 7, len(CONTENT) - 1),
        ("bytes=5-99999999999999999999", 5, len(CONTENT) - 1),
    ],
)
def test_one_range_is_sent_exactly(header: str, start: int, end: int, fetch: Fetch) -> None:
    answer = fetch(path_for(), range=header)
    assert (answer.status, answer.body) == (206, CONTENT[start : end + 1])
    assert answer.headers["content-range"] == f"bytes {start}-{end}/{len(CONTENT)}"
    assert answer.headers["content-length"] == str(end - start + 1)


@pytest.mark.parametrize("header", ["bytes=9-8", "bytes=0-1,4-5", "lines=0-1", "nonsense"])
def test_other_ranges_get_the_whole(header: str, fetch: Fetch) -> None:
    answer = fetch(path_for(), range=header)
    assert (answer.status, answer.body == CONTENT) == (200, True)
    assert "content-range" not in answer.headers


@pytest.mark.parametrize("header", [f"bytes={len(CONTENT)}-", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_size(header: str, fetch: Fetch) -> None:
    answer = fetch(path_for(), range=header)
    assert_refused(answer, 416)
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


def test_head_tells_what_get_would_and_knows_no_ranges(fetch: Fetch) -> None:
    for headers in ({}, {"range": "bytes=0-9"}, {"range": f"bytes={len(CONTENT)}-"}):
        answer = fetch(path_for(), method="HEAD", **headers)
        assert (answer.status, answer.body) == (200, b"")
        assert answer.headers == fetch(path_for()).headers


@pytest.mark.parametrize("tag", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', "*"])
def test_what_the_browser_has_is_not_sent_again(tag: str, fetch: Fetch) -> None:
    answer = fetch(path_for(), if_none_match=tag, range="bytes=0-9")
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers == {
        **SAFE,
        "etag": ETAG,
        "accept-ranges": "bytes",
        "cache-control": "private, max-age=3600, immutable",
    }
    assert fetch(path_for(), if_none_match='"other"').status == 200


def test_a_range_of_another_version_is_answered_with_the_whole(fetch: Fetch) -> None:
    assert fetch(path_for(), range="bytes=0-9", if_range=ETAG).status == 206
    for other in ('"other"', f"W/{ETAG}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        answer = fetch(path_for(), range="bytes=0-9", if_range=other)
        assert (answer.status, answer.body == CONTENT) == (200, True)


@pytest.mark.parametrize("reason", [errno.EAGAIN, errno.EOPNOTSUPP])
def test_cold_pages_are_read_by_a_thread(reason: int, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    def cold(*args: object) -> int:
        raise OSError(reason, "cold")

    monkeypatch.setattr(os, "preadv", cold)
    assert fetch(path_for()).body == CONTENT
    assert fetch(path_for(), range="bytes=600000-").body == CONTENT[600_000:]


def test_systems_without_that_call_read_by_a_thread(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "RWF_NOWAIT", raising=False)
    assert fetch(path_for()).body == CONTENT


def test_half_warm_pages_are_read_in_pieces(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    def partial(descriptor: int, buffers: list[bytearray], offset: int, flags: int) -> int:
        piece = os.pread(descriptor, min(len(buffers[0]), 70_000), offset)
        buffers[0][: len(piece)] = piece
        return len(piece)

    monkeypatch.setattr(os, "preadv", partial)
    assert fetch(path_for()).body == CONTENT


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_every_descriptor_is_closed(fetch: Fetch) -> None:
    before = open_descriptors()
    for headers in ({}, {"range": "bytes=0-9"}, {"range": f"bytes={len(CONTENT)}-"}, {"if_none_match": ETAG}):
        fetch(path_for(), **headers)
    assert open_descriptors() == before


def test_whose_access_has_ended_gets_no_byte(fetch: Fetch) -> None:
    assert_refused(fetch(path_for("ended"), cookie="sessionid=ended"))
    assert fetch(path_for("mine")).status == 200
