"""A whole Segue of its own, started as its user would start it, and a client of its API."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psutil

SEGUE = Path(sys.executable).with_name("segue")
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 40.0


def wait_for(condition: Callable[[], Any], *, timeout_s: float, what: str) -> Any:
    """The first true answer. Raises TimeoutError, saying what never came."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        pause.wait(0.1)
    raise TimeoutError(f"{what} did not come in {timeout_s} s")


class RunningSegue:
    """`segue up` in a data folder of its own; `stop()` and `destroy()` leave nothing behind. `settings`, by variable,
    count from the next start on."""

    def __init__(self, folder: Path, port: int, settings: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.port = port
        self.settings = settings or {}
        self.origin = f"http://localhost:{port}"
        self.log_path = folder.with_suffix(".log")
        self.log_begin = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = clean_environment() | self.settings
        with self.log_path.open("ab") as log:
            self.log_begin = log.tell()
            command = [str(SEGUE), "up", "--port", str(self.port), "--data", str(self.folder)]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        wait_for(self._is_up, timeout_s=START_TIMEOUT_S, what="a healthy Segue")

    def stop(self) -> int:
        """Its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_TIMEOUT_S)

    def destroy(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.command("reset", "--yes")

    def command(self, *arguments: str, stdin: str = "") -> str:
        """The output of `segue …` on this data folder."""
        own = {"SEGUE_DATA": str(self.folder), "SEGUE_PORT": str(self.port)}
        environment = clean_environment() | self.settings | own
        done = subprocess.run(
            [SEGUE, *arguments], input=stdin, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def database_url(self) -> str:
        return str(json.loads((self.folder / "run" / "state.json").read_text())["database_url"])

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")

    def link(self, page: str) -> str:
        """The last address of a page, `/verify-email/` say, that was printed."""
        found = wait_for(
            lambda: re.findall(rf"{self.origin}{page}[^\s\"']+", self.log()),
            timeout_s=60,
            what=f"a link to {page}",
        )
        return str(found[-1])

    def processes(self, words: str) -> list[psutil.Process]:
        """Those of this Segue whose command line holds the words, parents first."""
        assert self.process is not None
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [process for process in family if words in _command_line(process)]

    def _is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        return b"Segue is ready" in self.log_path.read_bytes()[self.log_begin :]


class Api:
    """Speaks to the API as a browser does: cookies, CSRF header, JSON."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))
        self.call("GET", "/api/v1/me")

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The answer's JSON. Raises HTTPError."""
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.origin + path, data=data, method=method, headers=self.headers())
        with self.opener.open(request, timeout=30) as response:
            content = response.read()
        return json.loads(content) if content else None

    def send_file(self, upload: dict[str, Any], content: bytes) -> None:
        """By tus, at once. Raises HTTPError."""
        tus = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        }
        headers = self.headers() | tus
        address = self.origin + upload["upload_url"]
        with self.opener.open(Request(address, data=content, method="PATCH", headers=headers), timeout=30):
            pass

    def status(self, method: str, path: str) -> int:
        try:
            with self.opener.open(Request(self.origin + path, method=method), timeout=30) as response:
                return int(response.status)
        except HTTPError as error:
            return error.code

    def first_bytes(self, path: str, count: int) -> int:
        """How many of them come. Raises HTTPError."""
        ranged = Request(self.origin + path, headers={"Range": f"bytes=0-{count - 1}"})
        with self.opener.open(ranged, timeout=30) as response:
            return len(response.read())

    def sign_in(self, username: str, password: str) -> None:
        self.call("POST", "/_allauth/browser/v1/auth/login", {"username": username, "password": password})

    def headers(self) -> dict[str, str]:
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), None) or ""
        return {"X-CSRFToken": token, "Origin": self.origin, "Content-Type": "application/json"}


def clean_environment() -> dict[str, str]:
    """Without what the test run set for itself."""
    own = {"DATABASE_URL", "VALKEY_URL", "STORAGE_URL", "DJANGO_SETTINGS_MODULE"}
    return {
        name: value for name, value in os.environ.items() if name not in own and not name.startswith("SEGUE_")
    }


def _command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def sound_of(api: Api, track: str) -> Any:
    """Its renditions, or None while sound that was asked for is being made."""
    try:
        return api.call("GET", f"/api/v1/tracks/{track}/stream")["renditions"]
    except HTTPError as refusal:
        if refusal.code != 503 or int(refusal.headers["Retry-After"]) < 1:
            raise
        return None
