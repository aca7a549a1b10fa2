"""Nothing of what isn't everybody's can be seen, counted, guessed, heard, or told by how long an answer takes.

Operations are taken from the API's document, so a new one is looked at without being named here.
"""

import uuid
from collections import defaultdict
from typing import Any

import pytest
from django.conf import settings

from segue.catalog.models import Release
from segue.catalog.tests.factories import make_published
from segue.kernel import capability
from segue.kernel.realtime import push
from segue.streaming.queries import may_have
from tests.contracts import hidden_music
from tests.contracts.hidden_music import ONCE_PUBLIC, SLUG, STATES, TITLE, Hidden, Stage
from tests.contracts.operations import UNSAFE, Operation, operations
from tests.contracts.probing import Look, fillings, look
from tests.contracts.schema_cases import undone
from tests.matrix.api_rules import API_RULES
from tests.matrix.rules import Rule

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
OPEN_TO = {"visitor": ("public",), "mallory": ("public", "signed_in", "studio", "in_person")}
HEALTH = "get_health"
"""Says how long the parts took to answer, and reads nothing else."""
LOOKERS = {"scheduled": ("visitor", "mallory")}
"""Whoever is signed in sees all that visitors see, and asks the database more; so visitors look at one state alone."""
PAGES = (
    "/",
    "/releases",
    f"/releases/{SLUG}",
    "/sitemap.xml",
    "/feed.xml",
    "/robots.txt",
    "/releases.rss",
    "/artists/paper-heron",
    "/embed",
)


@pytest.fixture
def stage() -> Stage:
    return hidden_music.set_stage()


def readable(viewer: str) -> list[Operation]:
    found = [each for each in operations() if each.method == "GET" and each.name != HEALTH]
    return [each for each in found if each.policy in OPEN_TO[viewer]]


def public_looks(stage: Stage, *viewers: str) -> dict[str, Look]:
    """All that they can read by naming what everybody knows."""
    release = Release.objects.get(title="Low Tide")
    track = release.tracks.get()
    refs = {
        "release": str(release.pk),
        "release slug": str(release.slug),
        "track": str(track.pk),
        "artist": str(stage.heron.pk),
        "artist slug": stage.heron.slug,
        "own artist": str(stage.stranger.pk),
        "genre": stage.genre.slug,
        "person": "ines",
    }
    found = {}
    for viewer in viewers:
        client = stage.clients[viewer]
        for operation in readable(viewer):
            paths = {path for _, path in fillings(operation, refs)}
            plain = set() if "{" in operation.path else {operation.path, f"{operation.path}?limit=1"}
            for path in sorted(paths | plain):
                found[f"{viewer} {path}"] = look(client, path)
        for path in PAGES:
            found[f"{viewer} {path}"] = look(client, path)
    return found


def test_what_everybody_reads_is_the_same_as_if_it_were_not_there(stage: Stage) -> None:
    before = public_looks(stage, *LOOKERS["scheduled"])
    assert len(before) > 100
    for state in STATES:
        with undone():
            hidden_music.hide(stage, state)
            after = public_looks(stage, *LOOKERS.get(state, ("mallory",)))
        changed = [name for name, seen in after.items() if seen.shown != before[name].shown]
        assert (state, changed) == (state, [])
        named = [name for name, seen in after.items() if TITLE in seen.text or SLUG in seen.text]
        assert (state, named) == (state, [])


def guesses(hidden: Hidden, state: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Pairs of what is hidden and what there never was, by name."""
    ids = {} if state == "unlisted" else hidden.ids  # whoever has its id has its address
    slugs = hidden.slugs
    return [
        (ids, {name: str(uuid.uuid4()) for name in ids}),
        (slugs, dict.fromkeys(slugs, "never-was")),
    ]


@pytest.mark.parametrize("state", STATES)
def test_a_guess_that_is_right_is_answered_like_one_that_is_wrong(stage: Stage, state: str) -> None:
    hidden = hidden_music.hide(stage, state)
    tried, told = 0, []
    for viewer in LOOKERS.get(state, ("mallory",)):
        client = stage.clients[viewer]
        for operation in readable(viewer):
            for right, wrong in guesses(hidden, state):
                pairs = list(zip(fillings(operation, right), fillings(operation, wrong), strict=True))
                for _, (_, other) in pairs[:1]:
                    look(client, other)  # whatever is read once and kept
                for (name, path), (_, other) in pairs:
                    tried += 1
                    if look(client, path, hide=right[name]) != look(client, other, hide=wrong[name]):
                        told.append(f"{viewer} {operation.name} {name}")
    assert told == []
    assert tried > 30


@pytest.mark.parametrize("state", [state for state in STATES if state != "unlisted"])
def test_nothing_can_be_done_with_a_guess_either(stage: Stage, state: str) -> None:
    hidden = hidden_music.hide(stage, state)
    told = []
    for name, rule in API_RULES.items():
        if rule.method not in UNSAFE or rule.policy not in OPEN_TO["mallory"]:
            continue
        for key in hidden.ids:
            if f"{{{key}}}" in f"{rule.path} {rule.body}":
                never: dict[str, str] = defaultdict(lambda: str(uuid.uuid4()))
                looks = [_try(stage, rule, never | {key: ref}, ref) for ref in (never[key], hidden.ids[key])]
                if looks[0] != looks[1]:
                    told.append(f"{name} {key}")
    assert told == []


def _try(stage: Stage, rule: Rule, ids: dict[str, str], ref: str) -> Look:
    path = f"/api/v1/{_filled(rule.path, ids)}"
    return look(stage.clients["mallory"], path, hide=ref, method=rule.method, body=_filled(rule.body, ids))


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return value.format_map(ids)
    if isinstance(value, list):
        return [_filled(item, ids) for item in value]
    return {name: _filled(item, ids) for name, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("state", STATES)
def test_its_sound_and_pictures_are_given_to_nobody(stage: Stage, state: str) -> None:
    hidden = hidden_music.hide(stage, state)
    stage.clients["visitor"].get("/api/v1/releases")
    keys = [
        str(stage.clients["mallory"].session.session_key),
        stage.clients["visitor"].cookies[settings.VISITOR_COOKIE_NAME].value,
    ]
    found = []
    for key in keys:
        for track, sha256 in hidden.objects:
            ending = "m4a" if track else "jpg"
            granted = capability.grant(
                settings.CAPABILITY_KEYS,
                sha256=sha256,
                ending=ending,
                viewer_key=key,
                ttl_s=3600,
                track=track,
            )
            found.append(may_have(granted, key))
    assert found == [state == "unlisted"] * len(found)
    assert len(found) == 2 * 2 * (2 + 3 * 9)


@pytest.mark.parametrize("state", STATES)
def test_live_messages_about_it_go_to_its_team(
    stage: Stage, state: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    groups: set[str] = set()
    monkeypatch.setattr(push, "_push", lambda to, content: groups.update(to))
    with django_capture_on_commit_callbacks(execute=True):
        hidden_music.hide(stage, state)
    assert groups == {f"user.{stage.ines.pk.hex}"}


@pytest.mark.parametrize("state", [state for state in STATES if state not in ONCE_PUBLIC])
def test_others_get_the_address_that_it_would_have(stage: Stage, state: str) -> None:
    hidden_music.hide(stage, state)
    assert make_published(stage.mallory, stage.stranger, title=TITLE).slug == SLUG
