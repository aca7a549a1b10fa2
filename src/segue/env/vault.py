"""Settings and keys in Vault or OpenBao (KV version 2)."""

import atexit
import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from segue.env.live_source import Contents, LiveSource, SourceUnavailable
from segue.env.vault_client import VaultAccess, VaultClient, reason
from segue.env.vault_database import Credentials, VaultDatabase

WRITE_ATTEMPTS = 5
REFUSED_PAUSES_S = (0.0, 0.3, 0.6)
"""Vault changes a password in the database a moment before it tells it to others."""


class NotAllowed(Exception):
    """Vault lets us read but not write."""


@dataclass(frozen=True)
class Version:
    """A secret as Vault numbers it."""

    values: Mapping[str, Any] = field(repr=False)
    number: int
    created_at_s: float


class VaultSource(LiveSource):
    """`path`: mount and path of the secret that holds the settings, such as `secret/segue`; empty when only the
    database's user comes from Vault."""

    def __init__(self, access: VaultAccess, path: str, database: VaultDatabase | None = None) -> None:
        self.mount, _, self.path = path.strip("/").partition("/")
        self.label = f"Vault ({path})" if path else "Vault"
        self.client = VaultClient(access)
        self.database = database
        super().__init__()

    def fetch(self) -> Contents:
        """Raises SourceUnavailable."""
        self.client.keep_lease()
        contents = self._settings() if self.path else self._nothing()
        if self.database:
            self.database.keep(self.client)
        return contents

    def _settings(self) -> Contents:
        version = self._read()
        values = {name: as_text(value) for name, value in version.values.items()}
        return Contents(values, version.created_at_s)

    def _nothing(self) -> Contents:
        """But Vault is there, and still knows us."""
        from hvac.exceptions import VaultError

        try:
            self.client.call(lambda api: api.auth.token.lookup_self())
        except VaultError as error:
            raise SourceUnavailable(f"{self.client.name} refuses our token: {reason(error)}.") from None
        return Contents({}, 0.0)

    @property
    def place(self) -> str:
        return f"{self.label} at {self.client.access.address}"

    def said(self) -> dict[str, Any]:
        user = asdict(self.database.credentials) if self.database else None
        return super().said() | {"user": user}

    def begin_with(self, said: dict[str, Any]) -> None:
        super().begin_with(said)
        if self.database and said["user"]:
            self.database.borrow(Credentials(**said["user"]))

    def pause_s(self) -> float:
        return min(self.client.due_in_s, self.database.due_in_s if self.database else float("inf"))

    def follow(self) -> None:
        super().follow()
        atexit.register(self._give_back)

    def _give_back(self) -> None:
        with suppress(SourceUnavailable):  # then it ends by itself
            self.sign_out()

    def close(self) -> None:
        atexit.unregister(self._give_back)
        super().close()
        self.client.close()

    def sign_out(self) -> None:
        """Give back what was lent to this process. Raises SourceUnavailable."""
        self.client.sign_out()

    def change(self, name: str, change: Callable[[str], str]) -> None:
        """Replace one value by what `change` makes of it, losing nothing that another writes meanwhile.

        Raises SourceUnavailable and NotAllowed.
        """
        from hvac.exceptions import Forbidden, InvalidRequest

        for _ in range(WRITE_ATTEMPTS):
            version = self._read()
            text = change(as_text(version.values.get(name, "")))
            try:
                self._write({**version.values, name: text}, version.number)
            except Forbidden:
                raise NotAllowed from None
            except InvalidRequest as error:
                if "check-and-set" not in str(error):
                    raise SourceUnavailable(f"{self.label} takes no new version: {reason(error)}.") from None
                continue  # somebody was faster: theirs is read again
            return
        raise SourceUnavailable(f"{self.label} changes too fast; try again.")

    def _read(self) -> Version:
        from hvac.exceptions import VaultError

        try:
            answer = self.client.get(f"{self.mount}/data/{self.path}")
        except VaultError as error:
            raise SourceUnavailable(f"{self.label} can't be read: {reason(error)}.") from None
        facts = answer["data"]["metadata"]
        made_at = datetime.fromisoformat(facts["created_time"])
        return Version(answer["data"]["data"], facts["version"], made_at.timestamp())

    def _write(self, values: Mapping[str, Any], number: int) -> None:
        self.client.call(
            lambda client: client.secrets.kv.v2.create_or_update_secret(
                self.path, dict(values), cas=number, mount_point=self.mount
            )
        )


def as_text(value: Any) -> str:
    """As an environment variable would hold it."""
    return value if isinstance(value, str) else json.dumps(value)


class DatabaseUser:
    """The database's user as Vault has it at the moment; for any thread."""

    def __init__(self, source: VaultSource, database: VaultDatabase) -> None:
        self._source = source
        self._database = database

    def __deepcopy__(self, memo: object) -> "DatabaseUser":
        """Django copies the settings of a database that it is part of."""
        return self

    def current(self) -> Credentials:
        """Raises SourceUnavailable before the first were read."""
        return self._database.credentials

    def after_refusal(self, used: Credentials) -> Credentials | None:
        """Others than those that PostgreSQL refused; None when Vault has none, or is away."""
        for pause_s in REFUSED_PAUSES_S:
            if self.current() != used:
                return self.current()
            time.sleep(pause_s)
            self._database.refuse(used)
            self._source.refresh(is_forced=True)
        return self.current() if self.current() != used else None


def database_user(stores: list[LiveSource]) -> DatabaseUser | None:
    """None when the database's user doesn't come from Vault."""
    for store in stores:
        if isinstance(store, VaultSource) and store.database:
            return DatabaseUser(store, store.database)
    return None
