"""The API's cells: each actor gets what the rules say, and a refusal changes nothing."""

import json
from typing import Any

import pytest

from segue.artists.services import delete_artist, delete_label
from tests.contracts.operations import UNSAFE, operations
from tests.contracts.schema_cases import undone
from tests.matrix import secrecy
from tests.matrix.actors import ACTORS, STATES, Actor
from tests.matrix.api_rules import API_RULES
from tests.matrix.counting import Cells
from tests.matrix.rules import RECENTLY, Rule
from tests.matrix.untouched import snapshot, watched
from tests.matrix.world import World, build

JSON = "application/json"
GONE = ("artist", "label", "release", "track", "invitation", "own_invitation")

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]


def ask(world: World, rule: Rule, actor: Actor) -> Any:
    body = world.fill(rule.body)
    data, kind = (body, "application/octet-stream") if isinstance(body, bytes) else (as_json(body), JSON)
    return world.client(actor.name).generic(
        rule.method,
        f"/api/v1/{world.fill(rule.path)}",
        data,
        content_type=kind if data else "",
        headers=world.headers[actor.name],
    )


def as_json(body: Any) -> bytes:
    return b"" if body is None else json.dumps(body).encode()


def test_every_operation_has_a_rule_and_declares_its_policy() -> None:
    declared = {operation.name: (operation.method, operation.policy) for operation in operations()}
    assert {name: (rule.method, rule.policy) for name, rule in API_RULES.items()} == declared


@pytest.mark.parametrize("state", STATES)
def test_every_actor_gets_what_the_rules_say(state: str, cells: Cells) -> None:
    world = build(state)
    before = snapshot()
    for name, rule in API_RULES.items():
        for actor in ACTORS:
            with undone():
                with watched() as watch:
                    answer = ask(world, rule, actor)
                matters = answer.status_code >= 400 or rule.policy in RECENTLY
                has_changed = matters and watch.has_written and snapshot() != before
            cell = f"{name} by {actor.name}"
            cells.add(name, actor.name, state, found=answer.status_code, expected=rule.expected(actor, state))
            assert not (has_changed and answer.status_code >= 400), (
                f"{cell} was refused and changed something"
            )
            secrecy.check(world, actor, state, answer)
            if rule.policy in RECENTLY:
                check_proof(rule, actor, answer, has_changed)
    cells.check()


def check_proof(rule: Rule, actor: Actor, answer: Any, has_changed: bool) -> None:
    """Whoever has shown lately that it is them changes something; others are told what is asked of them."""
    if answer.status_code == 401 and actor.is_signed_in:
        assert answer.json()["code"] == "accounts.reauthenticate"
    if answer.status_code < 400 and rule.method in UNSAFE:
        assert has_changed, f"{actor.name} was let in and nothing came of it"


def test_what_is_deleted_is_gone_for_everybody(cells: Cells) -> None:
    world = build("published")
    owner = world.people["owner"]
    delete_label(owner, world.ids["label"])
    delete_artist(owner, world.ids["artist"], with_music=True)
    before = snapshot()
    for name, rule in API_RULES.items():
        for actor in ACTORS if is_about_any(rule, GONE) else ():
            with undone():
                with watched() as watch:
                    status = ask(world, rule, actor).status_code
                assert status < 400 or not watch.has_written or snapshot() == before
            cells.add(name, actor.name, "deleted", found=status, expected=rule.expected_of_deleted(actor))
    cells.check()


def is_about_any(rule: Rule, kinds: tuple[str, ...]) -> bool:
    text = f"{rule.path} {rule.body}"
    return any(f"{{{kind}}}" in text for kind in kinds)
