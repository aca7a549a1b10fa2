"""Media addresses are of use to nobody else, and other sites' pages change nothing."""

import pytest

from tests.contracts.operations import UNSAFE
from tests.matrix.actors import ACTORS
from tests.matrix.api_rules import API_RULES
from tests.matrix.doors import MEDIA_PATH, fetch
from tests.matrix.test_api import ask
from tests.matrix.untouched import snapshot
from tests.matrix.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
BY_NAME = {actor.name: actor for actor in ACTORS}


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_media_addresses_of_one_viewer_open_nothing_for_another(state: str) -> None:
    world = build(state)
    answers = [ask(world, API_RULES[name], BY_NAME["owner"]) for name in ("get_release", "get_stream")]
    paths = sorted(set(MEDIA_PATH.findall(" ".join(answer.content.decode() for answer in answers))))
    assert len(paths) == 29  # three sizes of three pictures in three formats, two renditions
    for path in paths:
        viewers = ("visitor", "listener", "manager", "owner")
        assert [fetch(path, world.client(viewer)) for viewer in viewers] == [403, 403, 403, 200]


def test_every_unsafe_operation_refuses_requests_from_other_pages() -> None:
    world = build("draft", enforce_csrf_checks=True)
    before = snapshot()
    for name, rule in API_RULES.items():
        if rule.method in UNSAFE:
            by = BY_NAME[
                "operator" if rule.policy in ("moderators", "operators", "operators_in_person") else "owner"
            ]
            answer = ask(world, rule, by)
            assert (name, answer.status_code, answer.json()["code"]) == (name, 403, "http.csrf_failed")
    assert snapshot() == before
