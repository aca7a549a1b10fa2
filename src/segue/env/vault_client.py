"""Signing in at Vault or OpenBao, and staying signed in."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from segue.env.live_source import SourceUnavailable

if TYPE_CHECKING:
    import hvac

TIMEOUT_S = (2.0, 5.0)
"""For connecting, and for each part of an answer."""
RENEW_AT = 2 / 3
"""Of a lease's time, as Vault's own agent does, and up to a tenth earlier, so that not all processes come at once."""
SERVICE_ACCOUNT_TOKEN = Path("/var/run/secrets/kubernetes.io/serviceaccount/token")

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class VaultAccess:
    """Where Vault is and how to sign in; `auth` is token, approle or kubernetes. `ca`: a file with the certificates
    to trust. Empty `auth_mount`: the method's own name."""

    address: str
    auth: str = "token"
    token: str = field(default="", repr=False)
    role_id: str = ""
    secret_id: str = field(default="", repr=False)
    role: str = ""
    auth_mount: str = ""
    ca: str = ""
    namespace: str = ""
    service_account_token: Path = SERVICE_ACCOUNT_TOKEN


@dataclass(frozen=True)
class Lease:
    """What Vault lends for a time. `first_s`: how long it was lent at first. Zero seconds: for good."""

    duration_s: float
    first_s: float
    is_renewable: bool
    renew_at_s: float

    @classmethod
    def of(cls, duration_s: float, *, is_renewable: bool, first_s: float = 0.0) -> "Lease":
        part = RENEW_AT * random.uniform(0.9, 1.0)  # noqa: S311 (jitter)
        due_s = time.monotonic() + duration_s * part if duration_s else float("inf")
        return cls(duration_s, first_s or duration_s, is_renewable, due_s)

    @property
    def is_due(self) -> bool:
        return time.monotonic() >= self.renew_at_s

    @property
    def nears_its_end(self) -> bool:
        """A renewal gave little: the longest time that Vault allows is almost over."""
        return 0 < self.duration_s < self.first_s / 2

    def renewed(self, duration_s: float) -> "Lease":
        return Lease.of(duration_s, is_renewable=self.is_renewable, first_s=self.first_s)


class VaultClient:
    """Not for several threads at once: its source calls it under a lock."""

    def __init__(self, access: VaultAccess) -> None:
        self.access = access
        self._client: hvac.Client | None = None
        self._lease: Lease | None = None

    def call(self, act: Callable[["hvac.Client"], Answer]) -> Answer:
        """Do something as whoever we are, signing in first, and anew when Vault refuses what it took before.

        Raises SourceUnavailable, and hvac's VaultError for what Vault doesn't allow or doesn't have.
        """
        from hvac.exceptions import Forbidden

        client = self._signed_in()
        try:
            return self._guarded(lambda: act(client))
        except Forbidden:
            if self.access.auth == "token":
                raise
            self._sign_in()
            return self._guarded(lambda: act(client))

    def get(self, path: str) -> dict[str, Any]:
        """What Vault has there. Raises as `call`."""
        from hvac.exceptions import InvalidPath

        answer: Any = self.call(lambda client: client.read(path))
        if answer is None:
            raise InvalidPath("there is nothing at this path")
        return dict(answer)

    def renew(self, lease_id: str) -> dict[str, Any]:
        """Another secret's lease. Raises as `call`."""
        ask = {"lease_id": lease_id}
        answer: Any = self.call(lambda client: client.write_data("sys/leases/renew", data=ask))
        return dict(answer)

    def keep_lease(self) -> None:
        """Renew the token when it is time, or take a new one when renewing helps no more. Raises SourceUnavailable."""
        self._signed_in()
        lease = self._lease
        if lease is None or not lease.is_due:
            return
        if lease.is_renewable:
            lease = self._renew(lease)
        if (lease.is_due or lease.nears_its_end) and self.access.auth != "token":
            self._sign_in()

    @property
    def due_in_s(self) -> float:
        return self._lease.renew_at_s - time.monotonic() if self._lease else 0.0

    def sign_out(self) -> None:
        """Give back the token, and with it the database users that were made for it."""
        if self._client and self._lease and self.access.auth != "token":
            client, self._client = self._client, None
            self._guarded(client.auth.token.revoke_self)

    def close(self) -> None:
        """Close the connection to Vault; the next call opens another."""
        client, self._client = self._client, None
        if client:
            client.adapter.close()

    def _signed_in(self) -> "hvac.Client":
        if self._client is None:
            import hvac

            access = self.access
            client = hvac.Client(
                url=access.address,
                token=access.token if access.auth == "token" else "",
                verify=access.ca or True,
                namespace=access.namespace or None,
                timeout=TIMEOUT_S,  # type: ignore[arg-type]  # handed on to requests, which takes a pair
            )
            self._sign_in(client)
            self._client = client
        return self._client

    def _sign_in(self, client: "hvac.Client | None" = None) -> None:
        from hvac.exceptions import VaultError

        client = client or self._signed_in()
        try:
            self._lease = self._guarded(lambda: _login(client, self.access))
        except VaultError as error:
            raise SourceUnavailable(f"{self.name} refuses us ({self.access.auth}): {reason(error)}") from None

    def _renew(self, lease: Lease) -> Lease:
        """A token that can't be renewed any more stays due; Vault may tell that as a trouble of its own."""
        from hvac.exceptions import VaultError

        client = self._signed_in()
        try:
            answer = self._guarded(client.auth.token.renew_self)
        except SourceUnavailable:
            if self.access.auth == "token":
                raise
            return lease
        except VaultError as error:
            if self.access.auth == "token":
                raise SourceUnavailable(f"{self.name} doesn't renew our token: {reason(error)}") from None
            return lease
        self._lease = lease.renewed(answer["auth"]["lease_duration"])
        return self._lease

    @property
    def name(self) -> str:
        return f"Vault at {self.access.address}"

    def _guarded(self, act: Callable[[], Answer]) -> Answer:
        """What the network does is told as SourceUnavailable, and so are Vault's own troubles."""
        from hvac import exceptions
        from requests import RequestException

        down = (exceptions.VaultDown, exceptions.VaultNotInitialized, exceptions.BadGateway)

        try:
            return act()
        except RequestException as error:
            raise SourceUnavailable(f"{self.name} doesn't answer ({type(error).__name__}).") from None
        except (*down, exceptions.InternalServerError, exceptions.RateLimitExceeded) as error:
            raise SourceUnavailable(f"{self.name} can't answer: {reason(error)}") from None


def _login(client: "hvac.Client", access: VaultAccess) -> Lease:
    if access.auth == "token":
        facts = client.auth.token.lookup_self()["data"]
        first_s = facts.get("creation_ttl") or facts["ttl"]
        return Lease.of(facts["ttl"], is_renewable=bool(facts["renewable"]), first_s=first_s)
    mount = access.auth_mount or access.auth
    if access.auth == "approle":
        answer = client.auth.approle.login(access.role_id, access.secret_id, mount_point=mount)
    else:
        answer = client.auth.kubernetes.login(access.role, _jwt(access), mount_point=mount)
    return _lease_of(answer)


def _jwt(access: VaultAccess) -> str:
    """Read each time: Kubernetes replaces it."""
    try:
        return access.service_account_token.read_text().strip()
    except OSError as error:
        text = f"{access.service_account_token} can't be read: {error.strerror}."
        raise SourceUnavailable(text) from None


def _lease_of(answer: dict[str, Any]) -> Lease:
    return Lease.of(answer["auth"]["lease_duration"], is_renewable=bool(answer["auth"]["renewable"]))


def reason(error: Exception) -> str:
    """Vault's own words, in one line."""
    text = str(error.args[0]) if error.args else ""
    return " ".join(text.split())[:200] or type(error).__name__
