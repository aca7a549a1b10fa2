"""Across all apps: what a person takes along, what is erased, and what stays with others who need it."""

import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from segue.accounts import ports, services
from segue.accounts.errors import SoleOwner
from segue.accounts.models import Deletion, Export, User
from segue.accounts.queries.exports import EXPORT, export_folder
from segue.accounts.services.deletions import ERASE
from segue.accounts.tests.factories import make_user
from segue.artists import services as artist_services
from segue.artists.models import Artist, Invitation, Label, Membership, Team
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Role, TeamKind
from segue.catalog.models import Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.kernel import clock
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import pipeline_of
from segue.kernel.storage import media_storage
from segue.kernel.testing import deliver_all_events
from segue.media import garbage
from segue.media.models import Asset, PartialUpload, PersonImage
from segue.media.tests.factories import make_image, put_object, start_processing
from tests.architecture.tables_of_people import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> User:
    return make_user("ines")


@pytest.fixture
def bob() -> User:
    return make_user("bob")


def with_master(track: Track, content: bytes = b"the original") -> Asset:
    """As if its original file had been stored."""
    sha256 = put_object(content)
    asset = track.asset
    asset.sha256, asset.master_key, asset.bytes = (
        sha256,
        f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}",
        len(content),
    )
    asset.save()
    return asset


def pack(person: User, *, with_files: bool = True) -> zipfile.ZipFile:
    export = services.start_export(person, with_files=with_files)
    runner.run_to_end(Job.objects.get(kind=EXPORT, subject_id=export.pk).pk)
    return zipfile.ZipFile(export_folder() / Export.objects.get(pk=export.pk).file_name)


def read(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def make_due(person: User, *, with_artists: bool) -> Job:
    services.request_deletion(person, with_artists=with_artists)
    Deletion.objects.filter(user=person).update(due_at=clock.now())
    services.carry_out_deletions()
    return Job.objects.get(kind=ERASE, subject_id=person.pk)


def erase(person: User, *, with_artists: bool) -> None:
    job = make_due(person, with_artists=with_artists)
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_message) == (JobState.DONE, "")


def test_music_teams_uploads_and_their_original_files_are_in_the_zip(ines: User, bob: User) -> None:
    heron, foreign = make_artist(ines, "Paper Heron"), make_artist(bob, "Slack Water")
    release = make_published(ines, heron, title="Low Tide")
    asset = with_master(release.tracks.get())
    Asset.objects.filter(pk=asset.pk).update(file_name="../../take:1.wav")
    make_published(bob, foreign, title="Not Hers")
    PersonImage.objects.create(user=ines, image=make_image("face"))
    artist_services.invite(ines, TeamKind.ARTISTS, str(heron.pk), email="eve@example.org", role=Role.ANALYST)
    with pack(ines) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.read(f"media/originals/{asset.pk}/_.._take_1.wav") == b"the original"
        assert archive.read("media/picture.jpg") == b"face 1024 jpg"
        (team,) = read(archive, "artists/teams.json")
        assert (team["kind"], team["name"], team["role"]) == ("artist", "Paper Heron", "owner")
        (invitation,) = read(archive, "artists/invitations.json")
        assert (invitation["email"], invitation["to_join"], invitation["is_sent"]) == (
            "eve@example.org",
            "Paper Heron",
            True,
        )
        (shown,) = read(archive, "catalog/releases.json")
        assert (shown["title"], shown["artist"], bool(shown["published_at"])) == (
            "Low Tide",
            "Paper Heron",
            True,
        )
        (track,) = read(archive, "catalog/tracks.json")
        (upload,) = read(archive, "media/uploads.json")
        assert track["upload_id"] == upload["id"] == str(asset.pk)
        assert not any(".." in name.split("/") or name.startswith("/") for name in names)
        everything = b"".join(archive.read(name) for name in names).decode(errors="replace")
    assert "Not Hers" not in everything
    assert "bob@example.org" not in everything
    with pack(ines, with_files=False) as archive:
        assert [name for name in archive.namelist() if "originals" in name] == []


def test_an_original_that_storage_has_lost_is_named(ines: User) -> None:
    asset = with_master(add_track(ines, make_release(ines, make_artist(ines))))
    media_storage().delete(asset.master_key)
    with pack(ines) as archive:
        assert f"media/originals/{asset.pk}/take 7.flac" in archive.read("missing-files.txt").decode()


def test_with_artists_everything_goes_and_the_files_are_collected(ines: User, bob: User) -> None:
    heron, records = make_artist(ines), make_label(ines)
    make_published(ines, heron, tracks=2)
    draft = add_track(ines, make_release(ines, heron, title="Draft"))
    add_member(heron, bob, Role.UPLOADER)
    make_ready(add_track(bob, make_release(ines, heron, title="By Bob"), "bob.wav"))
    PersonImage.objects.create(user=ines, image=make_image("face"))
    PartialUpload.objects.create(owner=ines, bytes=5, expires_at=clock.now() + timedelta(days=1))
    start_processing(draft.asset)
    pack(ines, with_files=False).close()
    with pytest.raises(SoleOwner) as refused:
        services.request_deletion(ines, with_artists=False)
    assert {holding.id for holding in refused.value.holdings} == {heron.pk, records.pk}
    erase(ines, with_artists=True)
    deliver_all_events()
    assert rows_of(ines.pk) == {}
    left = (Artist, Label, Team, Membership, Release, Track, Asset, PersonImage, Export)
    assert {model.__name__: model.objects.count() for model in left} == dict.fromkeys(
        [model.__name__ for model in left], 0
    )
    assert not Job.objects.exclude(kind=ERASE).exists()
    assert list(User.objects.values_list("username", flat=True)) == ["bob"]
    garbage.collect(grace=timedelta(0))
    garbage.collect(grace=timedelta(0))  # covers lose their rows first
    assert list(media_storage().stored_keys()) == []


def test_what_others_own_too_stays_with_them(ines: User, bob: User) -> None:
    """The files that she uploaded are theirs from then on."""
    eve = make_user("eve")
    heron = make_artist(ines, "Paper Heron")
    add_member(heron, bob, Role.OWNER)
    add_member(heron, eve, Role.OWNER)
    release = make_published(ines, heron)
    draft = add_track(ines, make_release(ines, heron, title="Draft"))
    job = start_processing(draft.asset)
    artist_services.invite(ines, TeamKind.ARTISTS, str(heron.pk), email="new@example.org", role=Role.ANALYST)
    erase(ines, with_artists=True)
    assert rows_of(ines.pk) == {}
    assert set(Membership.objects.values_list("user__username", "role")) == {
        ("bob", "owner"),
        ("eve", "owner"),
    }
    assert Release.objects.out().get() == release
    assert set(Asset.objects.values_list("owner", flat=True)) == {bob.pk}
    job.refresh_from_db()
    assert job.owner_id == bob.pk
    assert Invitation.objects.count() == 0
    with pack(bob) as archive:
        assert len(read(archive, "media/uploads.json")) == 2


def test_a_member_of_a_label_leaves_what_they_uploaded_to_the_artists_owner(ines: User, bob: User) -> None:
    heron, records = make_artist(ines), make_label(ines)
    Artist.objects.update(label=records)
    add_member(records, bob, Role.MANAGER)
    track = add_track(bob, make_release(ines, heron))
    erase(bob, with_artists=False)
    assert rows_of(bob.pk) == {}
    assert Track.objects.get().pk == track.pk
    assert Asset.objects.values_list("owner", flat=True).get() == ines.pk


def test_uploads_that_are_nobodys_track_go(ines: User) -> None:
    Asset.objects.create(owner=ines, file_name="loose.wav", bytes=5)
    erase(ines, with_artists=False)
    assert Asset.objects.count() == 0


def world(ines: User, bob: User) -> None:
    heron, shared = make_artist(ines, "Paper Heron"), make_artist(bob, "Slack Water")
    add_member(shared, ines, Role.MANAGER)
    make_published(ines, heron, tracks=2)
    make_published(ines, shared, title="Together")
    make_label(ines)
    PersonImage.objects.create(user=ines, image=make_image("face"))


def outcome(ines: User) -> tuple[Any, ...]:
    return (
        rows_of(ines.pk),
        set(Artist.objects.values_list("name", flat=True)),
        Label.objects.count(),
        set(Release.objects.values_list("title", flat=True)),
        set(Asset.objects.values_list("owner__username", flat=True)),
    )


ERASED: tuple[Any, ...] = ({}, {"Slack Water"}, 0, {"Together"}, {"bob"})


def test_every_step_may_run_twice(ines: User, bob: User) -> None:
    world(ines, bob)
    job = make_due(ines, with_artists=True)
    for step in pipeline_of(ERASE).steps:
        for _ in range(2):
            step.record(job, step.work(job, {}))
    assert outcome(ines) == ERASED


@pytest.mark.parametrize("app", ["catalog", "artists", "media", "accounts"])
@pytest.mark.parametrize("is_done", [False, True])
def test_a_worker_that_dies_before_or_after_any_share_leaves_nothing_undone(
    ines: User, bob: User, monkeypatch: pytest.MonkeyPatch, app: str, is_done: bool
) -> None:
    world(ines, bob)
    job = make_due(ines, with_artists=True)
    whole = ports.erasures()[app]
    tries: list[None] = []

    def dies(user_id: Any) -> None:
        tries.append(None)
        if is_done or len(tries) > 1:
            whole(user_id)
        if len(tries) == 1:
            raise RuntimeError("killed")

    monkeypatch.setitem(ports._ERASURES, app, dies)
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step, User.objects.filter(pk=ines.pk).exists()) == ("queued", "content", True)
    Job.objects.filter(pk=job.pk).update(run_after=clock.now() - timedelta(seconds=1))
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert outcome(ines) == ERASED


def test_an_account_whose_music_still_hangs_on_it_can_not_go(ines: User) -> None:
    """The database refuses it, so a share that forgot something stops the job instead of breaking a release."""
    add_track(ines, make_release(ines, make_artist(ines)))
    with pytest.raises(ProtectedError):
        ines.delete()


def test_an_erased_release_falls_silent_at_once(ines: User) -> None:
    release = make_published(ines, make_artist(ines))
    assert Release.objects.out().filter(pk=release.pk).exists()
    erase(ines, with_artists=True)
    assert Release.objects.out().count() == 0
