"""Whether a refused request has left everything as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

NOTED = frozenset({"sessions.Session", "usersessions.UserSession"})
NOTED_FIELD = "last_used_at"
"""When somebody or something was last seen may be written whatever the answer."""
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Watch:
    has_written: bool = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.has_written |= sql.lstrip().upper().startswith(WRITING)
        return execute(sql, params, many, context)


@contextmanager
def watched() -> Iterator[Watch]:
    """Says whether anything was written at all; only then is it worth comparing everything."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def snapshot() -> dict[str, str]:
    """A digest of all rows, by the table's name: of every table of ours and of django-allauth."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in NOTED
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(_digest, tables)))
        return dict(cursor.fetchall())


def _digest(table: str) -> str:
    row = f"(to_jsonb(t) - '{NOTED_FIELD}')::text"
    return f"""SELECT '{table}', md5(coalesce(string_agg({row}, ' ' ORDER BY {row}), '')) FROM "{table}" t"""  # noqa: S608
