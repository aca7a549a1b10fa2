"""DATABASE_URL as Django wants it."""

import sys
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from segue.env import DatabaseUser, Settings

STATEMENT_TIMEOUT_MS = 60_000
LOCK_TIMEOUT_MS = 10_000
IDLE_TRANSACTION_TIMEOUT_MS = 60_000


def database_url(settings: Settings) -> str:
    if settings.database_url is None:
        sys.exit("segue: DATABASE_URL is not set. Run commands through `segue`, or set it.")
    return settings.database_url.get_secret_value()


def database(url: str, user: DatabaseUser | None = None) -> dict[str, Any]:
    """One entry of DATABASES; anything libpq understands, a unix socket too. `user` replaces that of the URL."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    live = {"live": user} if user else {}
    return {
        "ENGINE": "segue.kernel.db.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "options": _session_options(), "connect_timeout": 5} | live,
    }


def _session_options() -> str:
    limits = {
        "statement_timeout": STATEMENT_TIMEOUT_MS,
        "lock_timeout": LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": IDLE_TRANSACTION_TIMEOUT_MS,
    }
    return " ".join(f"-c {name}={value}" for name, value in limits.items())
