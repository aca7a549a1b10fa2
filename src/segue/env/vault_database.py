"""The database's user and password from Vault's database engine, while they change."""

import time
from dataclasses import dataclass, field

from segue.env.live_source import SourceUnavailable
from segue.env.vault_client import Lease, VaultClient, reason

READ_STATIC_EVERY_S = 8.0


@dataclass(frozen=True)
class Credentials:
    """`number` counts up with each user that replaces another: connections of the earlier ones must end."""

    user: str
    password: str = field(repr=False)
    number: int = 1


class VaultDatabase:
    """A dynamic role (Vault makes a user, and drops it when its lease ends) or a static one (one user, whose password
    Vault changes now and then); Vault knows which."""

    def __init__(self, role: str, mount: str = "database") -> None:
        self.role = role
        self.mount = mount
        self._is_static: bool | None = None
        self._lease: Lease | None = None
        self._lease_id = ""
        self._is_refused = False
        self._credentials: Credentials | None = None

    @property
    def credentials(self) -> Credentials:
        """Those that count now. Raises SourceUnavailable before the first were read."""
        if self._credentials is None:
            raise SourceUnavailable("Vault has given no database user yet.")
        return self._credentials

    @property
    def due_in_s(self) -> float:
        return self._lease.renew_at_s - time.monotonic() if self._lease else READ_STATIC_EVERY_S

    def refuse(self, used: Credentials) -> None:
        """PostgreSQL didn't take these: the next `keep` gets others, unless that was done already."""
        self._is_refused = used == self._credentials

    def borrow(self, credentials: Credentials) -> None:
        """Another process's, until Vault gives this one its own."""
        self._credentials = credentials

    def keep(self, client: VaultClient) -> None:
        """Raises SourceUnavailable."""
        if self._is_static is not False:
            self._is_static = self._read_static(client)
        if not self._is_static and not self._keep_lease(client):
            self._issue(client)
        self._is_refused = False

    def _read_static(self, client: VaultClient) -> bool:
        """Whether the role is a static one; a dynamic one has no such path, or its policy names only the other."""
        from hvac.exceptions import VaultError

        try:
            data = client.get(f"{self.mount}/static-creds/{self.role}")["data"]
        except VaultError as error:
            if self._is_static:
                raise self._unavailable(error) from None
            return False
        found = Credentials(data["username"], data["password"])
        if found != self._credentials:
            self._credentials = found  # its number stays: a new password ends no connection
        return True

    def _keep_lease(self, client: VaultClient) -> bool:
        """Whether the present user can go on being used; renews its lease when that is due."""
        from hvac.exceptions import VaultError

        if self._lease is None or self._is_refused:
            return False
        if not self._lease.is_due:
            return True
        if not self._lease.is_renewable:
            return False
        try:
            answer = client.renew(self._lease_id)
        except VaultError:
            return False
        self._lease = self._lease.renewed(answer["lease_duration"])
        return not self._lease.nears_its_end

    def _issue(self, client: VaultClient) -> None:
        from hvac.exceptions import VaultError

        try:
            answer = client.get(f"{self.mount}/creds/{self.role}")
        except VaultError as error:
            raise self._unavailable(error) from None
        self._lease_id = answer["lease_id"]
        self._lease = Lease.of(answer["lease_duration"], is_renewable=bool(answer["renewable"]))
        number = self._credentials.number + 1 if self._credentials else 1
        self._credentials = Credentials(answer["data"]["username"], answer["data"]["password"], number)

    def _unavailable(self, error: Exception) -> SourceUnavailable:
        return SourceUnavailable(
            f"Vault gives no database user for {self.mount}/{self.role}: {reason(error)}."
        )
