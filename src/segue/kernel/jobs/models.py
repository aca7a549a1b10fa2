"""Jobs, the steps they have done, and signs of life."""

from django.db import models
from django.db.models.functions import Now

from segue.kernel.db.entity import Entity
from segue.kernel.priority import BEGIN


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Entity):
    """One run of a pipeline over one subject. Leases run by the database's clock;
    the fence rises with each claim, so a worker that lost its lease changes nothing.
    `hinted_at` is when workers were last told; null asks the reconciler to tell them once it is due.
    `claimed_at` is when a worker last took it: owners take turns by it."""

    kind = models.TextField()
    subject_id = models.UUIDField()
    owner_id = models.UUIDField(null=True)
    state = models.TextField(choices=JobState, default=JobState.QUEUED)
    step = models.TextField()
    priority = models.PositiveSmallIntegerField(default=BEGIN, db_default=BEGIN)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(db_default=Now())
    hinted_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    failure_kind = models.TextField(default="")
    error_code = models.TextField(default="")
    error_message = models.TextField(default="")
    request_id = models.TextField(default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="job_once_per_subject"),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False),
                name="job_running_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "run_after"], condition=models.Q(state="queued"), name="job_queued"
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_running"),
            models.Index(fields=["owner_id", "-claimed_at"], name="job_owner_served"),
            models.Index(fields=["state", "-created_at", "-id"], name="job_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}: {self.step} {self.state}"


class StepRun(Entity):
    """A step that is done, with what it found out; at most one for each job and step."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="steps")
    name = models.TextField()
    output = models.JSONField()
    duration_ms = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="step_once_per_job")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.name}"


class Heartbeat(models.Model):
    """When a part of the system was last seen alive."""

    part = models.TextField(primary_key=True)
    seen_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.part} at {self.seen_at}"
