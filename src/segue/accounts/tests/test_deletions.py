"""Being erased: asked for, taken back, and carried out step by step, whatever breaks off in between."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from segue.accounts import ports, queries, services
from segue.accounts.errors import DeletionBegun, LastOperator, SoleOwner, UsernameTaken
from segue.accounts.models import Deletion, FormerUsername, User
from segue.accounts.services.deletions import ERASE
from segue.accounts.tasks import carry_out_deletions
from segue.accounts.tests.browser import Browser, proven_client
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.types import Holding, ServerRole
from segue.kernel import clock, hints
from segue.kernel.audit.models import AuditEntry
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import pipeline_of
from segue.kernel.realtime import push

pytestmark = pytest.mark.django_db
GRACE = timedelta(days=14)
HERON = Holding(kind="artist", id=uuid.uuid4(), name="Paper Heron")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "_push", lambda groups, event: None)
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)


@pytest.fixture(autouse=True)
def only_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other apps keep is their tests' affair."""
    monkeypatch.setattr(ports, "_ERASURES", {"accounts": ports.erasures()["accounts"]})
    monkeypatch.setattr(ports, "_HOLDINGS", {})


@pytest.fixture
def ines() -> User:
    return make_user("ines")


@pytest.fixture
def browser(ines: User) -> Client:
    return proven_client("ines")


def put(browser: Client, **wish: Any) -> Any:
    return browser.put("/api/v1/me/deletion", wish, content_type="application/json")


def make_due(user: User, *, with_artists: bool = False) -> None:
    services.request_deletion(user, with_artists=with_artists)
    Deletion.objects.filter(user=user).update(due_at=clock.now())


def erase_job(user_id: uuid.UUID) -> Job:
    return Job.objects.get(kind=ERASE, subject_id=user_id)


def subjects() -> list[str]:
    return [message.subject.removeprefix("Segue: ") for message in mail.outbox]


def test_asking_sets_a_date_that_everybody_concerned_is_told(ines: User, browser: Client) -> None:
    assert browser.get("/api/v1/me/deletion").json() == {
        "due_at": None,
        "with_artists": False,
        "grace_days": 14,
        "holdings": [],
    }
    answer = put(browser)
    assert answer.status_code == 200
    deletion = Deletion.objects.get(user=ines)
    assert GRACE - timedelta(minutes=1) < deletion.due_at - clock.now() <= GRACE
    assert browser.get("/api/v1/me").json()["user"]["deletion_at"] == answer.json()["due_at"]
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ines@example.org"], "Segue: Your account will be erased")
    assert f"{deletion.due_at:%d %B %Y}" in str(message.body)


def test_asking_again_moves_nothing(ines: User, browser: Client) -> None:
    first, again = put(browser).json(), put(browser).json()
    assert first == again
    assert len(mail.outbox) == 1
    assert put(browser, with_artists=True).json() == {**first, "with_artists": True}
    assert len(mail.outbox) == 2


def test_asking_takes_a_fresh_proof_and_taking_back_does_not(ines: User, browser: Client) -> None:
    stale = Client()
    stale.force_login(ines)
    answer = put(stale)
    assert (answer.status_code, answer.json()["code"], Deletion.objects.count()) == (
        401,
        "accounts.reauthenticate",
        0,
    )
    put(browser)
    assert stale.delete("/api/v1/me/deletion").status_code == 204
    assert Deletion.objects.count() == 0
    assert subjects() == ["Your account will be erased", "Your account stays"]
    assert stale.delete("/api/v1/me/deletion").status_code == 204
    assert len(mail.outbox) == 2


def test_during_the_days_of_grace_one_signs_in_as_ever(ines: User) -> None:
    services.request_deletion(ines, with_artists=False)
    carry_out_deletions()
    browser = Browser()
    assert browser.sign_in(PASSWORD, username="ines").status_code == 200
    assert browser.me()["user"]["deletion_at"] is not None
    assert Job.objects.count() == 0


def test_what_nobody_else_owns_is_named_and_stops_it(ines: User, browser: Client) -> None:
    ports.register_erasure("artists", lambda user_id: None, holdings=lambda user_id: [HERON])
    answer = put(browser)
    assert (answer.status_code, answer.json()["code"]) == (409, "accounts.sole_owner")
    assert "the artist “Paper Heron”" in answer.json()["detail"]
    assert Deletion.objects.count() == 0
    shown = browser.get("/api/v1/me/deletion").json()["holdings"]
    assert shown == [{"kind": "artist", "id": str(HERON.id), "name": "Paper Heron"}]
    assert put(browser, with_artists=True).status_code == 200


def test_the_last_operator_stays(ines: User) -> None:
    operator = make_user("op", is_operator=True)
    with pytest.raises(LastOperator):
        services.request_deletion(operator, with_artists=True)
    assert Deletion.objects.count() == 0
    other = make_user("op2", is_operator=True)
    for leaving in (operator, other):
        make_due(leaving)
    carry_out_deletions()
    assert User.objects.filter(is_staff=True, is_active=True).count() == 1
    assert subjects()[-1] == "Your account was not erased"
    assert "this server has no other operator" in str(mail.outbox[-1].body)


def test_a_reminder_comes_once_three_days_before(ines: User) -> None:
    services.request_deletion(ines, with_artists=False)
    Deletion.objects.update(created_at=clock.now() - timedelta(days=10))
    carry_out_deletions()
    assert subjects() == ["Your account will be erased"]
    Deletion.objects.update(due_at=clock.now() + timedelta(days=3))
    carry_out_deletions()
    carry_out_deletions()
    assert subjects() == ["Your account will be erased", "Your account will be erased soon"]


def test_who_asked_a_moment_ago_needs_no_reminder(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"deletion_grace_days": 1})
    services.request_deletion(ines, with_artists=False)
    carry_out_deletions()
    assert subjects() == ["Your account will be erased"]


def test_when_its_time_has_come_the_account_and_all_its_ways_in_go(ines: User) -> None:
    make_user("bob")
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    assert Session.objects.count() == 1
    make_due(ines)
    carry_out_deletions()
    assert User.objects.get(pk=ines.pk).is_active is False
    assert browser.me() == {"user": None}
    with pytest.raises(DeletionBegun):
        services.cancel_deletion(ines)
    runner.run_to_end(erase_job(ines.pk).pk)
    job = erase_job(ines.pk)
    assert (job.state, job.owner_id) == (JobState.DONE, None)
    assert list(job.steps.order_by("pk").values_list("name", flat=True)) == ["access", "content", "account"]
    assert list(User.objects.values_list("username", flat=True)) == ["bob"]
    assert not EmailAddress.objects.filter(email="ines@example.org").exists()
    assert Session.objects.count() == 0
    assert Deletion.objects.count() == 0
    assert subjects() == ["Your account will be erased", "Your account has been erased"]
    assert mail.outbox[-1].to == ["ines@example.org"]


def test_the_name_of_who_is_gone_is_kept_from_others_for_a_while(ines: User) -> None:
    make_due(ines)
    carry_out_deletions()
    runner.run_to_end(erase_job(ines.pk).pk)
    former = FormerUsername.objects.get()
    assert (former.username, former.user) == ("ines", None)
    with pytest.raises(UsernameTaken):
        services.change_profile(make_user("bob"), username="Ines")


def test_an_erased_name_is_nowhere_in_the_audit_log(ines: User) -> None:
    opal = make_user("opal", is_operator=True)
    services.set_person_role(opal, ines.pk, role=ServerRole.MODERATOR, reason="Crew")
    services.suspend_person(User.objects.get(pk=ines.pk), make_user("bob").pk, reason="Spam")
    make_due(ines)
    carry_out_deletions()
    runner.run_to_end(erase_job(ines.pk).pk)
    rows = list(AuditEntry.objects.values())
    assert {row["action"] for row in rows} >= {"accounts.role_changed", "accounts.person_suspended"}
    assert str(ines.pk) in str(rows)
    browser = Browser()
    browser.sign_in(PASSWORD, username="opal")
    shown = browser.send("get", "/api/v1/audit-log", {}).content.decode()
    assert (str(ines.pk) in shown, "bob" in shown) == (True, True)
    assert "ines" not in str(rows) + shown


def test_who_became_the_only_owner_in_the_meantime_is_not_erased(ines: User) -> None:
    make_due(ines)
    ports.register_erasure("artists", lambda user_id: None, holdings=lambda user_id: [HERON])
    carry_out_deletions()
    assert (Deletion.objects.count(), Job.objects.count()) == (0, 0)
    assert User.objects.get(pk=ines.pk).is_active
    assert subjects()[-1] == "Your account was not erased"
    assert "the artist Paper Heron has no other owner" in str(mail.outbox[-1].body)


def test_what_lost_its_other_owner_while_it_runs_waits_for_an_operator(ines: User) -> None:
    make_due(ines)
    carry_out_deletions()
    held = [HERON]
    ports.register_erasure("artists", lambda user_id: None, holdings=lambda user_id: list(held))
    runner.run_to_end(erase_job(ines.pk).pk)
    job = erase_job(ines.pk)
    assert (job.state, job.step, job.error_code) == ("failed", "content", "accounts.sole_owner")
    assert "the artist Paper Heron" in job.error_message
    assert User.objects.filter(pk=ines.pk).exists()
    held.clear()
    assert queue.retry(job)
    runner.run_to_end(job.pk)
    assert not User.objects.filter(pk=ines.pk).exists()


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """`shares(name)` breaks off in the middle of that app's share, the first time; the list is what was done."""
    done: list[str] = []
    monkeypatch.setattr(ports, "_ERASURES", dict(ports._ERASURES))

    def use(breaking: str) -> list[str]:
        def share(name: str) -> Callable[[uuid.UUID], None]:
            def erase(user_id: uuid.UUID) -> None:
                done.append(f"{name} begins")
                if name == breaking and done.count(f"{name} begins") == 1:
                    raise RuntimeError("the machine went away")
                done.append(f"{name} ends")

            return erase

        for name in ("media", "artists", "catalog"):
            ports.register_erasure(name, share(name))
        return done

    return use


@pytest.mark.parametrize("breaking", ["catalog", "artists", "media"])
def test_a_share_that_broke_off_is_done_again_before_the_account_goes(
    ines: User, shares: Callable[[str], list[str]], breaking: str
) -> None:
    done = shares(breaking)
    make_due(ines)
    carry_out_deletions()
    job = erase_job(ines.pk)
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step, job.error_code) == ("queued", "content", "jobs.crashed")
    assert User.objects.filter(pk=ines.pk).exists()
    Job.objects.update(run_after=clock.now() - timedelta(seconds=1))
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert [entry for entry in done if entry.endswith("ends")][-3:] == [
        "catalog ends",
        "artists ends",
        "media ends",
    ]
    assert not User.objects.filter(pk=ines.pk).exists()
    assert subjects().count("Your account has been erased") == 1


def test_every_step_may_run_twice(ines: User) -> None:
    """As if the worker had been killed after each step's effects, before it was marked as done."""
    make_due(ines)
    carry_out_deletions()
    job = erase_job(ines.pk)
    for step in pipeline_of(ERASE).steps:
        for _ in range(2):
            step.record(job, step.work(job, {}))
    assert User.objects.count() == 0
    assert FormerUsername.objects.count() == 1
    assert subjects().count("Your account has been erased") == 1


def test_the_clock_begins_with_each_only_once(ines: User) -> None:
    make_due(ines)
    carry_out_deletions()
    carry_out_deletions()
    assert Job.objects.count() == 1
    runner.run_to_end(erase_job(ines.pk).pk)
    carry_out_deletions()
    assert Job.objects.count() == 1


def test_a_pending_deletion_says_so_to_its_owner_alone(ines: User) -> None:
    services.request_deletion(ines, with_artists=False)
    assert queries.get_self(ines).deletion.due_at is not None
    visitor = Client()
    assert visitor.get("/api/v1/me/deletion").status_code == 401


def test_holdings_read_as_a_sentence() -> None:
    label = Holding(kind="label", id=uuid.uuid4(), name="Low Tide")
    assert SoleOwner([HERON, label]).detail == (
        "You are the only owner of the artist “Paper Heron”, the label “Low Tide”. Make someone else an owner first, "
        "or choose that they are erased with your account."
    )
