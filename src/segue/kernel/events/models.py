"""The outbox: one row for each event and handler."""

from django.db import models
from django.db.models.functions import Now

from segue.kernel.db.entity import Entity


class Delivery(Entity):
    """One event on its way to one handler; parked once it has failed too often."""

    event_name = models.TextField()
    handler = models.TextField()
    payload = models.JSONField()
    request_id = models.TextField(default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at=None, parked_at=None),
                name="delivery_due",
            ),
            models.Index(fields=["done_at"], name="delivery_done"),
        ]

    def __str__(self) -> str:
        return f"{self.event_name} to {self.handler}"
