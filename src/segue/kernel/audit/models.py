"""The audit log's one table, which the database itself keeps from being changed."""

from django.db import models

from segue.kernel.db.entity import Entity


class AuditEntry(Entity):
    """Who did what to whom, when, from where and why. Triggers refuse UPDATE, DELETE and TRUNCATE.
    `actor_id` and `subject_id` are no foreign keys: an entry outlives what it speaks of. People stand in it by their
    ids; `names` finds who they are, for as long as they have an account."""

    actor_id = models.UUIDField(null=True)
    action = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    reason = models.TextField(default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.TextField(default="")
    address = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="audit_listed"),
            models.Index(fields=["action", "-created_at", "-id"], name="audit_by_action"),
            models.Index(fields=["actor_id", "-created_at", "-id"], name="audit_by_actor"),
            models.Index(fields=["subject_id", "-created_at", "-id"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id or 'terminal'}: {self.action} {self.subject_kind} {self.subject_id}"
