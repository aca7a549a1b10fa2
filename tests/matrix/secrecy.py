"""What no answer may do: tell outsiders of what isn't public."""

from typing import Any

from tests.matrix.actors import Actor
from tests.matrix.doors import MEDIA_PATH
from tests.matrix.world import SECRET, World

OUTSIDERS = (
    "visitor",
    "listener",
    "other_artist",
    "moderator",
    "operator",
    "banned",
    "expired",
    "ended_token",
)


def check(world: World, actor: Actor, state: str, answer: Any) -> None:
    """Raises AssertionError."""
    if state != "published" and actor.name in OUTSIDERS:
        _check_silence(world, answer.content.decode(errors="replace"))


def _check_silence(world: World, text: str) -> None:
    assert SECRET not in text
    assert not {"release", "track", "upload"} & {key for key, pk in world.ids.items() if pk in text}
    # Pictures of people are nobody's secret here.
    pictures = {path for path in MEDIA_PATH.findall(text) if path.endswith(".jpg") and '"avatar"' in text}
    assert not set(MEDIA_PATH.findall(text)) - pictures
