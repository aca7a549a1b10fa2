"""Settings and keys from a real OpenBao: signing in, staying signed in, outliving its absence, and writing back."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import hvac
import pytest

from segue.env import KeyRing, MissingSecret, SourceUnavailable
from segue.env.live_source import LiveKeys
from segue.env.tests.openbao import OpenBao
from segue.env.vault import NotAllowed, VaultSource
from segue.env.vault_client import VaultAccess

READ = 'path "secret/data/%s" { capabilities = ["read"] }'
WRITE = 'path "secret/data/%s" { capabilities = ["read", "update"] }'
OLD, NEW = "old-RlK5xq0Vw8mGd2TzYb7nJcHs5uPe", "new-Zt4uPe9LfQk1WoXa6iRvMgDy0VwB"


@pytest.fixture(scope="module")
def bao() -> Iterator[OpenBao]:
    server = OpenBao()
    yield server
    server.stop()


@pytest.fixture
def place(request: pytest.FixtureRequest) -> str:
    """A path that is this test's alone."""
    return str(request.node.name.replace("[", "-").replace("]", ""))


Vault = Callable[[VaultAccess, str], VaultSource]


@pytest.fixture
def vault() -> Iterator[Vault]:
    """Makes sources that end with the test."""
    sources: list[VaultSource] = []

    def make(access: VaultAccess, path: str) -> VaultSource:
        sources.append(VaultSource(access, path))
        return sources[-1]

    yield make
    for source in sources:
        source.close()


def wait_for(condition: Callable[[], object], *, timeout_s: float = 30.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)


def test_fields_are_settings_by_variable(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD, SEGUE_PORT=8001, SEGUE_OIDC=[{"id": "club"}])
    bao.policy(place, READ % place)
    source = vault(VaultAccess(bao.address, token=bao.token(place)), f"secret/{place}")
    assert source.read() == {"SEGUE_MEDIA_KEY": OLD, "SEGUE_PORT": "8001", "SEGUE_OIDC": '[{"id": "club"}]'}
    assert (source.label, source.state.since_s) == (f"Vault (secret/{place})", None)
    assert OLD not in f"{source.contents()} {source.client.access}"


def test_a_role_signs_in_for_itself(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    access = bao.approle(place, place)
    assert vault(access, f"secret/{place}").read() == {"SEGUE_MEDIA_KEY": OLD}
    with pytest.raises(SourceUnavailable, match=r"refuses us \(approle\)") as refused:
        vault(replace(access, secret_id="not-the-secret"), f"secret/{place}").read()
    assert "not-the-secret" not in str(refused.value)


class Reviewer(BaseHTTPRequestHandler):
    """The part of Kubernetes that OpenBao asks whose token it was given."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        user = {"username": "system:serviceaccount:music:segue", "uid": "1", "groups": []}
        review = {"kind": "TokenReview", "status": {"authenticated": True, "user": user}}
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(review).encode())

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture
def kubernetes() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Reviewer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_pod_signs_in_with_its_service_account(
    bao: OpenBao, place: str, vault: Vault, kubernetes: str, tmp_path: Path
) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    bao.root.sys.enable_auth_method("kubernetes", path="cluster")
    bao.root.sys.enable_secrets_engine(
        "pki"
    )  # for a certificate, which plain HTTP doesn't need but OpenBao wants
    certificate = bao.put("pki/root/generate/internal", common_name="cluster")["certificate"]
    bao.root.auth.kubernetes.configure(
        kubernetes,
        certificate,
        token_reviewer_jwt="reviewer",
        disable_local_ca_jwt=True,
        mount_point="cluster",
    )
    bao.root.auth.kubernetes.create_role(
        "segue", ["segue"], ["music"], policies=[place], mount_point="cluster"
    )
    jwt = tmp_path / "token"
    access = VaultAccess(
        bao.address, "kubernetes", role="segue", auth_mount="cluster", service_account_token=jwt
    )
    with pytest.raises(SourceUnavailable, match="can't be read: No such file"):
        vault(access, f"secret/{place}").read()
    jwt.write_text(service_account_token("music", "segue"))
    assert vault(access, f"secret/{place}").read() == {"SEGUE_MEDIA_KEY": OLD}


def service_account_token(namespace: str, name: str) -> str:
    """Unsigned: the fake cluster vouches for it."""
    claims = {
        "iss": "kubernetes/serviceaccount",
        "sub": f"system:serviceaccount:{namespace}:{name}",
        "kubernetes.io/serviceaccount/namespace": namespace,
        "kubernetes.io/serviceaccount/service-account.name": name,
        "kubernetes.io/serviceaccount/service-account.uid": "1",
    }
    parts = [{"alg": "RS256", "typ": "JWT"}, claims]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, base64.urlsafe_b64encode(b"signature").decode().rstrip("=")])


@pytest.mark.parametrize(
    ("token", "path", "reason"),
    [
        ("none-of-theirs", "secret/any", r"refuses us \(token\): .*permission denied"),
        (None, "secret/nowhere", "can't be read: there is nothing at this path"),
    ],
)
def test_why_nothing_can_be_read(
    bao: OpenBao, vault: Vault, token: str | None, path: str, reason: str
) -> None:
    source = vault(VaultAccess(bao.address, token=token or str(bao.root.token)), path)
    with pytest.raises(SourceUnavailable, match=reason):
        source.read()


def test_a_lease_is_renewed_and_replaced_when_its_longest_time_is_over(
    bao: OpenBao, place: str, vault: Vault
) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    source = vault(bao.approle(place, place, ttl="6s", max_ttl="9s"), f"secret/{place}")
    source.read()
    first = token_of(source)
    began_s = time.monotonic()
    source.follow()
    wait_for(lambda: not is_alive(bao, first))
    assert time.monotonic() - began_s > 6  # it was renewed at least once
    wait_for(lambda: token_of(source) != first)
    bao.write(place, SEGUE_MEDIA_KEY=NEW)
    wait_for(lambda: source.read() == {"SEGUE_MEDIA_KEY": NEW})
    assert source.state.since_s is None


def token_of(source: VaultSource) -> str:
    client = source.client._client
    assert client is not None
    return str(client.token)


def is_alive(bao: OpenBao, token: str) -> bool:
    try:
        bao.root.auth.token.lookup(token)
    except hvac.exceptions.VaultError:
        return False
    return True


def test_a_given_token_lives_on_past_its_first_time(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    token = bao.token(place, ttl="6s")
    source = vault(VaultAccess(bao.address, token=token), f"secret/{place}")
    source.read()
    source.follow()
    began_s = time.monotonic()
    wait_for(lambda: time.monotonic() - began_s > 7)
    assert is_alive(bao, token)
    assert source.state.since_s is None


def test_a_revoked_lease_is_replaced_at_once(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    source = vault(bao.approle(place, place), f"secret/{place}")
    source.read()
    bao.root.auth.token.revoke(token_of(source))
    bao.write(place, SEGUE_MEDIA_KEY=NEW)
    source.refresh(is_forced=True)
    assert source.read() == {"SEGUE_MEDIA_KEY": NEW}


def test_who_signs_out_leaves_no_token(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    source = vault(bao.approle(place, place), f"secret/{place}")
    source.read()
    token = token_of(source)
    source.sign_out()
    assert not is_alive(bao, token)
    given = bao.token(place)
    kept = vault(VaultAccess(bao.address, token=given), f"secret/{place}")
    kept.read()
    kept.sign_out()
    assert is_alive(bao, given)  # it isn't ours


def test_the_last_values_outlive_an_absence(
    bao: OpenBao, place: str, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    source = vault(VaultAccess(bao.address, token=bao.token(place)), f"secret/{place}")
    ring = KeyRing(LiveKeys(source, "SEGUE_MEDIA_KEY"))
    bao.door.shut()
    try:
        source.refresh(is_forced=True)
        since_s = source.state.since_s
        source.refresh(is_forced=True)
        assert since_s is not None
        assert (source.state.since_s, "doesn't answer" in source.state.detail) == (since_s, True)
        assert source.read() == {"SEGUE_MEDIA_KEY": OLD}
        assert ring.newest().secret.decode() == OLD
        assert ring.find("00000000") is None
        with pytest.raises(SourceUnavailable, match="doesn't answer"):
            vault(VaultAccess(bao.address, token="any"), f"secret/{place}").read()
    finally:
        bao.door.reopen()
    source.refresh(is_forced=True)
    assert source.state.since_s is None
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "secret_store_unavailable",
        "secret_store_available_again",
    ]


def test_a_value_is_replaced_and_what_others_write_meanwhile_is_kept(
    bao: OpenBao, place: str, vault: Vault
) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD, SEGUE_MAIL_FROM="a@example.org")
    bao.policy(place, WRITE % place)
    source = vault(VaultAccess(bao.address, token=bao.token(place)), f"secret/{place}")
    seen: list[str] = []

    def change(text: str) -> str:
        if not seen:
            bao.write(place, SEGUE_MEDIA_KEY=text, SEGUE_MAIL_FROM="b@example.org")
        seen.append(text)
        return f"{NEW} {text}"

    source.change("SEGUE_MEDIA_KEY", change)
    assert seen == [OLD, OLD]
    assert bao.values(place) == {"SEGUE_MEDIA_KEY": f"{NEW} {OLD}", "SEGUE_MAIL_FROM": "b@example.org"}


def test_who_may_only_read_changes_nothing(bao: OpenBao, place: str, vault: Vault) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    bao.policy(place, READ % place)
    source = vault(VaultAccess(bao.address, token=bao.token(place)), f"secret/{place}")
    with pytest.raises(NotAllowed):
        source.change("SEGUE_MEDIA_KEY", lambda text: NEW)
    assert bao.values(place) == {"SEGUE_MEDIA_KEY": OLD}


def test_a_ring_follows_its_secret_and_a_key_that_is_gone_stays_known(
    bao: OpenBao, place: str, vault: Vault
) -> None:
    bao.write(place, SEGUE_MEDIA_KEY=OLD)
    source = vault(VaultAccess(bao.address, token=str(bao.root.token)), f"secret/{place}")
    ring = KeyRing(LiveKeys(source, "SEGUE_MEDIA_KEY"))
    used = ring.newest()
    bao.write(place, SEGUE_MEDIA_KEY=f"{NEW} {OLD}")
    source.refresh(is_forced=True)
    assert ring.find("00000000") is None  # which makes it look
    assert [key.secret.decode() for key in ring.known()] == [OLD, NEW]  # the new one isn't used yet
    bao.write(place, SEGUE_PORT=8000)
    source.refresh(is_forced=True)
    assert ring.find("00000000") is None
    assert ring.newest() == used
    with pytest.raises(MissingSecret, match=f"SEGUE_MEDIA_KEY in Vault .secret/{place}. is gone"):
        KeyRing(LiveKeys(source, "SEGUE_MEDIA_KEY"))
