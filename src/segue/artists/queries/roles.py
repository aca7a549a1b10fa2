"""What a viewer may do on each artist and label, known by the few rows of their own memberships."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from segue.accounts.types import Viewer
from segue.artists.models import Artist, Label, Membership
from segue.artists.types import ABILITIES, LABEL_ABILITIES, Ability, Role


@dataclass(frozen=True)
class Roles:
    """A viewer's own, by the id of the team, and by the id of the label that such a team runs."""

    by_team: Mapping[uuid.UUID, Role] = field(default_factory=dict)
    by_label: Mapping[uuid.UUID, Role] = field(default_factory=dict)

    def abilities_on(self, subject: Artist | Label) -> frozenset[Ability]:
        """By the team, and for an artist also by its label's."""
        role = self.by_team.get(subject.team_id)
        found = ABILITIES[role] if role else frozenset[Ability]()
        if isinstance(subject, Artist) and subject.label_id:
            label_role = self.by_label.get(subject.label_id)
            found |= LABEL_ABILITIES[label_role] if label_role else frozenset()
        return found


def roles_of(viewer: Viewer) -> Roles:
    """In one query; none for visitors."""
    if viewer.pk is None:
        return Roles()
    rows = Membership.objects.filter(user_id=viewer.pk).values_list("team_id", "role", "team__label__id")
    known: list[tuple[uuid.UUID, str, uuid.UUID | None]] = list(rows)
    return Roles(
        {team_id: Role(role) for team_id, role, _ in known},
        {label_id: Role(role) for _, role, label_id in known if label_id},
    )
