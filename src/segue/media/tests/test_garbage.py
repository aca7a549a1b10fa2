"""Only what nothing refers to goes, only when it is old, and never from under somebody who stores it again."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from segue.accounts.models import User
from segue.kernel.ids import new_id
from segue.kernel.storage import LocalStorage, StoredKey, StoredObject, key_of, media_storage
from segue.kernel.storage.s3 import S3Storage
from segue.media import garbage, services
from segue.media.garbage import Collected, collect, referenced_sha256s
from segue.media.models import Asset, Image, ImageVariant, Rendition
from segue.media.tests.buckets import using_bucket
from segue.media.tests.factories import finish, make_image, put_object
from segue.media.unused_images import relations_to_images, remove_unused_images

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OLD_S = time.time() - 2 * DAY.total_seconds()


def make_asset(owner: User) -> Asset:
    """With a master, a cover and renditions: 13 objects."""
    asset = services.create_upload(owner, file_name="song.flac", size_bytes=9)
    sha256 = put_object(b"master of " + asset.pk.bytes)
    Asset.objects.filter(pk=asset.pk).update(sha256=sha256, master_key=key_of(sha256))
    finish(asset, with_cover=True)
    return asset


def age(*sha256s: str) -> None:
    """All objects, or these, were put two days ago."""
    for stored in list(media_storage().stored_keys()):
        if not sha256s or stored.key in map(key_of, sha256s):
            path = media_storage().local_path(Path(stored.key).name)
            assert path
            os.utime(path, (OLD_S, OLD_S))


def keys() -> set[str]:
    return {stored.key for stored in media_storage().stored_keys()}


def test_what_a_row_names_stays_however_old(ines: User) -> None:
    make_asset(ines)
    age()
    before = keys()
    assert len(before) == 13
    assert collect(grace=DAY) == Collected(used_count=13)
    assert keys() == before


def test_old_garbage_goes_and_young_garbage_stays(ines: User) -> None:
    make_asset(ines)
    old, young = put_object(b"old garbage"), put_object(b"young")
    age(old)
    assert collect(grace=DAY, is_dry_run=True) == Collected(1, 11, 1, 13)
    assert media_storage().exists(key_of(old))
    assert collect(grace=DAY) == Collected(1, 11, 1, 13)
    assert (media_storage().exists(key_of(old)), media_storage().exists(key_of(young))) == (False, True)
    assert collect(grace=DAY) == Collected(0, 0, 1, 13)


def test_what_is_forgotten_becomes_garbage(ines: User) -> None:
    asset, other = make_asset(ines), make_asset(ines)
    cover = ImageVariant.objects.filter(image=asset.cover_id or Asset.objects.get(pk=asset.pk).cover_id)
    variants = set(cover.values_list("sha256", flat=True))
    services.remove_asset(asset.pk)
    age()
    assert collect(grace=DAY).count == 3, "a master and two renditions; the image has a row of its own"
    assert all(media_storage().exists(key_of(sha256)) for sha256 in variants)
    assert all(media_storage().exists(key_of(row.sha256)) for row in Rendition.objects.filter(asset=other))


def test_cover_that_nothing_shows_is_garbage(ines: User) -> None:
    """A young one may be about to be shown."""
    shown = Asset.objects.get(pk=make_asset(ines).pk).cover
    make_image("old")
    young = make_image("young")
    Image.objects.exclude(pk=young.pk).update(created_at=timezone.now() - 2 * DAY)
    age()
    assert collect(grace=DAY) == Collected(10, 111, 0, 23)
    assert list(Image.objects.order_by("created_at")) == [shown, young]
    assert {"cover_of.Release", "cover_of.Asset"} <= {
        f"{relation.field.name}_of.{relation.field.model.__name__}" for relation in relations_to_images()
    }


def test_cover_that_is_just_being_taken_stays(ines: User, transactional_db: None) -> None:
    """Somebody else holds its row."""
    image = make_image("old")
    Image.objects.update(created_at=timezone.now() - 2 * DAY)
    is_held, is_over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Image.objects.select_for_update().get(pk=image.pk)
            is_held.set()
            is_over.wait()
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    is_held.wait()
    assert remove_unused_images(before=timezone.now() - DAY) == 0
    is_over.set()
    holder.join()
    assert remove_unused_images(before=timezone.now() - DAY) == 1
    assert not Image.objects.exists()


def test_every_column_that_names_a_stored_file_is_looked_at(ines: User) -> None:
    """A new one that nobody told the collector of would lose its files."""
    asset = make_asset(ines)
    image = make_image("another")
    named = [
        *Asset.objects.filter(pk=asset.pk).values_list("sha256", flat=True),
        *asset.renditions.values_list("sha256", flat=True),
        image.source_sha256,
        *image.variants.values_list("sha256", flat=True),
    ]
    assert len(named) == 13
    assert referenced_sha256s([*named, "0" * 64]) == set(named)
    columns = {
        f"{model.__name__}.{field.name}"
        for model in (Asset, Rendition, type(image), ImageVariant)
        for field in model._meta.get_fields()
        if "sha256" in field.name or field.name.endswith("key")
    }
    assert columns == {
        *("Asset.sha256", "Asset.declared_sha256", "Asset.master_key", "Rendition.sha256"),
        *("Image.source_sha256", "ImageVariant.sha256"),
    }


def test_garbage_that_is_stored_again_is_no_garbage(ines: User) -> None:
    sha256 = put_object(b"an old file")
    age()
    assert put_object(b"an old file") == sha256
    assert collect(grace=DAY) == Collected(young_count=1)


def test_storing_again_right_before_the_deletion_keeps_the_object(
    ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the collector has looked at its age in the listing and asked for its rows."""
    sha256 = put_object(b"an old file")
    age()
    real = LocalStorage.delete_unused

    def put_first(self: LocalStorage, key: str, *, before: datetime) -> bool:
        put_object(b"an old file")
        return real(self, key, before=before)

    monkeypatch.setattr(LocalStorage, "delete_unused", put_first)
    assert collect(grace=DAY).count == 0
    assert media_storage().exists(key_of(sha256))


def test_storing_and_collecting_at_once_never_loses_what_was_told_to_be_stored(tmp_path: Path) -> None:
    storage, source = LocalStorage(tmp_path / "media"), tmp_path / "file"
    source.write_bytes(b"again and again")
    stored = storage.put_file(source)
    path, is_over, deleted = storage.root / stored.key, threading.Event(), []

    def collect_all_the_time() -> None:
        while not is_over.is_set():
            before = datetime.now().astimezone() - timedelta(hours=1)
            deleted.append(storage.delete_unused(stored.key, before=before))

    collector = threading.Thread(target=collect_all_the_time)
    collector.start()
    for _ in range(300):
        assert storage.put_file(source) == stored
        assert path.read_bytes() == b"again and again"
        os.utime(path, (OLD_S, OLD_S))
    while not any(deleted):  # the object is old by now, if the collector never came in between
        time.sleep(0.01)
    is_over.set()
    collector.join()
    assert any(deleted)


def test_clock_stops_where_more_would_go_than_stay(ines: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with an empty database before a full store."""
    monkeypatch.setattr(garbage, "FEW", 2)
    for number in range(3):
        put_object(f"of another Segue {number}".encode())
    age()
    garbage.collect_if_plausible()
    assert len(keys()) == 3
    make_asset(ines)
    garbage.collect_if_plausible()
    assert len(keys()) == 13


def test_command(ines: User) -> None:
    old = put_object(b"old garbage")
    put_object(b"young")
    age(old)
    told = StringIO()
    call_command("collect_garbage", "--dry-run", stdout=told)
    call_command("collect_garbage", stdout=told)
    assert told.getvalue().splitlines() == [
        "Would delete 1 files, 0.0 MB; 0 are in use, 1 too young to tell.",
        "Deleted 1 files, 0.0 MB; 0 are in use, 1 too young to tell.",
    ]
    with pytest.raises(CommandError, match="at least 1 hour"):
        call_command("collect_garbage", "--grace-hours", "0.5")


class TestInABucket:
    @pytest.fixture
    def storage(self, settings: Any, s3_url: str, tmp_path: Path) -> Iterator[S3Storage]:
        with using_bucket(settings, s3_url, tmp_path / "data") as storage:
            storage.refresh_after = timedelta(0)
            yield storage

    def test_garbage_goes_and_the_rest_stays(self, storage: S3Storage, ines: User) -> None:
        asset = make_asset(ines)
        garbage_sha256 = put_object(b"garbage")
        assert collect(grace=DAY) == Collected(young_count=1, used_count=13)
        assert collect(grace=-DAY, is_dry_run=True) == Collected(1, 7, 0, 13)
        assert collect(grace=-DAY) == Collected(1, 7, 0, 13)
        assert storage.exists(key_of(garbage_sha256)) is False
        assert storage.exists(Asset.objects.get(pk=asset.pk).master_key)

    def test_storing_again_keeps_the_object(
        self, storage: S3Storage, ines: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        content = new_id().hex.encode()
        source = tmp_path / "file"
        source.write_bytes(content)
        stored = storage.put_file(source)
        [listed] = storage.stored_keys()
        before = listed.modified_at + timedelta(seconds=1)
        while datetime.now().astimezone() < before:
            time.sleep(0.05)
        assert storage.put_file(source) == stored
        assert storage.delete_unused(stored.key, before=before) is False
        assert storage.exists(stored.key)
        assert hashlib.sha256(content).hexdigest() == stored.sha256


def test_listing_tells_what_is_there(tmp_path: Path) -> None:
    storage, source = LocalStorage(tmp_path / "media"), tmp_path / "file"
    found: dict[str, StoredObject] = {}
    for number in range(20):
        source.write_bytes(b"x" * number)
        stored = storage.put_file(source)
        found[stored.key] = stored
    (storage.root / "objects" / "notes.txt").write_text("not ours")
    listed: list[StoredKey] = list(storage.stored_keys())
    assert [(each.key, each.bytes) for each in listed] == sorted(
        (key, stored.bytes) for key, stored in found.items()
    )
