"""What isn't public is spoken of to nobody, other sites' pages change nothing, and no answer is kept."""

import pytest

from tests.contracts.operations import UNSAFE
from tests.contracts.schema_cases import undone
from tests.matrix.actors import ACTORS, STATES
from tests.matrix.api_rules import API_RULES
from tests.matrix.doors import MEDIA_PATH, fetch
from tests.matrix.test_api import ask
from tests.matrix.untouched import snapshot
from tests.matrix.world import SECRET, build

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
BY_NAME = {actor.name: actor for actor in ACTORS}
OUTSIDERS = ("visitor", "listener", "other_artist", "moderator", "operator", "banned", "expired")


@pytest.mark.parametrize("state", [state for state in STATES if state != "published"])
def test_no_answer_to_an_outsider_speaks_of_what_is_not_public(state: str) -> None:
    world = build(state)
    for rule in API_RULES.values():
        for name in OUTSIDERS:
            with undone():
                text = ask(world, rule, BY_NAME[name]).content.decode(errors="replace")
            assert SECRET not in text
            assert not {"release", "track", "upload"} & {key for key, pk in world.ids.items() if pk in text}
            assert not set(MEDIA_PATH.findall(text)) - avatars(text)


def avatars(text: str) -> set[str]:
    """Pictures of people are nobody's secret here."""
    return (
        {path for path in MEDIA_PATH.findall(text) if path.endswith(".jpg")} if '"avatar"' in text else set()
    )


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_media_addresses_of_one_viewer_open_nothing_for_another(state: str) -> None:
    world = build(state)
    answers = [ask(world, API_RULES[name], BY_NAME["owner"]) for name in ("get_release", "get_stream")]
    paths = sorted(set(MEDIA_PATH.findall(" ".join(answer.content.decode() for answer in answers))))
    assert len(paths) == 20  # three sizes of two covers in three formats, two renditions
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


def test_no_answer_of_the_api_may_be_stored() -> None:
    world = build("published")
    for name, rule in API_RULES.items():
        with undone():
            answer = ask(world, rule, BY_NAME["owner"])
        assert (name, answer.headers["Cache-Control"]) == (name, "no-store")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
