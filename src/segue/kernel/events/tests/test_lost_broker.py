"""Without a broker nothing is lost: the hint fails quietly and a later sweep asks again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from kombu import Connection
from prometheus_client import REGISTRY

from segue.kernel import hints
from segue.kernel.events import outbox
from segue.kernel.events.models import Delivery
from segue.kernel.events.registry import Event
from segue.kernel.events.tests.conftest import Listen
from segue.kernel.jobs import reconciler
from segue.kernel.jobs.models import Heartbeat


class Drizzled(Event):
    name = "test.drizzled"


def lost() -> float:
    return REGISTRY.get_sample_value("segue_hints_lost_total", {"task": "events.deliver_due"}) or 0.0


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[pytest.MonkeyPatch]:
    nowhere = Connection("redis://127.0.0.1:1/0", transport_options=hints.GIVE_UP_SOON)
    monkeypatch.setattr(hints, "_connection", lambda: nowhere)
    yield monkeypatch
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


def test_lost_hint_is_false_and_counted(broker_away: pytest.MonkeyPatch) -> None:
    before = lost()
    assert hints.send_hint("events.deliver_due") is False
    assert lost() == before + 1


@pytest.mark.django_db(transaction=True)
def test_event_published_without_a_broker_is_delivered_after_the_sweep(
    listen: Listen, broker_away: pytest.MonkeyPatch
) -> None:
    listen(Drizzled, write=lambda event: Heartbeat.objects.create(part="test.drizzled"))
    with transaction.atomic():
        outbox.publish(Drizzled())
    assert Delivery.objects.filter(done_at=None, attempts=0).count() == 1

    swept: list[str] = []

    def note(task: str, *args: str) -> bool:
        swept.append(task)
        return True

    broker_away.setattr(reconciler, "send_hint", note)
    Delivery.objects.update(due_at=Now())
    reconciler.tick()
    assert swept == [], "young deliveries are left to their own hint"
    Delivery.objects.update(due_at=F("due_at") - timedelta(seconds=3))
    reconciler.tick()
    assert swept == ["events.deliver_due"]

    current_app.tasks["events.deliver_due"]()
    assert Heartbeat.objects.filter(part="test.drizzled").count() == 1
