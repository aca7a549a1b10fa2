"""Pytest fixtures: a real S3 server, started when the first test of a process asks for it."""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from segue.kernel.ids import new_id
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, BUCKET, SECRET_KEY, S3Server
from segue.runtime.errors import StartError
from segue.runtime.network import LOOPBACK, exchange, private_port
from segue.runtime.service import Service
from segue.runtime.standalone import run_alone

START_TIMEOUT_S = 60.0


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """SeaweedFS with an empty bucket."""
    server, end = _started(tmp_path_factory)
    try:
        _make_bucket(server)
        yield server
    finally:
        end()


def _started(tmp_path_factory: pytest.TempPathFactory) -> tuple[S3Server, Callable[[], object]]:
    """Ports are free when they are chosen and may be taken a moment later: then others are tried."""
    for last_try in (False, False, True):
        folder = tmp_path_factory.mktemp("s3")
        server = S3Server(private_port())
        service = Service(
            name="seaweedfs",
            command=_command(folder, server.port),
            environment={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder)},
            folder=folder,
        )
        try:
            process = run_alone(service, partial(_answers, server), folder / "log", START_TIMEOUT_S)
        except StartError:
            if last_try:
                raise
        else:
            return server, partial(_end, process)
    raise AssertionError("the last try returns or raises")


class Ending(Protocol):
    """What can be asked of a started process here."""

    def kill(self) -> None: ...

    def wait(self) -> int: ...


def _end(process: Ending) -> None:
    process.kill()
    process.wait()


@pytest.fixture
def s3_url(s3_server: S3Server) -> str:
    """A place in the bucket that no other test uses."""
    return s3_server.url(prefix=new_id().hex)


def _command(folder: Path, port: int) -> tuple[str, ...]:
    credentials = [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}]
    identity = {"name": "segue", "credentials": credentials, "actions": ["Admin", "Read", "Write", "List"]}
    (folder / "identities.json").write_text(json.dumps({"identities": [identity]}))
    parts = (
        "master.port",
        "master.port.grpc",
        "volume.port",
        "volume.port.grpc",
        "filer.port",
        "filer.port.grpc",
    )
    options = {
        **{part: private_port() for part in (*parts, "s3.port.grpc")},
        "dir": folder,
        "ip": LOOPBACK,
        "ip.bind": LOOPBACK,
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": 64,
        "s3": "true",
        "s3.config": folder / "identities.json",
        "s3.iam": "false",
        "s3.port": port,
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "volume.max": 0,
        "volume.preStopSeconds": 0,
    }
    program = Path(sys.executable).with_name("weed")
    return (
        str(program),
        "-logtostderr=true",
        "server",
        *(f"-{name}={value}" for name, value in options.items()),
    )


def _answers(server: S3Server) -> bool:
    request = f"GET /status HTTP/1.0\r\nHost: {LOOPBACK}\r\n\r\n".encode()
    return exchange(LOOPBACK, server.port, request).startswith(b"HTTP/1.0 200")


def _make_bucket(server: S3Server) -> None:
    """And write into it once: the first object waits until there is a volume for it."""
    from segue.kernel.storage.s3_client import Bucket, Credentials, connect

    client = connect(Bucket.parse(server.url(prefix="")), Credentials(ACCESS_KEY, SECRET_KEY))
    client.create_bucket(Bucket=BUCKET)
    client.put_object(Bucket=BUCKET, Key="first", Body=b"first")
    client.close()
