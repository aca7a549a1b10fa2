"""Musicians who upload through the real web server and never give up."""

import hashlib
import random
import struct
import threading
import time
import wave
from dataclasses import dataclass
from http.client import HTTPException
from io import BytesIO
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

from tests.journeys.running import Api

RATE_HZ = 22_050
PAUSE_S = 0.1
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass(frozen=True)
class Song:
    """One announced upload: its asset, its release, where to send what."""

    asset_id: str
    release_id: str
    address: str
    sound: bytes


def sound(number: int, seed: int) -> bytes:
    """A WAV file of a third of a second, unlike any other."""
    random_numbers = random.Random(f"{seed}.{number}")
    frames = b"".join(struct.pack("<h", random_numbers.randrange(-9000, 9000)) for _ in range(RATE_HZ // 3))
    file = BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        writer.writeframes(frames)
    return file.getvalue()


def announce(api: Api, artist_id: str, number: int, seed: int) -> Song:
    """Its release and track, before the storm."""
    content = sound(number, seed)
    release = api.call("POST", "/api/v1/releases", {"artist_id": artist_id})
    announced = {
        "file_name": f"song {number}.wav",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    track = api.call("POST", f"/api/v1/releases/{release['id']}/tracks", announced)
    upload = track["upload"]
    return Song(upload["id"], release["id"], upload["upload_url"], content)


class Uploader:
    """Sends the songs one after another from a thread of its own; `sent` counts those that have arrived."""

    def __init__(self, api: Api, songs: list[Song]) -> None:
        self.api = api
        self.songs = songs
        self.sent = 0
        self.allowed = 0
        self.thread = threading.Thread(target=self._run, name="uploader", daemon=True)

    def allow(self, count: int) -> None:
        """So many songs may be sent by now; never fewer than before."""
        self.allowed = max(self.allowed, count)

    def _run(self) -> None:
        for song in self.songs:
            while self.allowed <= self.sent:
                time.sleep(PAUSE_S)
            while not self._try(song):
                time.sleep(PAUSE_S)
            self.sent += 1

    def _try(self, song: Song) -> bool:
        """Go on where the server says; whatever goes wrong is tried again."""
        try:
            offset = int(self._request("HEAD", song, {})["Upload-Offset"])
            if offset < len(song.sound):
                headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
                answer = self._request("PATCH", song, headers, song.sound[offset:])
                offset = int(answer["Upload-Offset"])
            return offset == len(song.sound)
        except HTTPError as error:
            return error.code in (404, 410)  # taken over by the pipeline: there is nothing left to send
        except (URLError, HTTPException, OSError):
            return False

    def _request(self, method: str, song: Song, headers: dict[str, str], body: bytes | None = None) -> Any:
        token = next((cookie.value for cookie in self.api.cookies if cookie.name == "csrftoken"), None) or ""
        sent = {**TUS, **headers, "X-CSRFToken": token, "Origin": self.api.origin}
        request = Request(self.api.origin + song.address, data=body, method=method, headers=sent)
        with self.api.opener.open(request, timeout=20) as response:
            response.read()
            return response.headers
