"""The API's cells: each actor gets what the rules say, and a refusal changes nothing."""

import json
from typing import Any

import pytest

from tests.contracts.operations import operations
from tests.contracts.schema_cases import undone
from tests.matrix.actors import ACTORS, STATES, Actor
from tests.matrix.api_rules import API_RULES
from tests.matrix.counting import Cells
from tests.matrix.rules import Rule
from tests.matrix.untouched import snapshot, watched
from tests.matrix.world import World, build

JSON = "application/json"

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
                    status = ask(world, rule, actor).status_code
                is_meddled = status >= 400 and watch.has_written and snapshot() != before
            cells.add(name, actor.name, state, found=status, expected=rule.expected(actor, state))
            assert not is_meddled, f"{name} by {actor.name} was refused and changed something"
    cells.check()
