"""What the pipeline leaves behind."""

from django.db import models


class Effect(models.Model):
    """One row for each time that something took effect; nothing here prevents a second one."""

    subject_id = models.UUIDField()
    name = models.TextField()

    objects: models.Manager["Effect"] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name} of {self.subject_id}"
