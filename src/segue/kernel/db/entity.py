"""The columns that every entity has."""

from django.db import models
from django.db.models.functions import Now

from segue.kernel.ids import new_id


class Entity(models.Model):
    """A row with a time-ordered id and the moment it was made, by the database's clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
