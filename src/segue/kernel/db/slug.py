"""Names as they stand in an address: readable, unique, in the name's own script."""

from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from segue.kernel.ids import parse_id

MAX_LENGTH = 80


def free_slug(rows: QuerySet[Any], text: str, *, fallback: str) -> str:
    """A slug of `text` that no row has yet: `low-tide`, then `low-tide-2`; `fallback` when nothing is left of it."""
    stem = slugify(text, allow_unicode=True)[:MAX_LENGTH].strip("-") or fallback
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
    return rows.filter(pk=identity) if identity else rows.filter(slug=ref)
