"""Copies that people ask for of all their data, and accounts that are to be erased."""

from django.conf import settings
from django.db import models

from segue.kernel.db.entity import Entity


class Export(Entity):
    """A zip of everything that is kept of a person, made by the job of this id. `percent` is for people to look at;
    the file has a name and a size once it is whole, and is removed when `expires_at` has come."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    with_files = models.BooleanField()
    percent = models.PositiveSmallIntegerField(default=0)
    file_name = models.TextField(default="", blank=True)
    bytes = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.user_id} at {self.created_at}"


class Deletion(Entity):
    """The wish to be erased, once `due_at` has come; taking it back deletes the row. `with_artists`: also the artists
    that nobody else owns. `begun_at`: from then on there is no way back."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deletion")
    due_at = models.DateTimeField(db_index=True)
    with_artists = models.BooleanField()
    reminded_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} at {self.due_at}"
