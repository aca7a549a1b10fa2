"""Segue's media endpoint on a folder of files, and each of the proxies of `ops/` in front of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from segue.kernel import capability
from segue.kernel.storage import LocalStorage
from segue.runtime.network import private_port
from tests.delivery import fronts

CONTENT = bytes(range(256)) * 4500
TRACK = "0a" * 16


@dataclass(frozen=True)
class Front:
    """A proxy that is up; `sha256` is CONTENT, stored behind it."""

    name: str
    port: int
    logs: Path
    media: Path
    sha256: str

    def path(self, viewer_key: str = "mine", **changes: str) -> str:
        fields = {"sha256": self.sha256, "ending": "m4a", "track": TRACK, **changes}
        return capability.grant(settings.CAPABILITY_KEYS, viewer_key=viewer_key, ttl_s=3600, **fields).path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> LocalStorage:
    return LocalStorage(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module", params=["caddy", "nginx"])
def front(
    request: pytest.FixtureRequest, store: LocalStorage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    name = str(request.param)
    if name == "nginx" and fronts.nginx_program() is None:
        assert "CI" not in os.environ, "CI must have nginx"
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    folder = tmp_path_factory.mktemp(name)
    (folder / "content").write_bytes(CONTENT)
    sha256 = store.put_file(folder / "content").sha256
    upstream, port = private_port(), private_port()
    environment = {**os.environ, "UPSTREAM_FOLDER": str(store.root)}
    environment |= {"UPSTREAM_ACCEL": "/protected-media"} if name == "nginx" else {}
    with fronts.granian("tests.delivery.upstream:application", upstream, environment, folder / "app.log"):
        running = (
            fronts.caddy(port, upstream, folder, READ_HEADER="1s", READ_BODY="2s")
            if name == "caddy"
            else fronts.nginx(port, upstream, folder, store.root, SHORT_NGINX)
        )
        with running:
            yield Front(name, port, folder, store.root, sha256)


SHORT_NGINX = {
    "client_header_timeout 10s;": "client_header_timeout 1s;",
    "client_body_timeout   20s;": "client_body_timeout 2s;",
}
