"""Connecting with the user and password that count at the moment."""

from typing import Any

from psycopg import Connection, OperationalError

from segue.env import Credentials, DatabaseUser

BUSY = ("starting up", "shutting down", "recovery", "too many", "remaining connection slots")


class LiveConnection(Connection[Any]):
    """`credentials`: what it was opened with."""

    credentials: Credentials

    @classmethod
    def connect(cls, conninfo: str = "", *, live: DatabaseUser, **parameters: Any) -> "LiveConnection":  # type: ignore[override]
        """Tries once more when PostgreSQL refuses credentials that have just been replaced.

        Raises psycopg.OperationalError.
        """
        used = live.current()
        try:
            return cls._open(conninfo, used, parameters)
        except OperationalError as error:
            other = live.after_refusal(used) if is_refusal(error) else None
            if other is None:
                raise
        return cls._open(conninfo, other, parameters)

    @classmethod
    def _open(cls, conninfo: str, credentials: Credentials, parameters: dict[str, Any]) -> "LiveConnection":
        own = {"user": credentials.user, "password": credentials.password}
        connection = super().connect(conninfo, **(parameters | own))
        connection.credentials = credentials
        return connection


def is_refusal(error: OperationalError) -> bool:
    """Whether PostgreSQL answered and didn't take us. While connecting, libpq tells no SQLSTATE, only words."""
    text = str(error)
    return "FATAL" in text and not any(words in text for words in BUSY)
