"""What stopped is seen by operators, with its reason, and can be tried again: jobs and events."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.audit.models import AuditEntry
from segue.kernel.events.models import Delivery
from segue.kernel.ids import new_id
from segue.kernel.jobs.models import Job, JobState
from segue.media.models import AssetState
from segue.media.services import create_upload
from segue.media.tests.factories import fail

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Client:
    user = make_user("opal")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return browser_of(user)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def failed_job(owner: User, *, hours_ago: int = 0, kind: str = "permanent") -> Job:
    job = fail(create_upload(owner, file_name="take 7.flac", size_bytes=1000), kind=kind)
    Job.objects.filter(pk=job.pk).update(created_at=Now() - timedelta(hours=hours_ago), finished_at=Now())
    job.refresh_from_db()
    return job


def ask(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def retry(client: Client, path: str) -> Any:
    return client.post(f"/api/v1/{path}/retry", content_type="application/json")


def recorded() -> list[tuple[str, str, str]]:
    names: dict[uuid.UUID | None, str] = dict(User.objects.values_list("pk", "username"))
    rows = AuditEntry.objects.order_by("created_at")
    return [(names.get(entry.actor_id, ""), entry.action, entry.subject_id) for entry in rows]


def test_operators_see_why_a_job_stopped(operator: Client) -> None:
    ines = make_user("ines")
    job = failed_job(ines)
    shown = ask(operator, "jobs")["items"]
    assert [item.pop("created_at") for item in shown] == [_iso(job.created_at)]
    assert [item.pop("run_after") for item in shown] == [_iso(job.run_after)]
    assert [item.pop("finished_at") for item in shown] == [_iso(job.finished_at)]
    assert shown == [
        {
            "id": str(job.pk),
            "kind": "media.ingest",
            "subject_id": str(job.subject_id),
            "owner_id": str(ines.pk),
            "owner_username": "ines",
            "state": "failed",
            "step": "store",
            "priority": 5,
            "attempts": 0,
            "error": {"kind": "permanent", "code": "media.damaged", "message": "This file is damaged."},
            "claimed_at": None,
        }
    ]


def test_owners_of_jobs_are_named_while_their_accounts_stand(
    operator: Client, django_assert_max_num_queries: Any
) -> None:
    ines, ravi = make_user("ines"), make_user("ravi")
    jobs = [failed_job(owner, hours_ago=hours) for hours, owner in enumerate((ravi, ines, ravi))]
    Job.objects.filter(pk=jobs[0].pk).update(owner_id=new_id())
    Job.objects.filter(pk=jobs[1].pk).update(owner_id=None)
    ask(operator, "jobs")  # the first one lists the session
    with django_assert_max_num_queries(4):  # session, operator, jobs, last seen
        names = [item["owner_username"] for item in ask(operator, "jobs")["items"]]
    assert names == [None, None, "ravi"]
    assert retry(operator, f"jobs/{jobs[2].pk}").json()["owner_username"] == "ravi"


def test_jobs_come_page_by_page_newest_first(operator: Client) -> None:
    ines = make_user("ines")
    jobs = [failed_job(ines, hours_ago=hours) for hours in (3, 1, 2)]
    first = ask(operator, "jobs?limit=2")
    second = ask(operator, f"jobs?limit=2&cursor={first['next_cursor']}")
    seen = [item["id"] for page in (first, second) for item in page["items"]]
    assert seen == [str(jobs[number].pk) for number in (1, 2, 0)]
    assert second["next_cursor"] is None


def test_other_states_and_one_kind_can_be_asked_for(operator: Client) -> None:
    job = failed_job(make_user("ines"))
    assert ask(operator, "jobs?state=running")["items"] == []
    assert ask(operator, "jobs?kind=media.renditions")["items"] == []
    assert [item["id"] for item in ask(operator, "jobs?kind=media.ingest")["items"]] == [str(job.pk)]
    assert operator.get("/api/v1/jobs?state=lost").status_code == 422


def test_operators_can_retry_what_its_artist_cannot(operator: Client) -> None:
    """A permanent verdict may have been ours to mend: a decoder, a limit."""
    ines = make_user("ines")
    job = failed_job(ines)
    refused = retry(browser_of(ines), f"uploads/{job.subject_id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "media.nothing_to_retry")
    answer = retry(operator, f"jobs/{job.pk}")
    assert (answer.status_code, answer.json()["state"], answer.json()["error"]) == (200, "queued", None)
    job.refresh_from_db()
    assert (job.state, job.step, job.attempts) == (JobState.QUEUED, "store", 0)
    upload = ask(browser_of(ines), f"uploads/{job.subject_id}")
    assert (upload["state"], upload["error"]) == (AssetState.PROCESSING, None)
    assert recorded() == [("opal", "jobs.job_retried", str(job.pk))]
    failed = {"kind": "media.ingest", "step": "store", "error": "media.damaged"}
    assert AuditEntry.objects.get().before == failed


def test_a_job_that_has_not_failed_is_left_alone(operator: Client) -> None:
    job = failed_job(make_user("ines"))
    retry(operator, f"jobs/{job.pk}")
    again = retry(operator, f"jobs/{job.pk}")
    assert (again.status_code, again.json()["code"]) == (409, "jobs.not_failed")
    missing = retry(operator, f"jobs/{new_id()}")
    assert (missing.status_code, missing.json()["code"]) == (404, "jobs.not_found")
    assert Job.objects.get().state == JobState.QUEUED
    assert len(recorded()) == 1


def test_parked_events_are_shown_and_delivered_again(operator: Client) -> None:
    parked = Delivery.objects.create(
        event_name="media.asset_ready",
        handler="catalog.publish",
        payload={"asset_id": str(new_id())},
        attempts=10,
        parked_at=Now(),
        last_error="ZeroDivisionError()",
    )
    Delivery.objects.create(event_name="media.asset_ready", handler="catalog.publish", payload={})
    [shown] = ask(operator, "events/parked")["items"]
    assert (shown["id"], shown["handler"], shown["attempts"]) == (str(parked.pk), "catalog.publish", 10)
    assert (shown["payload"], shown["last_error"]) == (parked.payload, "ZeroDivisionError()")
    path = f"events/parked/{parked.pk}"
    assert retry(operator, path).status_code == 204
    parked.refresh_from_db()
    assert (parked.parked_at, parked.attempts) == (None, 0)
    again = retry(operator, path)
    assert (again.status_code, again.json()["code"]) == (404, "events.not_parked")
    assert recorded() == [("opal", "events.parked_event_retried", str(parked.pk))]


def _iso(moment: Any) -> str:
    """As the API writes it: milliseconds, Z."""
    return str(moment.isoformat(timespec="milliseconds")).replace("+00:00", "Z")
