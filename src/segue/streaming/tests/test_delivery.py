"""Media bytes: no byte without a capability of one's own, and exactly the bytes that were asked for."""

import errno
import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from segue.env import KeyRing
from segue.kernel import capability
from segue.streaming.tests.media_browser import (
    CONTENT,
    ETAG,
    KEYS,
    NOW,
    SAFE,
    SHA256,
    TTL_S,
    Fetch,
    assert_refused,
    path_for,
    put,
)

VISITOR_COOKIE = settings.VISITOR_COOKIE_NAME


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
        f"{VISITOR_COOKIE}=mine",
        "sessionid=v.mine",
    ],
)
def test_another_browser_gets_no_byte(cookie: str, fetch: Fetch) -> None:
    assert_refused(fetch(path_for(), cookie=cookie))
    assert_refused(fetch(path_for(), cookie=cookie, if_none_match=ETAG))
    assert_refused(fetch(path_for(), cookie=cookie, range="bytes=0-0"))
    assert_refused(fetch(path_for(), cookie=cookie, method="HEAD"))


@pytest.mark.parametrize(
    ("cookie", "key"),
    [
        ("sessionid=mine", "mine"),
        (f"{VISITOR_COOKIE}=v.other; sessionid=mine", "mine"),
        (f"{VISITOR_COOKIE}=v.mine", "v.mine"),
        (f'theme={{"dark": true}}; foo bar; a[b]=1; {VISITOR_COOKIE}=v.mine', "v.mine"),
    ],
)
def test_cookies_are_read_as_django_reads_them(cookie: str, key: str, fetch: Fetch) -> None:
    assert fetch(path_for(key), cookie=cookie, range="bytes=0-3").body == CONTENT[:4]


def test_apps_and_programs_send_their_tokens_instead_of_cookies(fetch: Fetch) -> None:
    token = "t." + hashlib.sha256(b"segue_abc").hexdigest()
    program, app = {"authorization": "Bearer segue_abc"}, {"x_session_token": "mine"}
    for path, sent in ((path_for(token), program), (path_for(), app)):
        assert fetch(path, cookie="", range="bytes=0-3", **sent).body == CONTENT[:4]
        assert_refused(fetch(path, cookie=""))
        assert_refused(fetch(path, authorization="Bearer another"))
        assert_refused(fetch(path, x_session_token="another"))


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
    held = capability.parse(path_for())
    assert held is not None
    other = "cd" * 32
    put(tmp_path, other, b"other")
    changes: list[dict[str, Any]] = [
        {"sha256": other},
        {"ending": "jpg"},
        {"track": "0b" * 16},
        {"track": ""},
        {"expires_at_s": held.expires_at_s + 1},
        {"key_id": "0" * 8},
        {"signature": held.signature[:-1] + ("A" if held.signature[-1] != "A" else "B")},
        {"signature": "A" * 43},
    ]
    for change in changes:
        assert_refused(fetch(replace(held, **change).path))
    (tmp_path / "foreign").write_text("foreign-Zt4uPe9LfQk1WoXa6iRvMgDy0VwB")
    foreign = KeyRing(tmp_path / "foreign")
    forged = capability.grant(foreign, sha256=SHA256, ending="m4a", viewer_key="mine", ttl_s=60)
    assert_refused(fetch(forged.path))
    assert_refused(fetch(replace(forged, key_id=KEYS.newest().id).path))


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        f"/media/{SHA256}.m4a",
        f"/media/1.0123abcd.{'A' * 43}/../../secrets/django_key.m4a",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256}.m4a/",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256}.m4a\n",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256.upper()}.m4a",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256}.html",
        f"/media/{'9' * 13}.0123abcd.{'A' * 43}/{SHA256}.m4a",
        f"/media/١.0123abcd.{'A' * 43}/{SHA256}.m4a",
        f"/media/1.{'A' * 43}/{SHA256}.m4a",
    ],
)
def test_addresses_of_another_form_lead_nowhere(path: str, fetch: Fetch) -> None:
    assert_refused(fetch(path), 404)


def test_an_object_that_is_gone_is_not_found(fetch: Fetch) -> None:
    assert_refused(fetch(path_for(sha256="ef" * 32)), 404)


@pytest.mark.parametrize(
    ("ending", "content_type"), [("jpg", "image/jpeg"), ("webp", "image/webp"), ("avif", "image/avif")]
)
def test_covers_are_images_and_belong_to_no_track(ending: str, content_type: str, fetch: Fetch) -> None:
    answer = fetch(path_for(ending=ending, track=""))
    assert (answer.status, answer.headers["content-type"]) == (200, content_type)


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


def open_files(folder: Path) -> list[Path]:
    """Those of this process below `folder`: elsewhere, other threads and the garbage collector come and go."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found.append(descriptor.readlink())
    return [path for path in found if path.is_relative_to(folder)]


def test_every_descriptor_is_closed(fetch: Fetch, tmp_path: Path) -> None:
    with (tmp_path / "open").open("w"):
        assert open_files(tmp_path) == [tmp_path / "open"]
    for headers in ({}, {"range": "bytes=0-9"}, {"range": f"bytes={len(CONTENT)}-"}, {"if_none_match": ETAG}):
        fetch(path_for(), **headers)
    assert open_files(tmp_path) == []


def test_whose_access_has_ended_gets_no_byte(fetch: Fetch) -> None:
    assert_refused(fetch(path_for("ended"), cookie="sessionid=ended"))
    assert fetch(path_for("mine")).status == 200
