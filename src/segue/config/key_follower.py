"""Django's signing keys follow their ring while the process runs."""

import threading

from django.conf import settings

from segue.env import KeyRing

LOOK_EVERY_S = 5.0
"""The ring itself asks its store less often; this only has to be soon enough after it."""


class KeyFollower:
    """Changes nothing as long as the ring doesn't."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self._keys = self._known()

    def look(self) -> None:
        """At every moment in between, all keys of the ring verify."""
        keys = self._known()
        if keys == self._keys:
            return
        settings.SECRET_KEY_FALLBACKS = [*keys, *self._keys]
        settings.SECRET_KEY = keys[0]
        settings.SECRET_KEY_FALLBACKS = keys[1:]
        self._keys = keys

    def follow(self) -> None:
        """In a thread that ends with the process."""
        threading.Thread(target=self._keep_looking, name="key-follower", daemon=True).start()

    def _keep_looking(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_EVERY_S):
            self.look()

    def _known(self) -> list[str]:
        return [key.secret.decode() for key in self.ring.known()]
