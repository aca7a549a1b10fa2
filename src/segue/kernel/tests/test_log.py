"""Log lines carry the ids of the moment and never the values of secrets."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from segue.kernel import log

SECRET_NAMES = [
    "password", "new_password", "Password", "passwd", "passphrase", "secret", "client_secret", "SECRET_KEY",
    "token", "access_token", "csrfmiddlewaretoken", "token_hash", "capability", "capability_key", "cookie",
    "set-cookie", "Cookie", "HTTP_COOKIE", "authorization", "Authorization", "HTTP_AUTHORIZATION", "api_key",
    "apikey", "x-api-key", "csrf", "sessionid", "session_key", "signature", "credentials", "django_key",
    "private_key",
]  # fmt: skip
Logged = Callable[[Callable[[], object]], str]


@pytest.fixture(params=["json", "console"])
def logged(request: pytest.FixtureRequest) -> Iterator[Logged]:
    """What a call logs, in one of the two forms."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)

    def run(call: Callable[[], object]) -> str:
        stream = io.StringIO()
        log.configure(request.param, "INFO")
        handler = root.handlers[0]
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
        call()
        return stream.getvalue()

    with _restored(root, before):
        yield run


@contextmanager
def _restored(root: logging.Logger, before: tuple[list[logging.Handler], int]) -> Iterator[None]:
    try:
        yield
    finally:
        root.handlers[:], root.level = before[0], before[1]


def say(**fields: Any) -> None:
    structlog.get_logger("test").info("pressed", **fields)


def test_line_carries_the_ids_of_the_moment(logged: Logged) -> None:
    with bound_contextvars(request_id="r-1", job_id="j-1", event_id="e-1"):
        for line in (logged(say), logged(lambda: logging.getLogger("other").warning("from a library"))):
            assert [name for name in ("r-1", "j-1", "e-1") if name not in line] == []
            assert line.count("\n") == 1


def test_line_carries_no_ids_of_another_moment(logged: Logged) -> None:
    with bound_contextvars(request_id="r-1"):
        pass
    assert "r-1" not in logged(say)


def test_no_secret_is_printed(logged: Logged) -> None:
    markers = {name: f"marker{number}" for number, name in enumerate(SECRET_NAMES)}
    assert len(markers) >= 30
    line = logged(
        lambda: say(**markers, headers=markers, rows=[markers], nested={"deep": [{"x": markers}]}, kept="yes")
    )
    assert "marker" not in line
    assert "yes" in line
    assert logged(lambda: say(monkey="banana", keyboard="piano")).count("banana") == 1


def test_secrets_bound_to_the_context_are_hidden_too(logged: Logged) -> None:
    with bound_contextvars(session_key="marker"):
        assert "marker" not in logged(lambda: logging.getLogger("other").warning("x"))


def test_traceback_shows_no_local_variables(logged: Logged) -> None:
    def crash() -> None:
        password = "MARKER".lower()
        try:
            raise ValueError(len(password))
        except ValueError:
            structlog.get_logger("test").exception("crashed")

    line = logged(crash)
    assert "ValueError" in line
    assert "marker" not in line


def test_level_is_kept(logged: Logged) -> None:
    assert logged(lambda: structlog.get_logger("test").debug("whispered")) == ""


def test_a_logger_that_was_used_follows_a_later_configuration(logged: Logged) -> None:
    used = structlog.get_logger("used")
    logged(lambda: used.info("first"))
    logged(say)
    with structlog.testing.capture_logs() as lines:
        used.info("second")
    assert lines == [{"event": "second", "log_level": "info"}]


def test_json_lines_are_json() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    with _restored(root, (root.handlers[:], root.level)):
        log.configure("json", "INFO")
        handler = root.handlers[0]
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
        say(count=3, odd=object)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["count"]) == ("pressed", "info", 3)
    assert line["timestamp"].endswith("Z")
