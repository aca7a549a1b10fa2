"""Names as they stand in an address: readable, unique, in the name's own script.

What may get another address has `past_slugs`: a model with a `slug` of its own, unique, and a foreign key with this
`related_name`. Past addresses lead on to the present one, so nobody else gets them.
"""

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.text import slugify

from segue.kernel.errors import DomainError, Moved, Refusal
from segue.kernel.ids import parse_id

MAX_LENGTH = 80
MAX_PAST = 20


class SlugUnreadable(DomainError):
    code = "kernel.slug_unreadable"
    title = "An address has small letters, digits and hyphens"


class SlugTaken(DomainError):
    code = "kernel.slug_taken"
    refusal = Refusal.CONFLICT
    title = "This address is taken. Choose another"


class SlugChangedTooOften(DomainError):
    code = "kernel.slug_changed_too_often"
    refusal = Refusal.CONFLICT
    title = f"This has had {MAX_PAST} other addresses, which all lead here. Go back to one of them, or keep this one"


def free_slug(rows: QuerySet[Any], text: str, *, fallback: str) -> str:
    """A slug of `text` that no row has or had: `low-tide`, then `low-tide-2`; `fallback` when nothing is left of it."""
    stem = slugify(text, allow_unicode=True)[:MAX_LENGTH].strip("-") or fallback
    if parse_id(stem):
        stem = f"{fallback}-{stem}"  # or it would be taken for an id
    _one_at_a_time(rows.model)
    taken = set(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    if (past := _past(rows.model)) is not None:
        taken |= set(past.filter(slug__startswith=stem).values_list("slug", flat=True))
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


def require_not_moved(rows: QuerySet[Any], ref: str) -> None:
    """Where `by_ref` found nothing. `rows`: those that the viewer may see. Raises Moved."""
    if "\0" in ref:
        return
    present = rows.filter(past_slugs__slug=ref).exclude(slug=None).values_list("slug", flat=True).first()
    if present is not None:
        raise Moved(ref, present)


def leave_slug(row: Any, chosen: str) -> str:
    """Checks that `row` can have the address `chosen`, and keeps its present one as a past one; the caller, who has
    locked the row, sets what is returned. Raises SlugUnreadable, SlugTaken, SlugChangedTooOften."""
    slug = chosen.strip()
    if slug == row.slug:
        return slug
    if not _is_readable(slug):
        raise SlugUnreadable
    _one_at_a_time(type(row))
    past = _past(type(row))
    is_anothers = type(row)._base_manager.filter(slug=slug).exclude(pk=row.pk).exists()
    if is_anothers or past.filter(slug=slug).exclude(pk__in=row.past_slugs.values("pk")).exists():
        raise SlugTaken
    row.past_slugs.filter(slug=slug).delete()
    if row.slug and row.past_slugs.count() >= MAX_PAST:
        raise SlugChangedTooOften
    if row.slug:
        row.past_slugs.create(slug=row.slug)
    return slug


def _is_readable(slug: str) -> bool:
    is_own_form = slug == slugify(slug, allow_unicode=True).strip("-_")
    return is_own_form and 0 < len(slug) <= MAX_LENGTH and parse_id(slug) is None


def _past(model: type[Model]) -> Any:
    """Rows of the past addresses of all rows of `model`; None for a model that keeps none."""
    past: Any = next(
        (found.related_model for found in model._meta.related_objects if found.name == "past_slugs"), None
    )
    return past._base_manager.all() if past else None


def _one_at_a_time(model: type[Model]) -> None:
    """Until the transaction ends: two that look for a free slug at once would find the same."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"slug of {model._meta.label}"]
        )
