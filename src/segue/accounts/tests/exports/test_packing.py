"""A job packs it with visible progress, within bounds, whatever breaks off in between."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from segue.accounts import exporting, ports, queries, services
from segue.accounts.errors import ExportUnderWay
from segue.accounts.models import Export, User
from segue.accounts.ports import ExportFile
from segue.accounts.queries.exports import export_folder
from segue.accounts.schemas import show_export
from segue.accounts.tests.exports.running import MB, PADDING, packed, run, song
from segue.accounts.tests.factories import make_user
from segue.kernel import clock
from segue.kernel.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db


def test_progress_can_be_seen_and_is_told_live(
    ines: User,
    pushed: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(exporting, "TELL_EVERY_S", 0.0)
    ports.register_export("media", lambda user_id: [song(count=4)])
    export = services.start_export(ines, with_files=True)
    browser = Client()
    browser.force_login(ines)
    (shown,) = browser.get("/api/v1/me/exports").json()["items"]
    assert (shown["state"], shown["percent"], shown["with_files"]) == ("queued", 0, True)
    assert [(step["name"], step["state"]) for step in shown["steps"]] == [
        ("count", "pending"),
        ("pack", "pending"),
    ]
    with django_capture_on_commit_callbacks(execute=True):
        run(export)
    told = [message["data"] for message in pushed if message.get("topic") == "accounts.export_changed"]
    percents = [data["percent"] for data in told]
    assert percents == sorted(percents)
    assert len(set(percents)) > 4
    assert (percents[0], percents[-1], told[-1]["state"]) == (0, 100, "ready")
    assert {data["state"] for data in told} == {"running", "ready"}
    (shown,) = browser.get("/api/v1/me/exports").json()["items"]
    moments = {"created_at", "expires_at"}  # told more exactly
    assert {name: shown[name] for name in shown.keys() - moments} == {
        name: told[-1][name] for name in told[-1].keys() - moments
    }
    assert [step["state"] for step in shown["steps"]] == ["done", "done"]
    assert shown["bytes"] == (export_folder() / Export.objects.get().file_name).stat().st_size > 4 * MB


def test_one_at_a_time_and_the_newest_takes_the_place_of_the_last(ines: User) -> None:
    first = services.start_export(ines, with_files=False)
    with pytest.raises(ExportUnderWay):
        services.start_export(ines, with_files=True)
    assert Export.objects.get() == first
    make_user("bob")
    services.start_export(User.objects.get(username="bob"), with_files=False)
    run(first)
    second = services.start_export(ines, with_files=False)
    assert {progress.export.pk for progress in queries.exports_of(ines)} == {first.pk, second.pk}
    run(second)
    assert [progress.export.pk for progress in queries.exports_of(ines)] == [second.pk]
    assert not Job.objects.filter(subject_id=first.pk).exists()


def test_the_owner_is_told_when_it_is_ready(ines: User) -> None:
    run(services.start_export(ines, with_files=False))
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ines@example.org"], "Segue: Your data is ready")
    assert "/settings/data" in str(message.body)


def test_too_much_is_refused_with_what_to_do_and_leaves_nothing(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"export_max_bytes": 2 * MB})
    ports.register_export("media", lambda user_id: [song(count=3)])
    export = services.start_export(ines, with_files=True)
    job = run(export)
    assert (job.state, job.error_code, job.failure_kind) == (
        "failed",
        "accounts.export_too_large",
        "permanent",
    )
    shown = show_export(queries.exports_of(ines)[0])
    assert (shown.state, shown.error.code if shown.error else "") == ("failed", "accounts.export_too_large")
    assert "without the original files" in job.error_message
    assert job.error_message in str(mail.outbox[0].body)
    assert list(export_folder().iterdir()) == []
    again = services.start_export(ines, with_files=False)
    assert run(again).state == JobState.DONE
    assert [progress.export.pk for progress in queries.exports_of(ines)] == [again.pk]


def test_a_file_that_says_too_little_of_itself_is_stopped_on_the_way(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"export_max_bytes": 2 * MB})
    liar = ExportFile("media/originals/1/take.wav", song(count=3).chunks, is_original=True, size_bytes=1)
    ports.register_export("media", lambda user_id: [liar])
    job = run(services.start_export(ines, with_files=True))
    assert (job.state, job.error_code) == ("failed", "accounts.export_too_large")
    assert list(export_folder().iterdir()) == []


def test_a_full_disk_is_waited_for(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"free_space_floor_bytes": 10**18})
    export = services.start_export(ines, with_files=False)
    job = run(export)
    assert (job.state, job.step, job.error_code) == ("queued", "count", "storage.no_space")
    assert job.attempts == 0


def test_a_step_that_broke_off_runs_again_and_leaves_one_whole_zip(ines: User) -> None:
    tries: list[int] = []

    def breaks_once() -> Iterator[bytes]:
        tries.append(1)
        yield PADDING
        if len(tries) == 1:
            raise RuntimeError("the disk hiccuped")

    broken = ExportFile("media/originals/1/take.wav", breaks_once, is_original=True, size_bytes=MB)
    ports.register_export("media", lambda user_id: [broken])
    export = services.start_export(ines, with_files=True)
    job = run(export)
    assert (job.state, job.step, job.error_code) == ("queued", "pack", "jobs.crashed")
    assert list(export_folder().iterdir()) == []
    Job.objects.update(run_after=clock.now() - timedelta(seconds=1))
    assert run(export).state == JobState.DONE
    with packed(export) as archive:
        assert archive.testzip() is None
        assert archive.getinfo(broken.path).file_size == MB
    assert len(list(export_folder().iterdir())) == 1


def test_packing_holds_no_more_than_a_piece_of_a_file(ines: User) -> None:
    alive: list[int] = []
    most: list[int] = []

    class Piece(bytes):
        def __del__(self) -> None:
            alive.pop()

    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            alive.append(1)
            most.append(len(alive))
            yield Piece(64 * 1024)

    ports.register_export(
        "media", lambda user_id: [ExportFile("media/x", chunks, is_original=True, size_bytes=50 * 64 * 1024)]
    )
    run(services.start_export(ines, with_files=True))
    assert len(most) == 50
    assert max(most) <= 3
