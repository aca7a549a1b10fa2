"""Signing in and what belongs to it: each actor, as a browser and as an app."""

from typing import Any

import pytest

from tests.contracts.schema_cases import undone
from tests.matrix.actors import ACTORS, Actor
from tests.matrix.counting import Cells
from tests.matrix.operations import sign_in_operations
from tests.matrix.sign_in_rules import SIGN_IN_RULES, gone
from tests.matrix.test_api import JSON, as_json
from tests.matrix.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
CLIENTS = ("browser", "app")
ONLY_APPS = frozenset({"POST tokens/refresh"})
CLOSED_FOR_APPS = frozenset(
    {"GET auth/provider/signup", "POST auth/provider/signup", "POST auth/provider/redirect"}
)
"""A provider leads back to a browser."""


def ask(world: World, client: str, operation: str, actor: Actor) -> int:
    """Apps send the same session in a header."""
    method, route = operation.split()
    browser = world.client(actor.name)
    headers = dict(world.headers[actor.name])
    if client == "app":
        browser = type(browser)()
        headers |= {"X-Session-Token": world.sessions[actor.name]} if world.sessions[actor.name] else {}
    body = SIGN_IN_RULES[operation].body
    answer: Any = browser.generic(
        method, f"/_allauth/{client}/v1/{route}", as_json(body or None), content_type=JSON, headers=headers
    )
    return int(answer.status_code)


def test_every_route_has_a_rule() -> None:
    expected = {
        f"{client} {operation}"
        for client in CLIENTS
        for operation, rule in SIGN_IN_RULES.items()
        if not (client == "browser" and operation in ONLY_APPS)
    }
    assert set(sign_in_operations()) == expected


@pytest.mark.parametrize("client", CLIENTS)
def test_every_actor_gets_what_the_rules_say(client: str, cells: Cells) -> None:
    world = build("published")
    for operation, rule in SIGN_IN_RULES.items():
        if client == "browser" and operation in ONLY_APPS:
            continue
        wanted = gone() if client == "app" and operation in CLOSED_FOR_APPS else rule
        for actor in ACTORS:
            with undone():
                status = ask(world, client, operation, actor)
            cells.add(
                f"{client} {operation}", actor.name, "any", found=status, expected=wanted.expected(actor)
            )
    cells.check()
