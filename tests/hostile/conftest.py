"""What all attacks share: a canary that no output may hold, a listener that nobody may call, and a table at the end."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.good_files import make_good_files
from tests.hostile.judging import Court, write_canary

_TABLE = "hostile"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-hostile", action="store_true", help="judge every odd file and 500 mutants, not a sample"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How often each verdict was given; workers' reports carry them to here."""
    tables: dict[str, Counter[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == _TABLE and getattr(report, "when", "") == "call":
                    tables.setdefault(value[0], Counter()).update(value[1])
    for group, counts in sorted(tables.items()):
        terminalreporter.section(f"hostile files: {group}, {counts.total()} verdicts", sep="-")
        for verdict, count in counts.most_common():
            terminalreporter.write_line(f"{count:6} {verdict}")


@pytest.fixture(scope="session")
def is_complete(request: pytest.FixtureRequest) -> bool:
    """Whether all files are to be judged: the option exists only when this folder is what pytest was asked to run."""
    return bool(request.config.getoption("all_hostile", default=False))


@pytest.fixture(scope="session")
def good_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One small good file per format, by name."""
    return {path.name: path for path in make_good_files(tmp_path_factory.mktemp("good"))}


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Next to every hostile file, and next to every work folder."""
    return write_canary(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def court(canary: Path, tmp_path: Path) -> Iterator[Court]:
    """Gives verdicts, which must all be free of problems."""
    court = Court(canary, tmp_path)
    yield court
    assert court.problems == []


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """A test's verdicts, as plain values: reports are sent between processes."""
    court = getattr(item, "funcargs", {}).get("court")
    if call.when == "call" and isinstance(court, Court):
        item.user_properties.append((_TABLE, (court.group, dict(court.counts))))


@pytest.fixture(scope="session")
def listener() -> Iterator["Listener"]:
    """Counts who calls, by TCP or UDP, at one port of this machine."""
    heard = Listener()
    yield heard
    heard.close()


class Listener:
    """`calls` grows with each connection and each datagram."""

    def __init__(self) -> None:
        self.calls = 0
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._receive, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def _receive(self) -> None:
        while True:
            try:
                self._udp.recvfrom(2048)
            except OSError:
                return
            self.calls += 1

    def close(self) -> None:
        for opened in (self._tcp, self._udp):
            opened.close()
