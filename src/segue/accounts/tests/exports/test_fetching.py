"""Its owner alone fetches it, after a fresh proof, for seven days."""

import os
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, Client

from segue.accounts import queries, services
from segue.accounts.errors import ExportNotFound
from segue.accounts.models import Export, User
from segue.accounts.queries.exports import export_folder
from segue.accounts.tasks import remove_old_exports
from segue.accounts.tests.browser import proven_client
from segue.accounts.tests.exports.running import run
from segue.accounts.tests.factories import make_user
from segue.kernel import clock
from segue.kernel.jobs.models import Job

pytestmark = pytest.mark.django_db


def fetch(browser: Client, export: Export) -> tuple[int, dict[str, str], bytes]:
    """Over ASGI, as the web server does it."""

    async def get() -> tuple[int, dict[str, str], bytes]:
        client = AsyncClient()
        client.cookies = browser.cookies
        answer: Any = await client.get(f"/api/v1/me/exports/{export.pk}/file")
        chunks = [chunk async for chunk in answer.streaming_content] if answer.streaming else [answer.content]
        return answer.status_code, dict(answer.headers), b"".join(chunks)

    return async_to_sync(get)()


def test_only_its_owner_gets_the_file_and_only_after_a_fresh_proof(ines: User) -> None:
    export = services.start_export(ines, with_files=False)
    assert fetch(proven_client("ines"), export)[0] == 404
    run(export)
    status, headers, body = fetch(proven_client("ines"), export)
    path = export_folder() / Export.objects.get().file_name
    assert (status, body) == (200, path.read_bytes())
    assert headers["Content-Type"] == "application/zip"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Disposition"] == f'attachment; filename="segue-{export.created_at:%Y-%m-%d}.zip"'
    make_user("mallory")
    stale = Client()
    stale.force_login(ines)
    assert [fetch(browser, export)[0] for browser in (Client(), stale, proven_client("mallory"))] == [
        401,
        401,
        404,
    ]


def test_it_is_kept_for_seven_days(ines: User) -> None:
    export = services.start_export(ines, with_files=False)
    run(export)
    remove_old_exports()
    assert Export.objects.count() == 1
    Export.objects.update(expires_at=clock.now())
    with pytest.raises(ExportNotFound):
        queries.get_export_file(ines, export.pk)
    assert queries.exports_of(ines) == []


def test_old_ones_go_with_their_files_and_jobs(ines: User, django_capture_on_commit_callbacks: Any) -> None:
    export = services.start_export(ines, with_files=False)
    run(export)
    young, orphan = export_folder() / "young.zip", export_folder() / "orphan.zip"
    for path in (young, orphan):
        path.write_bytes(b"x")
    os.utime(orphan, (0, 0))
    kept = export_folder() / Export.objects.get().file_name
    os.utime(kept, (0, 0))
    remove_old_exports()
    assert (kept.exists(), young.exists(), orphan.exists()) == (True, True, False)
    Export.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        remove_old_exports()
    assert (kept.exists(), young.exists(), Export.objects.count(), Job.objects.count()) == (False, True, 0, 0)


def test_asking_takes_a_fresh_proof(ines: User) -> None:
    stale = Client()
    stale.force_login(ines)
    answer = stale.post("/api/v1/me/exports", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], Export.objects.count()) == (
        401,
        "accounts.reauthenticate",
        0,
    )
    answer = proven_client("ines").post(
        "/api/v1/me/exports", {"with_files": True}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["state"], Export.objects.get().with_files) == (
        201,
        "queued",
        True,
    )
    answer = proven_client("ines").post("/api/v1/me/exports", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.export_under_way")
