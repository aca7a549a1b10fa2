"""The real web server keeps to its pool of database connections, whatever is asked at once."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from segue.runtime.network import private_port

DEADLINE_S = 90.0
MAX_CONNECTIONS = 12  # of segue.config.settings.web, whose import would give this process a pool too
SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"


class Server:
    """Granian with Segue's settings, and a name for its database sessions."""

    def __init__(self) -> None:
        self.name = f"test-{uuid.uuid4().hex}"
        self.port = private_port()
        address = make_conninfo(os.environ["DATABASE_URL"], application_name=self.name)
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "segue.config.settings.web",
            "SEGUE_PORT": str(self.port),
        }
        command = [
            *(sys.executable, "-m", "granian", "--interface", "asgi", "segue.config.asgi:application"),
            *("--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--ws"),
        ]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)

    def ask(self) -> int:
        """Status of a page that reads the database; 0 while nobody listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/health", timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def sessions(self) -> int:
        with psycopg.connect(os.environ["DATABASE_URL"]) as session:
            row = session.execute(SESSIONS, [self.name]).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    try:
        deadline = time.monotonic() + DEADLINE_S
        while server.ask() != 200:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def test_requests_share_a_bounded_pool(server: Server) -> None:
    most = 0
    with ThreadPoolExecutor(3 * MAX_CONNECTIONS) as visitors:
        answers = [visitors.submit(server.ask) for _ in range(200)]
        while not all(answer.done() for answer in answers):
            most = max(most, server.sessions())
    assert [answer.result() for answer in answers] == [200] * 200
    assert most <= MAX_CONNECTIONS
    assert 1 <= server.sessions() <= MAX_CONNECTIONS
