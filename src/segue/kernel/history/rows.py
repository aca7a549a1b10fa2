"""The columns of an edit: who changed what, when, from what to what; and of what is edited."""

from typing import Any

from django.conf import settings
from django.db import models

from segue.kernel.db.entity import Entity


class Versioned(Entity):
    """What people change together; `version` rises with every act. Its edits point to it, `related_name="edits"`."""

    version = models.PositiveIntegerField(default=1)
    edits: Any

    class Meta:
        abstract = True


class AbstractEdit(Entity):
    """One change of one subject: the root itself (a release, an artist), or something on it. `before` and `after` have
    the changed fields alone; of something added `before` is null, of something removed `after` is. `version` is the
    root's after the change; the edits of one act (a hundred tracks at once) have one `act`."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    act = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    undoes = models.UUIDField(null=True)
    """The act that this one takes back."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} at {self.version}"
