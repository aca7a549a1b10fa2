"""Rings of keys: the newest signs and encrypts, the older ones go on verifying and decrypting until they are dropped,
so that a key can be replaced while Segue runs and nobody notices."""

import logging
import time
from pathlib import Path

from segue.env.key_file import KeyFile
from segue.env.keys import Key, KeyStore, parse_keys
from segue.env.secrets import MissingSecret

LOOK_EVERY_S = 10.0
SIGN_AFTER_S = 30.0
"""A new key is known soon and used only when every process must have noticed it: its store is read every 8 s (see
live_source), the ring looks there every 10 s, and config.key_follower at the ring every 5 s."""

log = logging.getLogger(__name__)


class KeyRing:
    """Uses one key and knows the others until they are dropped.

    A change is noticed within LOOK_EVERY_S, and at once when something names a key that isn't known. If the store
    can't be read later on, the keys that were known stay.
    """

    def __init__(self, store: KeyStore | Path) -> None:
        """A path stands for the file there. Raises MissingSecret."""
        self.store: KeyStore = KeyFile(store) if isinstance(store, Path) else store
        self._reading = self.store.read()
        self._keys = parse_keys(self._reading.text, self.store.label)
        self._noticed_at_s = -SIGN_AFTER_S
        self._looked_at_s = time.monotonic()
        keys = list(self._keys.values())
        self._used = keys[0] if len(keys) == 1 or self._is_settled() else keys[1]

    def newest(self) -> Key:
        """The key to sign or encrypt with."""
        self._look(LOOK_EVERY_S)
        first = next(iter(self._keys.values()))
        if self._used.id not in self._keys or self._is_settled():
            self._used = first
        return self._used

    def find(self, key_id: str) -> Key | None:
        is_known = key_id in self._keys
        self._look(LOOK_EVERY_S if is_known else 0.0, is_urgent=not is_known)
        return self._keys.get(key_id)

    def known(self) -> list[Key]:
        """All of them, the one to sign with first."""
        used = self.newest()
        return [used, *(key for key in self._keys.values() if key != used)]

    def _is_settled(self) -> bool:
        """Every process has noticed the newest key. A store whose clock is far ahead of ours isn't believed."""
        age_s = time.time() - self._reading.changed_at_s
        is_old = not -SIGN_AFTER_S < age_s < SIGN_AFTER_S
        return is_old and time.monotonic() - self._noticed_at_s >= SIGN_AFTER_S

    def _look(self, after_s: float, *, is_urgent: bool = False) -> None:
        now = time.monotonic()
        if now - self._looked_at_s < after_s:
            return
        self._looked_at_s = now
        try:
            reading = self.store.read(is_urgent=is_urgent)
            if reading.text != self._reading.text:
                keys = parse_keys(reading.text, self.store.label)
                self._reading, self._keys, self._noticed_at_s = reading, keys, now
        except MissingSecret as error:
            log.warning("keys_not_read: %s", error)
