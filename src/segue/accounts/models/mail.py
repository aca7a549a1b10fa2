"""E-mails on their way to the mail server."""

from django.db import models
from django.db.models.functions import Now

from segue.kernel.db.entity import Entity


class OutgoingMail(Entity):
    """One e-mail to one address. `body` is encrypted, since it may hold a link that opens an account, and is emptied
    once the mail is sent or given up."""

    recipient = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, given_up_at=None), name="mail_due"
            ),
            models.Index(fields=["sent_at"], name="mail_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.pk})"

    @property
    def body_context(self) -> str:
        """What the body is encrypted with."""
        return f"mail {self.pk}"
