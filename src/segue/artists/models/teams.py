"""The teams that run artists and labels."""

from django.conf import settings
from django.db import models

from segue.artists.types import Role
from segue.kernel.db.entity import Entity


class Team(Entity):
    """The people who run one artist or one label. Who changes a team locks this row; the database itself refuses that
    its last owner goes."""

    def __str__(self) -> str:
        return str(self.pk)


class Membership(Entity):
    """A person on a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.TextField(choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="member_once_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} of {self.team_id}"


class Invitation(Entity):
    """To join a team with a role, once. `email` is in lower case; of the token only its SHA-256 (hex) is kept. It ends
    when its sender leaves the team or gets another role."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    email = models.EmailField(db_index=True)
    role = models.TextField(choices=Role)
    token_hash = models.TextField(unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "email"], name="invited_once_per_team"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invited_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.team_id} until {self.expires_at}"
