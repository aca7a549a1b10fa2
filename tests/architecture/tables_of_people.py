"""Every column of the database that says whose a row is."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model

# Ids of people without a foreign key: what they belong to outlives them, or lies below accounts.
BARE_ID = re.compile(r"(.+_)?(owner|user|person|actor|member|author|sender|recipient)_id")


def columns_of_people() -> list[tuple[type[Model], str]]:
    """Each model, with the name of such a column of it."""
    return [(model, name) for model in apps.get_models() for name in _columns(model)]


def rows_of(user_id: object) -> dict[str, int]:
    """How many rows name this person, by table and column, where there are any."""
    counts: dict[str, int] = {
        f"{model._meta.label}.{name}": model._base_manager.filter(**{name: user_id}).count()
        for model, name in columns_of_people()
    }
    return {place: count for place, count in counts.items() if count}


def _columns(model: type[Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        related: Any = field.related_model
        if related is get_user_model() or (related is None and BARE_ID.fullmatch(field.name)):
            yield field.name
