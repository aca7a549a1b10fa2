"""People who sign in, browse and listen while secrets change; every failed request is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from itertools import cycle
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request

from tests.journeys.running import Api, wait_for

PASSWORD = "three quiet harbours"
PAUSE_S = 0.2
SIGN_IN_PAUSE_S = 10.0
"""At most, and by turns, as an account may sign in ten times in five minutes."""
WAIT_S = 120.0


class Crowd:
    """`failures`: what went wrong, in words; `counts`: requests by kind."""

    def __init__(self, origin: str, names: list[str], track: str) -> None:
        self.origin = origin
        self.track = track
        self.failures: list[str] = []
        self.counts: dict[str, int] = {"browse": 0, "listen": 0, "sign in": 0}
        self.key_ids: set[str] = set()
        self._stop = threading.Event()
        self._wanted = threading.Event()
        self._threads = [
            *(threading.Thread(target=self._browse, args=(name,)) for name in names),
            threading.Thread(target=self._listen, args=(names[0],)),
            threading.Thread(target=self._sign_in, args=(cycle(names),)),
        ]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._stop.set()
        self._wanted.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Longer than a machine that is busy with other things takes; ends at the first failure of anybody."""
        wait_for(lambda: self.failures or condition(), timeout_s=WAIT_S, what=f"{what} ({self.counts})")
        assert not self.failures, self.failures

    def wait_for_sign_ins(self, more: int) -> None:
        """That many have begun from now on, and all but the last have ended."""
        enough = self.counts["sign in"] + more + 1

        def is_enough() -> bool:
            self._wanted.set()
            return self.counts["sign in"] >= enough

        self.wait_for(is_enough, f"{more} sign-ins")

    def _browse(self, name: str) -> None:
        """Signed in once, at the start; the session and its cookie must last."""
        api = Api(self.origin)
        api.sign_in(name, PASSWORD)
        session = session_of(api)
        while not self._stop.wait(PAUSE_S):
            self._do("browse", lambda: self._see(api, name, session))

    def _see(self, api: Api, name: str, session: str) -> None:
        user = api.call("GET", "/api/v1/me")["user"]
        assert user is not None, f"{name} was signed out"
        assert user["username"] == name
        assert session_of(api) == session, "the session has another key"
        assert api.call("GET", "/api/v1/releases")["items"] != []

    def _listen(self, name: str) -> None:
        """The first address of all is asked for to the end, and a new one each time."""
        api = Api(self.origin)
        api.sign_in(name, PASSWORD)
        first = address(api, self.track)
        while not self._stop.wait(PAUSE_S):
            self._do("listen", lambda: self._hear(api, first))

    def _hear(self, api: Api, first: str) -> None:
        fresh = address(api, self.track)
        self.key_ids.add(fresh.split("/media/")[1].split(".")[1])
        for path in (first, fresh):
            request = Request(self.origin + path, headers={"Range": "bytes=0-999"})  # noqa: S310
            with api.opener.open(request, timeout=30) as response:
                assert (response.status, len(response.read())) == (206, 1000)

    def _sign_in(self, names: Iterator[str]) -> None:
        while not self._stop.is_set():
            self._wanted.wait(SIGN_IN_PAUSE_S)
            self._wanted.clear()
            self._do("sign in", lambda: Api(self.origin).sign_in(next(names), PASSWORD))

    def _do(self, kind: str, act: Callable[[], None]) -> None:
        self.counts[kind] += 1
        try:
            act()
        except HTTPError as error:
            self.failures.append(f"{time.strftime('%X')} {kind}: {error.code} {error.read()[:300]!r}")
        except (AssertionError, OSError, HTTPException) as error:
            self.failures.append(f"{time.strftime('%X')} {kind}: {error}")


def session_of(api: Api) -> str:
    return next(str(cookie.value) for cookie in api.cookies if cookie.name == "sessionid")


def address(api: Api, track: str) -> str:
    """Of a rendition as one file, bound to this browser."""
    rendition: dict[str, Any] = api.call("GET", f"/api/v1/tracks/{track}/stream")["renditions"][0]
    return str(rendition["url"])
