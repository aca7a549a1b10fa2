"""What each cell of the matrix must answer, and why."""

from dataclasses import dataclass, field
from typing import Any

from tests.matrix.actors import STATES, Actor

SCOPE = {
    "public": "read",
    "signed_in": "read",
    "studio": "studio",
    "moderators": "operate",
    "operators": "operate",
}
"""What a token needs; policies that aren't here take no token."""
RECENTLY = ("in_person_recently", "moderators_in_person", "operators_in_person")


def each(ability: str) -> dict[str, str]:
    """The same ability in every state."""
    return dict.fromkeys(STATES, ability)


@dataclass(frozen=True)
class Rule:
    """One operation. `of`: what it is about, `music` (seen by its team until it is public) or nothing.
    `needs`: the ability that it takes, by state. `answers`: to who may, one status or one for each state.
    `hidden`: to who may not know of it. `instead`: exceptions, by actor."""

    policy: str
    method: str
    path: str
    answers: str = "200"
    of: str = ""
    needs: dict[str, str] = field(default_factory=dict)
    body: Any = None
    hidden: str = "404"
    instead: dict[str, str] = field(default_factory=dict)

    def expected(self, actor: Actor, state: str) -> int:
        refusal = self._at_the_door(actor)
        if refusal or actor.name in self.instead:
            return refusal or _of_state(self.instead[actor.name], state)
        return self._by_ability(actor, state) or _of_state(self.answers, state)

    def expected_of_deleted(self, actor: Actor) -> int:
        """What it is about is gone."""
        return self._at_the_door(actor) or 404

    def _at_the_door(self, actor: Actor) -> int:
        """The refusal by the operation's policy; 0 for none."""
        if actor.scopes is not None and not actor.is_signed_in:
            return 401
        if actor.scopes is not None and SCOPE.get(self.policy) not in actor.scopes:
            return 403
        if self.policy != "public" and not actor.is_signed_in:
            return 401
        if self.policy in ("moderators", "moderators_in_person") and not actor.is_moderator:
            return 403
        if self.policy in ("operators", "operators_in_person") and not actor.is_operator:
            return 403
        return 401 if self.policy in RECENTLY and not actor.is_proven else 0

    def _by_ability(self, actor: Actor, state: str) -> int:
        """The refusal by what the actor is to the object; 0 for none."""
        is_seen = state == "published" or "see_unpublished" in actor.abilities
        if self.of == "music" and not is_seen:
            return int(self.hidden)
        return 403 if self.needs and self.needs[state] not in actor.abilities else 0


def _of_state(statuses: str, state: str) -> int:
    each_state = statuses.split()
    return int(each_state[STATES.index(state)] if len(each_state) > 1 else each_state[0])
