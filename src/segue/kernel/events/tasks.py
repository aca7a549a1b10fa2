"""Celery's way into the outbox."""

from datetime import timedelta

from celery import shared_task

from segue.kernel import clock
from segue.kernel.events import outbox
from segue.kernel.events.models import Delivery

RECEIPTS_KEPT = timedelta(days=7)


@shared_task(name=outbox.DELIVER_TASK)
def deliver_due() -> None:
    outbox.deliver_due()


@shared_task(name="events.remove_old_receipts")
def remove_old_receipts() -> None:
    Delivery.objects.filter(done_at__lt=clock.now() - RECEIPTS_KEPT).delete()
