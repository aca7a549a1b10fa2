"""The admin is for operators in a browser: every page and act of it, as every kind of actor."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from segue.accounts.models import User
from segue.config.admin.site import POLICY
from segue.kernel import clock
from segue.kernel.audit.models import AuditEntry
from segue.kernel.events.models import Delivery
from segue.kernel.jobs.models import Job, JobState
from segue.media.queries import INGEST
from tests.matrix.actors import ACTORS
from tests.matrix.world import World, build

pytestmark = pytest.mark.django_db
OPERATORS = {
    actor.name for actor in ACTORS if (actor.user or actor.name) == "operator" and actor.scopes is None
}


@pytest.fixture
def world() -> World:
    return build("published")


def lists() -> Iterator[tuple[type[Any], str]]:
    for model in admin.site._registry:
        yield model, f"{admin.site.name}:{model._meta.app_label}_{model._meta.model_name}"


def pages() -> Iterator[str]:
    yield from (reverse("admin:index"), reverse("admin:server"))
    for model, name in lists():
        yield reverse(f"{name}_changelist")
        if row := model._base_manager.first():
            yield reverse(f"{name}_change", args=[row.pk])


def failed_job() -> Job:
    return Job.objects.create(
        kind=INGEST,
        subject_id=uuid.uuid4(),
        step="probe",
        state=JobState.FAILED,
        error_code="media.x",
        error_message="The sleeve is torn.",
    )


def parked() -> Delivery:
    return Delivery.objects.create(
        event_name="media.asset_ready", handler="x", payload={}, parked_at=clock.now(), last_error="Torn"
    )


def run(world: World, actor: str, model: str, act: str, row: Any, **more: str) -> Any:
    sent = {"action": act, "index": "0", "_selected_action": str(row.pk), **more}
    return world.client(actor).post(reverse(f"admin:{model}_changelist"), sent, headers=world.headers[actor])


def test_operators_alone_see_it(world: World) -> None:
    failed_job()
    parked()
    found = list(pages())
    assert len(found) > 18
    for actor in ACTORS:
        for page in found:
            answer = world.client(actor.name).get(page, headers=world.headers[actor.name])
            if actor.name in OPERATORS:
                assert answer.status_code == 200, (actor.name, page)
                assert answer.headers["Content-Security-Policy"] == POLICY
            else:
                assert answer.status_code in (302, 401), (actor.name, page)
                assert not answer.content or answer.status_code == 401
    assert {"operator"} <= OPERATORS


def test_nobody_adds_changes_or_deletes_by_hand(world: World) -> None:
    failed_job()
    for model, name in lists():
        client = world.client("operator")
        assert client.get(reverse(f"{name}_add")).status_code == 403
        if row := model._base_manager.first():
            before = model._base_manager.filter(pk=row.pk).values().get()
            assert client.post(reverse(f"{name}_change", args=[row.pk]), {"title": "x"}).status_code == 403
            assert client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
            assert model._base_manager.filter(pk=row.pk).values().get() == before
    assert not LogEntry.objects.exists()


def test_libraries_register_nothing() -> None:
    assert {model._meta.app_config.name.split(".")[0] for model, _ in lists()} == {"segue"}


def test_a_failed_job_is_tried_again_on_record(world: World) -> None:
    job = failed_job()
    page = world.client("operator").get(reverse("admin:jobs_job_change", args=[job.pk]))
    assert "The sleeve is torn." in page.content.decode()
    assert run(world, "operator", "jobs_job", "retry", job).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.QUEUED, "")
    entry = AuditEntry.objects.get(action="jobs.job_retried")
    assert (entry.actor_id, entry.before["error"]) == (world.people["operator"].pk, "media.x")
    told = run(world, "operator", "jobs_job", "retry", job)
    shown = world.client("operator").get(told["Location"]).content.decode()
    assert "Only a job that has failed can be tried again" in shown
    assert AuditEntry.objects.filter(action="jobs.job_retried").count() == 1


def test_a_parked_event_is_delivered_again_on_record(world: World) -> None:
    event = parked()
    run(world, "operator", "events_delivery", "retry", event)
    event.refresh_from_db()
    assert event.parked_at is None
    assert AuditEntry.objects.filter(action="events.parked_event_retried").count() == 1


def test_people_are_suspended_with_a_reason(world: World) -> None:
    person = world.people["listener"]
    run(world, "operator", "accounts_user", "suspend", person, reason=" ")
    assert User.objects.get(pk=person.pk).is_active
    run(world, "operator", "accounts_user", "suspend", person, reason="Spam")
    assert User.objects.get(pk=person.pk).suspension_reason == "Spam"
    assert AuditEntry.objects.get(action="accounts.person_suspended").reason == "Spam"


def test_an_act_needs_a_fresh_proof(world: World) -> None:
    job = failed_job()
    (stale,) = OPERATORS - {"operator"}
    answer = run(world, stale, "jobs_job", "retry", job)
    assert answer["Location"] == "/operator/admin?next=%2Fadmin%2Fjobs%2Fjob%2F&proof=true"
    job.refresh_from_db()
    assert job.state == JobState.FAILED


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/admin/", "/", ""])
def test_the_door_leads_into_the_admin_alone(world: World, wanted: str) -> None:
    answer = world.client("visitor").get(reverse("admin:login"), {"next": wanted})
    assert answer["Location"] == "/operator/admin?next=%2Fadmin%2F"


def test_settings_are_shown_without_secrets(world: World, settings: Any) -> None:
    page = world.client("operator").get(reverse("admin:server")).content.decode()
    assert "SEGUE_ORIGIN" in page
    assert settings.SEGUE.database_url.get_secret_value() not in page
    assert settings.SECRET_KEY not in page
