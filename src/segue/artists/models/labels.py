"""Labels: they run several artists."""

from django.db import models

from segue.artists.models.teams import Team
from segue.kernel.db.entity import Entity


class Label(Entity):
    """Runs several artists: its members have their roles there, too."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="label")
    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="label_has_name")]

    def __str__(self) -> str:
        return self.name
