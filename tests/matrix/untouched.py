"""Whether a refused request has left everything as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

NOTED = frozenset({"sessions.Session", "usersessions.UserSession"})
NOTED_FIELDS = frozenset({"last_used_at"})
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


def snapshot() -> list[Any]:
    """Every row of every table of ours and of django-allauth."""
    return [
        [_known(row) for row in model._default_manager.order_by("pk").values()]
        for model in apps.get_models()
        if model._meta.label not in NOTED
    ]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in NOTED_FIELDS}
