"""What the clock does about uploads: nothing that is given up stays, nothing that is needed goes."""

import hashlib
import os
from pathlib import Path

from django.utils import timezone

from segue.accounts.models import User
from segue.kernel.ids import new_id
from segue.kernel.jobs.models import Job
from segue.media import arrivals, incoming, quota, services, tasks
from segue.media.models import Asset, AssetState, PartialUpload
from segue.media.parts import open_part
from segue.media.tests.factories import make_upload
from segue.media.work_folder import work_root

SOUND = b"fLaC" + bytes(996)


def test_cleaning_removes_what_nobody_needs_any_more(ines: User, song: Path) -> None:
    folder = incoming.incoming_folder()
    needed = incoming.incoming_path(make_upload(ines, song).pk)
    growing = incoming.incoming_path(services.create_upload(ines, file_name="a.flac", size_bytes=5).pk)
    given_up = services.create_upload(ines, file_name="b.flac", size_bytes=5)
    Asset.objects.filter(pk=given_up.pk).update(expires_at=timezone.now())
    part, old_part = arrivals.create_partial(ines, 5), arrivals.create_partial(ines, 5)
    PartialUpload.objects.filter(pk=old_part.id).update(expires_at=timezone.now())
    leftovers = [
        *(folder / f".{new_id().hex}.part", folder / new_id().hex),
        *(incoming.incoming_path(given_up.pk), incoming.incoming_path(old_part.id)),
    ]
    half_done = work_root() / "tmp1"
    half_done.mkdir()
    (half_done / "source.md5").write_text("x")
    fresh = folder / f".{new_id().hex}.part"
    kept = [growing, incoming.incoming_path(part.id), fresh]
    for path in (*leftovers, *kept):
        path.write_text("x")
    for path in (needed, *leftovers, *kept[:2], half_done):
        os.utime(path, (0, 0))
    tasks.remove_abandoned_uploads()
    assert sorted(folder.iterdir()) == sorted([needed, *kept])
    assert not half_done.exists()
    assert Asset.objects.filter(pk=given_up.pk).exists()
    assert [row.pk for row in PartialUpload.objects.all()] == [part.id]


def test_cleaning_leaves_what_is_being_written(ines: User) -> None:
    asset = services.create_upload(ines, file_name="a.flac", size_bytes=5)
    Asset.objects.update(expires_at=timezone.now())
    part = open_part(asset.pk)
    tasks.remove_abandoned_uploads()
    assert part.path.exists()
    part.close()
    tasks.remove_abandoned_uploads()
    assert not part.path.exists()


def test_a_thousand_abandoned_uploads_leave_no_byte(ines: User) -> None:
    rows = [Asset(owner=ines, file_name="a.wav", bytes=5, expires_at=timezone.now()) for _ in range(1000)]
    for asset in Asset.objects.bulk_create(rows):
        incoming.incoming_path(asset.pk).write_text("x")
    tasks.remove_abandoned_uploads()
    assert list(incoming.incoming_folder().iterdir()) == []
    assert quota.usage_of(ines) == quota.Usage(0, 0, 0, 0)


def test_the_clock_finishes_what_a_killed_server_left_without_a_job(ines: User) -> None:
    whole, half, altered = (
        services.create_upload(ines, file_name="a.flac", size_bytes=len(SOUND), sha256=sha256)
        for sha256 in ("", "", "0" * 64)
    )
    for asset, content in ((whole, SOUND), (half, SOUND[:-1]), (altered, SOUND)):
        incoming.incoming_path(asset.pk).write_bytes(content)
    tasks.finish_arrived_uploads()
    tasks.finish_arrived_uploads()
    assert [job.subject_id for job in Job.objects.all()] == [whole.pk]
    whole.refresh_from_db()
    assert (whole.state, whole.sha256) == (AssetState.PROCESSING, hashlib.sha256(SOUND).hexdigest())
    assert incoming.arrived_bytes(half.pk) == len(SOUND) - 1
    assert incoming.arrived_bytes(altered.pk) == 0


def test_cleaning_removes_the_copy_of_a_file_that_is_stored(ines: User, song: Path) -> None:
    """A worker that is killed right after it recorded the store step leaves the copy behind."""
    asset = make_upload(ines, song)
    copy = incoming.incoming_path(asset.pk)
    os.utime(copy, (0, 0))
    tasks.remove_abandoned_uploads()
    assert copy.exists()
    Asset.objects.filter(pk=asset.pk).update(master_key="objects/stored")
    tasks.remove_abandoned_uploads()
    assert not copy.exists()
