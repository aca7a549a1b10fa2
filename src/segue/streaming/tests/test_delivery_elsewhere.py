"""Downloads, and media that nginx or a bucket sends in the endpoint's place."""

import re
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from segue.kernel.storage import s3_client
from segue.kernel.storage.copies import Copies
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_client import Credentials
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY
from segue.streaming.access import RECHECK_S
from segue.streaming.tests.media_browser import (
    CONTENT,
    ETAG,
    SHA256,
    Fetch,
    asking,
    assert_refused,
    make_app,
    path_for,
)

pytestmark = pytest.mark.usefixtures("clock")


def test_a_download_is_named_and_everything_else_stays(fetch: Fetch) -> None:
    plain, named = (
        fetch(path_for()),
        fetch(f"{path_for()}?download=Bj%C3%B6rk%20-%20%22J%C3%B3ga%22%0d%0a.m4a"),
    )
    assert named.headers.pop("content-disposition") == (
        "attachment; filename=\"Bjork - Joga.m4a\"; filename*=UTF-8''Bj%C3%B6rk%20-%20J%C3%B3ga.m4a"
    )
    assert named == plain
    assert "content-disposition" not in fetch(f"{path_for()}?other=1").headers


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("", "audio.m4a"),
        ("..%2F..%2Fetc%2Fpasswd", "etc passwd.m4a"),
        ("a%00b%e2%80%aec.exe", "a b c.exe.m4a"),
        ("%ff%fe", "\ufffd\ufffd.m4a"),
        ("x" * 5000, "x" * 150 + ".m4a"),
        ("a&download=b", "a.m4a"),
    ],
)
def test_a_name_from_the_address_is_made_fit_for_a_file(wanted: str, name: str, fetch: Fetch) -> None:
    answer = fetch(f"{path_for()}?download={wanted}")
    assert answer.headers["content-disposition"].endswith(f"filename*=UTF-8''{quote(name)}")
    assert not re.search(r"[\x00-\x1f]", answer.headers["content-disposition"])


def test_behind_nginx_only_the_place_is_told(tmp_path: Path) -> None:
    fetch = asking(make_app(tmp_path, accel=("/kept", tmp_path)))
    answer = fetch(path_for(), range="bytes=0-9")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["x-accel-redirect"] == f"/kept/objects/ab/ab/{SHA256}"
    assert (answer.headers["etag"], answer.headers["content-type"]) == (ETAG, "audio/mp4")
    assert fetch(path_for(), method="HEAD").headers["content-length"] == str(len(CONTENT))
    assert fetch(path_for(), if_none_match=ETAG).status == 304
    elsewhere = asking(make_app(tmp_path, accel=("/kept", tmp_path / "elsewhere")))
    assert elsewhere(path_for(), range="bytes=0-9").body == CONTENT[:10]
    for refused in (
        fetch(path_for(), cookie="sessionid=other"),
        fetch(path_for("ended"), cookie="sessionid=ended"),
    ):
        assert_refused(refused)
        assert "x-accel-redirect" not in refused.headers


class Bucket:
    """Has objects, but not on this machine."""

    def local_path(self, sha256: str) -> None:
        return None

    def signed_url(
        self,
        sha256: str,
        *,
        content_type: str,
        ttl_s: int,
        file_name: str | None = None,
        method: str = "GET",
    ) -> str | None:
        return (
            f"https://s3.example.org/{sha256}?for={method}&as={content_type}&to={file_name}"
            if sha256 == SHA256
            else None
        )


def test_what_lies_in_a_bucket_is_fetched_there(tmp_path: Path) -> None:
    fetch = asking(make_app(tmp_path, storage=Bucket(), accel=("/kept", tmp_path)))
    for method in ("GET", "HEAD"):
        answer = fetch(path_for(), method=method, range="bytes=0-9")
        assert (answer.status, answer.body) == (307, b"")
        assert answer.headers["location"] == (
            f"https://s3.example.org/{SHA256}?for={method}&as=audio/mp4&to=None"
        )
        assert (answer.headers["cache-control"], answer.headers["content-length"]) == ("no-store", "0")
    named = fetch(f"{path_for()}?download=J%C3%B3ga").headers["location"]
    assert named.endswith("&to=J%C3%B3ga.m4a")
    assert_refused(fetch(path_for(sha256="ef" * 32)), 404)
    assert_refused(fetch(path_for(), cookie="sessionid=other"))


def test_a_real_bucket_answers_head_as_it_does_get(s3_url: str, tmp_path: Path) -> None:
    credentials = Credentials(ACCESS_KEY, SECRET_KEY)
    storage = S3Storage(s3_client.Bucket.parse(s3_url), credentials, Copies(tmp_path, limit_bytes=0))
    (song := tmp_path / "song.m4a").write_bytes(CONTENT)
    fetch = asking(make_app(tmp_path, storage=storage))
    path = path_for(sha256=storage.put_file(song).sha256)
    for method, body in (("HEAD", b""), ("GET", CONTENT)):
        location = fetch(path, method=method).headers["location"]
        request = urllib.request.Request(location, method=method)  # noqa: S310 (the test's own server)
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            assert (answer.status, answer.read()) == (200, body)
            assert answer.headers["Content-Length"] == str(len(CONTENT))
            assert answer.headers["Content-Type"] == "audio/mp4"
        (lasts_s,) = parse_qs(urlsplit(location).query)["X-Amz-Expires"]
        assert int(lasts_s) + RECHECK_S <= 60  # then nobody has it any more who may not
    storage.close()
