"""Who changed what on a release, when, from what to what: to be read, and to be undone."""

from django.db import models

from segue.catalog.models.releases import Release
from segue.kernel.history import AbstractEdit


class Edit(AbstractEdit):
    """Of the release itself, a track, its credits, its lyrics."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="edits")

    class Meta:
        indexes = [models.Index(fields=["release", "-version"], name="edit_of_release")]
