"""Replacing a key by a new one, wherever its ring is kept."""

from collections.abc import Callable
from dataclasses import dataclass

from segue.env import key_file
from segue.env.aws import AwsSource
from segue.env.key_file import KeyFile
from segue.env.keys import make_key, parse_keys
from segue.env.live_source import LiveKeys
from segue.env.purposes import Purpose
from segue.env.rings import store_of
from segue.env.settings import Settings
from segue.env.vault import NotAllowed, VaultSource


class CannotRotate(Exception):
    """The ring is kept where we can't write; the text says what to do instead."""


@dataclass(frozen=True)
class Rotation:
    """Ids of the new key and of the older ones that stay; `place`: where the ring is kept."""

    place: str
    new: str
    others: list[str]


def rotate_ring(settings: Settings, purpose: Purpose, *, is_dropping_old: bool = False) -> Rotation:
    """Put a new key in front. Raises MissingSecret, CannotRotate, SourceUnavailable and OSError."""
    store = store_of(settings, purpose)
    kept = 0 if is_dropping_old else purpose.most_keys - 1
    if isinstance(store, KeyFile):
        new, others = key_file.rotate(store.path, most_keys=kept + 1, is_dropping_old=is_dropping_old)
        return Rotation(store.label, new, others)
    secret = key_file.new_secret()
    _change(store, purpose, lambda ring: [secret, *ring][: kept + 1])
    others = list(parse_keys(store.read().text, store.label))[:kept]
    return Rotation(store.label, make_key(secret).id, others)


def drop_old_keys(settings: Settings, purpose: Purpose) -> None:
    """Keep the newest alone. Raises as `rotate_ring`."""
    store = store_of(settings, purpose)
    if isinstance(store, KeyFile):
        key_file.drop_old(store.path)
    else:
        _change(store, purpose, lambda ring: ring[:1])


def _change(store: object, purpose: Purpose, change: Callable[[list[str]], list[str]]) -> None:
    if not isinstance(store, LiveKeys):
        raise CannotRotate(
            f"{purpose.variable} is fixed in the environment or in segue.toml: put a new key in front of it there, "
            "with a space between them, and start Segue again. Or take it out, and Segue keeps the ring itself."
        )
    source = store.source
    if isinstance(source, VaultSource | AwsSource):
        try:
            source.change(purpose.variable, lambda text: "\n".join(change(text.split())))
        except NotAllowed:
            raise CannotRotate(_by_hand(source, purpose)) from None


def _by_hand(source: VaultSource | AwsSource, purpose: Purpose) -> str:
    """Without a secret on a command line, where others of the machine could see it."""
    assert isinstance(source, VaultSource)  # noqa: S101
    where = f"-mount={source.mount} {source.path}"
    read = f"bao kv get -mount={source.mount} -field={purpose.variable} {source.path}"
    return (
        f"{source.label} doesn't let Segue write. Whoever may can run:\n"
        f"  (openssl rand -hex 32; {read} | tr ' ' '\\n' | head -n {purpose.most_keys - 1}) "
        f"| bao kv patch {where} {purpose.variable}=-"
    )
