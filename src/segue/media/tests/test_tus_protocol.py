"""The core of tus 1.0: every method, header and status that we promise; a refusal changes nothing."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.ids import new_id
from segue.media import incoming, parts
from segue.media.models import Asset, PartialUpload
from segue.media.parts import open_part
from segue.media.tests.tus_client import (
    CUT,
    SOUND,
    Tus,
    assert_arrived,
    assert_waits,
)
from segue.media.tus import body
from segue.media.tus.endpoint import UploadApp

SIZE = len(SOUND)


def test_discovery_tells_everyone_what_the_server_speaks(settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"max_upload_bytes": 123})
    for path in ("/uploads", "/uploads/", f"/uploads/{new_id()}"):
        reply = Tus(None).ask("OPTIONS", path, Tus_Resumable=None)
        assert (reply.status, reply.body) == (204, b"")
        assert reply.headers["tus-resumable"] == reply.headers["tus-version"] == "1.0.0"
        assert reply.headers["tus-max-size"] == "123"
        assert reply.headers["tus-checksum-algorithm"] == "sha256,sha1,md5"
        assert set(reply.headers["tus-extension"].split(",")) == {
            *("creation", "creation-with-upload", "checksum", "expiration", "termination", "concatenation"),
        }


def test_a_file_arrives_in_pieces(tus: Tus, asset: Asset) -> None:
    reply = tus.head(asset.pk)
    assert (reply.status, reply.offset, reply.headers["upload-length"]) == (200, 0, str(SIZE))
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["upload-expires"].endswith(" GMT")
    for start in range(0, SIZE, 4000):
        reply = tus.patch(asset.pk, start, SOUND[start : start + 4000])
        assert (reply.status, reply.offset, reply.body) == (204, min(SIZE, start + 4000), b"")
        assert reply.headers["tus-resumable"] == "1.0.0"
    assert_arrived(asset)
    assert "upload-expires" not in reply.headers
    assert tus.head(asset.pk).offset == SIZE
    assert asset.pk not in parts._digests


def test_the_hash_is_right_when_another_process_wrote_the_beginning(tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, SOUND[:3000])
    parts._digests.clear()
    tus.patch(asset.pk, 3000, SOUND[3000:])
    assert_arrived(asset)


def test_what_came_before_the_connection_broke_stays(tus: Tus, asset: Asset) -> None:
    assert tus.patch_cut(asset.pk, 0, SOUND[:1234]).status == 0
    assert tus.head(asset.pk).offset == 1234
    assert tus.patch(asset.pk, 1234, SOUND[1234:]).status == 204
    assert_arrived(asset)


def test_a_body_shorter_than_declared_is_no_success(tus: Tus, asset: Asset) -> None:
    reply = tus.patch(asset.pk, 0, SOUND[:100], Content_Length="5000")
    assert reply.status == 0
    assert_waits(asset, SOUND[:100])


def test_silence_ends_a_request(tus: Tus, asset: Asset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "SILENCE_S", 0.02)

    async def send() -> Any:
        hung = asyncio.Event()
        scope = tus.scope("PATCH", f"/uploads/{asset.pk}", PATCH | {"Content_Length": "5000"})
        pieces = [{"type": "http.request", "body": SOUND[:100], "more_body": True}]
        sent: list[Any] = []

        async def receive() -> Any:
            return pieces.pop() if pieces else await hung.wait()

        async def note(message: Any) -> None:
            sent.append(message)

        await UploadApp()(scope, receive, note)
        return sent[0]["status"], dict(sent[0]["headers"])[b"connection"]

    assert asyncio.run(send()) == (408, b"close")
    assert_waits(asset, SOUND[:100])
    assert tus.patch(asset.pk, 100, SOUND[100:]).status == 204


PATCH: dict[str, str | None] = {"Upload_Offset": "0", "Content_Type": "application/offset+octet-stream"}


@pytest.mark.parametrize("offset", [0, 999, 1001, SIZE, SIZE + 1])
def test_another_offset_is_refused(offset: int, tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, SOUND[:1000])
    reply = tus.patch(asset.pk, offset, b"x")
    assert reply.refusal == (409, "media.wrong_offset")
    assert "1000 bytes of this file have arrived" in reply.body.decode()
    assert_waits(asset, SOUND[:1000])


@pytest.mark.parametrize("is_declared", [True, False])
def test_more_bytes_than_announced_are_refused_and_none_is_kept(
    is_declared: bool, tus: Tus, asset: Asset
) -> None:
    tus.patch(asset.pk, 0, SOUND[:1000])
    headers: dict[str, str | None] = {} if is_declared else {"Content_Length": None}
    reply = tus.patch(asset.pk, 1000, SOUND[1000:] + b"!", **headers)
    assert reply.refusal == (413, "upload.too_long")
    assert_waits(asset, SOUND[:1000])
    assert tus.patch(asset.pk, 1000, SOUND[1000:]).status == 204
    assert_arrived(asset)


def test_overlong_bodies_of_many_pieces_are_taken_back(
    tus: Tus, asset: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "BLOCK_BYTES", 100)
    pieces = [SOUND[at : at + 100] for at in range(0, SIZE, 100)] + [b"!"]
    assert asyncio.run(tus.patch_pieces(asset.pk, 0, pieces)).refusal == (413, "upload.too_long")
    assert_waits(asset)


def test_a_second_writer_is_refused_until_the_first_is_done(tus: Tus, asset: Asset) -> None:
    part = open_part(asset.pk)
    assert tus.patch(asset.pk, 0, SOUND).refusal == (423, "media.upload_busy")
    assert tus.ask("DELETE", f"/uploads/{asset.pk}").refusal == (423, "media.upload_busy")
    assert tus.create(asset.pk, SIZE).refusal == (423, "media.upload_busy")
    assert tus.head(asset.pk).offset == 0
    part.close()
    assert tus.patch(asset.pk, 0, SOUND).status == 204
    assert_arrived(asset)


def test_of_two_requests_at_once_one_is_refused(tus: Tus, asset: Asset) -> None:
    async def both() -> list[int]:
        first = tus.patch_pieces(asset.pk, 0, [SOUND[:5000], SOUND[5000:]])
        second = tus.patch_pieces(asset.pk, 0, [SOUND[:5000], SOUND[5000:]])
        return sorted(reply.status for reply in await asyncio.gather(first, second))

    assert asyncio.run(both()) in ([204, 409], [204, 423])
    assert_arrived(asset)


def test_requests_without_what_the_protocol_demands_are_refused(tus: Tus, asset: Asset) -> None:
    for version in (None, "0.2.2"):
        reply = tus.patch(asset.pk, 0, SOUND, Tus_Resumable=version)
        assert reply.refusal == (412, "upload.wrong_version")
        assert reply.headers["tus-version"] == "1.0.0"
    for content_type in (None, "application/octet-stream"):
        reply = tus.patch(asset.pk, 0, SOUND, Content_Type=content_type)
        assert reply.refusal == (415, "upload.wrong_content_type")
    for offset in (None, "-1", "x", "9" * 30):
        assert tus.patch(asset.pk, 0, SOUND, Upload_Offset=offset).refusal == (400, "upload.bad_header")
    for method, path in (("GET", f"/uploads/{asset.pk}"), ("PUT", "/uploads"), ("GET", "/uploads/")):
        reply = tus.ask(method, path)
        assert reply.refusal == (405, "upload.wrong_method")
        assert "OPTIONS" in reply.headers["allow"]
    assert_waits(asset)


def test_a_post_may_say_which_method_it_means(tus: Tus, asset: Asset) -> None:
    path = f"/uploads/{asset.pk}"
    assert tus.ask("POST", path, SOUND[:10], X_HTTP_Method_Override="PATCH", **PATCH).status == 204
    assert tus.head(asset.pk).offset == 10
    assert tus.ask("GET", path, X_HTTP_Method_Override="DELETE").status == 405
    assert tus.ask("POST", path, X_HTTP_Method_Override="DELETE").status == 204
    assert tus.head(asset.pk).status == 410


def test_only_its_owner_knows_an_upload(tus: Tus, asset: Asset) -> None:
    stranger, visitor = Tus(make_user("mallory")), Tus(None)
    partial = tus.create_partial(10)
    for who, expected in (
        (stranger, (404, "media.upload_not_found")),
        (visitor, (401, "http.sign_in_required")),
    ):
        for upload_id in (asset.pk, partial, new_id()):
            assert who.head(upload_id).refusal == expected
            assert who.patch(upload_id, 0, b"x").refusal == expected
            assert who.ask("DELETE", f"/uploads/{upload_id}").refusal == expected
            assert who.create(upload_id, SIZE).refusal == expected
        assert who.join(asset.pk, [partial]).refusal == expected
    assert tus.head(UUID(int=1)).refusal == (404, "media.upload_not_found")
    assert tus.ask("HEAD", "/uploads/../x").refusal == (404, "media.upload_not_found")
    assert PartialUpload.objects.count() == 1
    assert_waits(asset)


def test_a_suspended_account_is_refused(tus: Tus, asset: Asset, sender: User) -> None:
    User.objects.filter(pk=sender.pk).update(is_active=False)
    assert tus.patch(asset.pk, 0, SOUND).refusal == (401, "http.sign_in_required")
    assert_waits(asset)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_CSRFToken": None},
        {"X_CSRFToken": "b" * 32},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Cookie": "csrftoken=x"},
    ],
)
def test_requests_of_other_pages_are_refused(headers: dict[str, str | None], tus: Tus, asset: Asset) -> None:
    if "Cookie" in headers:  # a session without its token
        headers = {"Cookie": tus.headers["Cookie"].split("; ")[1]}
    refused = (403, "http.csrf_failed")
    assert tus.patch(asset.pk, 0, SOUND, **headers).refusal == refused
    assert tus.create(asset.pk, SIZE, b"", **headers).refusal == refused
    assert tus.ask("DELETE", f"/uploads/{asset.pk}", b"", **headers).refusal == refused
    assert_waits(asset)
    assert tus.patch(asset.pk, 0, SOUND, Origin="http://localhost").status == 204


def test_a_full_disk_is_told(tus: Tus, asset: Asset, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"free_space_floor_bytes": 2**60})
    assert tus.patch(asset.pk, 0, SOUND).refusal == (507, "storage.no_space")
    assert tus.create(asset.pk, SIZE).refusal == (507, "storage.no_space")
    assert_waits(asset)


def test_a_refused_body_is_read_to_its_end_when_it_is_short(tus: Tus, asset: Asset) -> None:
    """Browsers hear no answer before they have sent what they have."""
    refused = tus.patch(asset.pk, 5, SOUND)
    assert (refused.status, "connection" in refused.headers) == (409, False)
    cut = asyncio.run(tus.patch_pieces(asset.pk, 5, [SOUND, CUT], Content_Length=str(SIZE * 2)))
    assert (cut.status, cut.headers["connection"]) == (409, "close")


def test_a_file_without_its_job_is_finished_by_the_next_question(tus: Tus, asset: Asset) -> None:
    """As after a kill between the last byte and the job."""
    incoming.incoming_path(asset.pk).write_bytes(SOUND)
    assert tus.head(asset.pk).offset == SIZE
    assert_arrived(asset)


def test_a_lost_last_answer_is_repeated(tus: Tus, asset: Asset) -> None:
    incoming.incoming_path(asset.pk).write_bytes(SOUND)
    assert tus.patch(asset.pk, SIZE, b"").status == 204
    assert_arrived(asset)
