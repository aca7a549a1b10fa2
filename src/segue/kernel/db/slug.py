"""Names as they stand in an address: readable, unique, in the name's own script."""

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.text import slugify

from segue.kernel.ids import parse_id

MAX_LENGTH = 80


def free_slug(rows: QuerySet[Any], text: str, *, fallback: str) -> str:
    """A slug of `text` that no row has yet: `low-tide`, then `low-tide-2`; `fallback` when nothing is left of it."""
    stem = slugify(text, allow_unicode=True)[:MAX_LENGTH].strip("-") or fallback
    if parse_id(stem):
        stem = f"{fallback}-{stem}"  # or it would be taken for an id
    _one_at_a_time(rows.model)
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def by_ref(rows: QuerySet[Any], ref: str) -> QuerySet[Any]:
    """The row whose id or slug is `ref`."""
    identity = parse_id(ref)
    if "\0" in ref:  # no text of the database's can hold it
        return rows.none()
    return rows.filter(pk=identity) if identity else rows.filter(slug=ref)


def _one_at_a_time(model: type[Model]) -> None:
    """Until the transaction ends: two that look for a free slug at once would find the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"slug of {model._meta.label}"]
        )
