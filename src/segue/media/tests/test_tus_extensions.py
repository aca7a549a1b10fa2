"""Checksum, expiration, termination, creation and concatenation of tus 1.0; a refusal changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from segue.accounts.models import User
from segue.media import incoming, services
from segue.media.models import Asset, PartialUpload
from segue.media.tests.factories import start_processing
from segue.media.tests.tus_client import (
    SHA256,
    SOUND,
    Tus,
    assert_arrived,
    assert_waits,
    checksum,
    metadata,
    stored,
)
from segue.media.tus import writing

SIZE = len(SOUND)


@pytest.mark.parametrize("algorithm", ["sha256", "sha1", "md5"])
def test_a_chunk_with_the_right_checksum_counts(algorithm: str, tus: Tus, asset: Asset) -> None:
    reply = tus.patch(asset.pk, 0, SOUND[:4000], Upload_Checksum=checksum(SOUND[:4000], algorithm))
    assert (reply.status, reply.offset) == (204, 4000)
    tus.patch(asset.pk, 4000, SOUND[4000:], Upload_Checksum=checksum(SOUND[4000:], algorithm))
    assert_arrived(asset)


def test_a_chunk_with_a_wrong_checksum_is_dropped(tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, SOUND[:1000])
    reply = tus.patch(asset.pk, 1000, SOUND[1000:2000], Upload_Checksum=checksum(b"other"))
    assert reply.refusal == (460, "upload.checksum_mismatch")
    assert_waits(asset, SOUND[:1000])
    assert len(list(incoming.incoming_folder().iterdir())) == 1
    assert tus.patch(asset.pk, 1000, SOUND[1000:]).status == 204
    assert_arrived(asset)


def test_a_broken_off_chunk_with_a_checksum_is_dropped(tus: Tus, asset: Asset) -> None:
    assert tus.patch_cut(asset.pk, 0, SOUND[:1000], Upload_Checksum=checksum(SOUND)).status == 0
    assert_waits(asset)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("crc32 AAAA", "upload.unknown_checksum"),
        ("sha256 AAAA", "upload.bad_header"),
        ("sha256 ?", "upload.bad_header"),
    ],
)
def test_a_checksum_that_nobody_can_check_is_refused(value: str, code: str, tus: Tus, asset: Asset) -> None:
    assert tus.patch(asset.pk, 0, SOUND, Upload_Checksum=value).refusal == (400, code)
    assert_waits(asset)


@pytest.mark.parametrize("is_declared", [True, False])
def test_a_chunk_with_a_checksum_is_bounded(
    is_declared: bool, tus: Tus, asset: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MAX_CHECKED_BYTES", 999)
    headers: dict[str, str | None] = {} if is_declared else {"Content_Length": None}
    reply = tus.patch(asset.pk, 0, SOUND[:1000], Upload_Checksum=checksum(SOUND[:1000]), **headers)
    assert reply.refusal == (413, "upload.chunk_too_long")
    assert_waits(asset)


def test_a_file_that_is_not_the_declared_one_is_dropped(tus: Tus, sender: User) -> None:
    asset = services.create_upload(sender, file_name="a.flac", size_bytes=SIZE, sha256=SHA256.upper())
    assert tus.patch(asset.pk, 0, SOUND[::-1]).refusal == (422, "media.upload_altered")
    assert_waits(asset)
    assert tus.head(asset.pk).offset == 0
    assert tus.patch(asset.pk, 0, SOUND).status == 204
    assert_arrived(asset)


def test_a_given_up_upload_is_gone_until_it_is_begun_again(tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, SOUND[:100])
    Asset.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    gone = (410, "media.upload_expired")
    assert tus.head(asset.pk).refusal == gone
    assert tus.patch(asset.pk, 100, SOUND[100:]).refusal == gone
    assert_waits(asset, SOUND[:100])
    reply = tus.create(asset.pk, SIZE)
    assert (reply.status, reply.headers["location"], reply.offset) == (201, f"/uploads/{asset.pk}", 0)
    assert tus.patch(asset.pk, 0, SOUND).status == 204
    assert_arrived(asset)


def test_bytes_prolong_an_upload(tus: Tus, asset: Asset, settings: Any) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    Asset.objects.update(expires_at=soon)
    tus.patch(asset.pk, 0, b"")
    asset.refresh_from_db()
    assert asset.expires_at is not None
    left = asset.expires_at - timezone.now()
    assert timedelta(hours=settings.SEGUE.upload_expiry_hours - 1) < left


def test_termination_drops_the_bytes(tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, SOUND[:100])
    assert tus.ask("DELETE", f"/uploads/{asset.pk}").status == 204
    assert tus.head(asset.pk).status == 410
    assert tus.ask("DELETE", f"/uploads/{asset.pk}").status == 410
    assert list(incoming.incoming_folder().iterdir()) == []
    assert_waits(asset)


def test_what_has_arrived_can_be_neither_written_nor_terminated(tus: Tus, asset: Asset) -> None:
    start_processing(asset)
    before = Asset.objects.values().get()
    assert tus.head(asset.pk).offset == SIZE
    assert tus.patch(asset.pk, 0, SOUND).refusal == (409, "media.wrong_offset")
    assert tus.patch(asset.pk, SIZE, b"").status == 204
    assert tus.patch(asset.pk, SIZE, b"x").refusal == (413, "upload.too_long")
    assert tus.ask("DELETE", f"/uploads/{asset.pk}").refusal == (409, "media.already_received")
    assert tus.create(asset.pk, SIZE).refusal == (409, "media.already_received")
    assert Asset.objects.values().get() == before
    assert list(incoming.incoming_folder().iterdir()) == []


def test_creation_begins_a_file_anew(tus: Tus, asset: Asset) -> None:
    tus.patch(asset.pk, 0, b"another file's beginning")
    assert tus.create(asset.pk, SIZE - 1).refusal == (422, "media.wrong_length")
    assert tus.head(asset.pk).offset == 24
    reply = tus.create(asset.pk, SIZE, SOUND[:600], Content_Type="application/offset+octet-stream")
    assert (reply.status, reply.offset) == (201, 600)
    assert tus.patch(asset.pk, 600, SOUND[600:]).status == 204
    assert_arrived(asset)


@pytest.mark.parametrize("value", [None, "asset", "asset ?", "filename YQ==", "asset YQ=="])
def test_creation_needs_an_announced_file(value: str | None, tus: Tus, asset: Asset) -> None:
    reply = tus.create(asset.pk, SIZE, Upload_Metadata=value)
    assert reply.refusal == (400, "upload.bad_header")
    assert tus.create(asset.pk, SIZE, Upload_Length=None).refusal == (400, "upload.bad_header")
    assert_waits(asset)


def test_parts_are_joined(tus: Tus, asset: Asset) -> None:
    parts_of_it = [tus.create_partial(4000), tus.create_partial(SIZE - 4000)]
    reply = tus.head(parts_of_it[0])
    assert (reply.status, reply.offset, reply.headers["upload-concat"]) == (200, 0, "partial")
    assert tus.patch(parts_of_it[1], 0, SOUND[4000:]).status == 204
    assert tus.join(asset.pk, parts_of_it).refusal == (422, "media.wrong_length")
    assert tus.patch(parts_of_it[0], 0, SOUND[:4000]).offset == 4000
    reply = tus.join(asset.pk, parts_of_it)
    assert (reply.status, reply.headers["location"]) == (201, f"/uploads/{asset.pk}")
    assert_arrived(asset)
    assert PartialUpload.objects.count() == 0
    assert [path.name for path in incoming.incoming_folder().iterdir()] == [asset.pk.hex]
    assert tus.join(asset.pk, parts_of_it).status == 201  # the answer may have been lost


def test_parts_that_do_not_make_the_file_stay(tus: Tus, asset: Asset) -> None:
    part = tus.create_partial(10)
    tus.patch(part, 0, SOUND[:10])
    assert tus.join(asset.pk, [part]).refusal == (422, "media.wrong_length")
    assert tus.join(asset.pk, [asset.pk]).refusal == (422, "media.wrong_length")
    assert tus.create(part, 10).refusal == (404, "media.upload_not_found")
    for concat in ("final", "final;", "final;/uploads/x", "whole"):
        reply = tus.ask("POST", "/uploads", Upload_Concat=concat, Upload_Metadata=metadata(asset.pk))
        assert reply.refusal == (400, "upload.bad_header")
    assert stored(part) == SOUND[:10]
    assert_waits(asset)


def test_a_part_ends_and_expires_like_any_upload(tus: Tus) -> None:
    part = tus.create_partial(10)
    assert tus.patch(part, 0, SOUND[:11]).refusal == (413, "upload.too_long")
    assert tus.ask("DELETE", f"/uploads/{part}").status == 204
    assert tus.head(part).status == 404
    part = tus.create_partial(10)
    PartialUpload.objects.update(expires_at=timezone.now())
    assert tus.head(part).refusal == (410, "media.upload_expired")
    assert tus.ask("POST", "/uploads", Upload_Length="0", Upload_Concat="partial").refusal == (
        *(422, "media.file_empty"),
    )
