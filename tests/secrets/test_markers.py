"""Thirty planted secrets: none of them is in a log, an error page, the metrics, a dump, `config show`, or a process's
command line, though the log tells all it can and much goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request

import psycopg
import pytest
from moto.server import ThreadedMotoServer

from segue.config.tests.database_engine import EnginePostgres
from segue.env.tests.openbao import OpenBao
from segue.runtime.network import private_port
from segue.runtime.valkey import EmbeddedValkey
from tests.journeys.running import Api, RunningSegue
from tests.secrets.planting import Markers, command_lines, files_below, plant

pytestmark = pytest.mark.timeout(900)
AUTH = "/_allauth/browser/v1/auth"
SHOWN = (
    ["config", "show"],
    ["config", "show", "--json"],
    ["config", "check"],
    ["doctor"],
    ["logs", "-n", "100000"],
)


@pytest.fixture
def aws() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "queue").mkdir()
    server = EmbeddedValkey(tmp_path / "queue", is_durable=False)
    yield server.start()
    server.stop()


@pytest.fixture
def markers() -> Markers:
    return Markers()


@pytest.fixture
def segue(
    markers: Markers, tmp_path: Path, bao: OpenBao, postgres: EnginePostgres, aws: str, valkey: str
) -> Iterator[RunningSegue]:
    settings = plant(markers, tmp_path / "planted", bao, postgres, aws, valkey) | {"SEGUE_LOG_LEVEL": "DEBUG"}
    running = RunningSegue(tmp_path / "data", private_port(), settings)
    try:
        running.start()
        yield running
    finally:
        running.destroy()


def test_no_secret_leaks(segue: RunningSegue, markers: Markers, postgres: EnginePostgres) -> None:
    answers = Answers(segue.origin)
    live_a_day(segue, markers, answers, postgres)
    assert len(markers.planted) == 30, list(markers.planted)
    assert {500, 400, 401, 403, 404} <= answers.statuses
    assert markers.found_in(answers.text()) == []
    assert markers.found_in(command_lines()) == []
    for command in SHOWN:
        assert (command, markers.found_in(output_of(segue, *command))) == (command, [])
    assert markers.found_in(segue.log() + files_below(segue.folder / "logs")) == []
    assert markers.found_in(postgres.dump()) == []
    assert "DEBUG" in segue.log().upper()


def test_the_search_finds_what_leaks(markers: Markers, tmp_path: Path) -> None:
    secret = markers.new("any")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "segue.log").write_text(f"password={secret}\n")
    assert markers.found_in(files_below(tmp_path)) == ["any"]


class Answers:
    """What a stranger reads: every answer's head and body."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.statuses: set[int] = set()
        self._texts: list[str] = []

    def text(self) -> str:
        return "\n".join(self._texts)

    def ask(self, path: str, *, api: Api | None = None, **headers: str) -> None:
        self.send("GET", path, None, api=api, **headers)

    def send(
        self, method: str, path: str, body: bytes | None, *, api: Api | None = None, **headers: str
    ) -> None:
        asking = api or Api(self.origin)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.origin + path, body, asking.headers() | names, method=method)  # noqa: S310
        try:
            with asking.opener.open(request, timeout=30) as response:
                self._keep(response.status, str(response.headers), response.read())
        except HTTPError as error:
            self._keep(error.code, str(error.headers), error.read())

    def _keep(self, status: int, head: str, body: bytes) -> None:
        self.statuses.add(status)
        self._texts.append(head + body.decode(errors="replace"))


def live_a_day(segue: RunningSegue, markers: Markers, answers: Answers, postgres: EnginePostgres) -> None:
    passwords = {name: markers.new(f"password of {name}") for name in ("ines", "op")}
    for name, password in passwords.items():
        flags = ["--operator"] * (name == "op")
        account = ("--email", f"{name}@example.org", "--username", name, "--password-stdin", *flags)
        segue.command("user", "create", *account, stdin=password)
    ines = Api(segue.origin)
    ines.sign_in("ines", passwords["ines"])
    ines.call("POST", f"{AUTH}/reauthenticate", {"password": passwords["ines"]})
    make_tokens(ines, markers)
    sign_up_and_fail(segue, markers, answers)
    knock(markers, answers)
    with broken_table(postgres):
        answers.ask("/api/v1/releases")
    for path in ("/metrics", "/api/v1/health", "/api/v1/sign-in-options", "/api/v1/nothing", "/", "/admin"):
        answers.ask(path)
    answers.ask("/api/v1/me", api=ines)
    answers.ask("/api/v1/me/tokens", api=ines)


def make_tokens(ines: Api, markers: Markers) -> None:
    token = ines.call("POST", "/api/v1/me/tokens", {"name": "player", "scopes": ["read"]})
    markers.keep("access token", str(token["token"]))
    secret = ines.call("POST", "/api/v1/me/app-passwords", {"name": "phone"})
    markers.keep("app password", str(secret["password"]))


def sign_up_and_fail(segue: RunningSegue, markers: Markers, answers: Answers) -> None:
    """The mail can't be sent, the passwords are wrong."""
    api = Api(segue.origin)
    tried = {
        f"{AUTH}/signup": ("new password", '{"email": "n@example.org", "username": "nia", "password": "%s"}'),
        f"{AUTH}/login": ("wrong password", '{"username": "ines", "password": "%s"}'),
        f"{AUTH}/password/reset": ("wrong reset key", '{"key": "%s", "password": "three quiet harbours"}'),
        f"{AUTH}/email/verify": ("wrong verification key", '{"key": "%s"}'),
        "/api/v1/me/tokens": ("broken body", '{"name": "%s"'),
    }
    for path, (what, body) in tried.items():
        answers.send("POST", path, (body % markers.new(what)).encode(), api=api)


def knock(markers: Markers, answers: Answers) -> None:
    """With secrets that aren't ours, where secrets belong and where they don't."""
    answers.ask("/api/v1/me", Authorization=f"Bearer segue_{markers.new('foreign token')}")
    answers.ask("/api/v1/me", Cookie=f"sessionid={markers.new('foreign session')}")
    answers.send("POST", f"{AUTH}/login", b"{}", Origin="http://elsewhere.example.org")
    answers.ask("/api/v1/invitations/by-token?token=" + markers.new("invitation"))
    answers.ask(f"/api/v1/me?password={markers.new('password in an address')}", Host="elsewhere.example.org")


@contextmanager
def broken_table(postgres: EnginePostgres) -> Iterator[None]:
    """Requests that need it crash."""
    with psycopg.connect(postgres.owner_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE catalog_release RENAME TO elsewhere")
        yield
        connection.execute("ALTER TABLE elsewhere RENAME TO catalog_release")


def output_of(segue: RunningSegue, *command: str) -> str:
    """Whether or not the command finds something wrong."""
    try:
        return segue.command(*command)
    except AssertionError as error:
        return str(error)
