"""The backend itself; Django wants it in a module of this name.

With `OPTIONS["live"]` (an env.DatabaseUser) the user and password are asked for at each connection, and
connections of a user that was replaced end before Vault drops it: pooled ones when they are taken out, others before
their next statement outside a transaction.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import IsolationLevel

from segue.env import DatabaseUser
from segue.kernel.db.postgresql.connection import LiveConnection

FRESH_ATTEMPTS = 3


class DatabaseWrapper(base.DatabaseWrapper):
    @property
    def user(self) -> DatabaseUser | None:
        user: DatabaseUser | None = self.settings_dict["OPTIONS"].get("live")
        return user

    @property
    def pool(self) -> Any:
        pool = super().pool  # type: ignore[misc]  # the stubs have none
        if pool is not None and self.user is not None:
            pool.connection_class = LiveConnection
        return pool

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if self.user is None:
            return super().get_new_connection(conn_params)
        if self.pool is None:
            self.isolation_level = IsolationLevel.READ_COMMITTED  # the super class would set it
            return LiveConnection.connect(**conn_params)
        connection = super().get_new_connection(conn_params)
        for _ in range(FRESH_ATTEMPTS):
            if self._is_current(connection):
                break
            self.pool.drain()
            self.pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection

    def ensure_connection(self) -> None:
        if self.connection is not None and not self.in_atomic_block and not self._is_current(self.connection):
            self.close()
        super().ensure_connection()

    def _is_current(self, connection: Any) -> bool:
        return self.user is None or connection.credentials.number == self.user.current().number
