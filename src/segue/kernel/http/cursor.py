"""Keyset paging: a cursor names the last row seen, so pages stay right while rows are added."""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value
from ninja import Field, Schema

from segue.kernel.errors import DomainError

MAX_LIMIT = 100
ItemT = TypeVar("ItemT")
ModelT = TypeVar("ModelT", bound=Model)


class BadCursor(DomainError):
    code = "http.bad_cursor"
    title = "This cursor isn't one of ours. Start again without it"


class PageQuery(Schema):
    """The query parameters of every list."""

    cursor: Annotated[str, Field(max_length=500)] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 50


class Page(Schema, Generic[ItemT]):
    """One page, and the cursor of the next, null on the last."""

    items: list[ItemT]
    next_cursor: str | None


def paginate(
    rows: QuerySet[ModelT], query: PageQuery, *, order: Sequence[str], show: Callable[[ModelT], Any]
) -> dict[str, Any]:
    """A Page's fields. `order`: columns, descending, never null, the last one unique. Raises BadCursor."""
    if query.cursor:
        fields = [_column(rows, name) for name in order]
        rows = rows.filter(_older_than(_decode(query.cursor, fields), fields, order))
    found = list(rows.order_by(*(f"-{field}" for field in order))[: query.limit + 1])
    items, rest = found[: query.limit], found[query.limit :]
    return {
        "items": [show(item) for item in items],
        "next_cursor": _encode(items[-1], order) if rest else None,
    }


def _column(rows: QuerySet[Any], name: str) -> Any:
    """The field, or what an annotation of this name computes."""
    annotation = rows.query.annotations.get(name)
    return annotation.output_field if annotation else rows.model._meta.get_field(name)


def _older_than(values: list[Any], fields: Sequence[Any], order: Sequence[str]) -> Func:
    """(a, b) < (x, y) in one comparison, so that an index over (a, b) leads straight to the place."""
    given = [Value(value, output_field=field) for value, field in zip(values, fields, strict=True)]
    rows = (Func(*columns, template="(%(expressions)s)") for columns in (map(F, order), given))
    return Func(*rows, template="%(expressions)s", arg_joiner=" < ", output_field=BooleanField())


def _encode(item: Model, order: Sequence[str]) -> str:
    values = [getattr(item, field) for field in order]
    texts = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()


def _decode(cursor: str, fields: Sequence[Any]) -> list[Any]:
    """Values of the columns' own types. Raises BadCursor."""
    try:
        texts = json.loads(base64.urlsafe_b64decode(cursor))
        if not isinstance(texts, list):
            raise BadCursor
        return [_value(field, text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, ValidationError):
        raise BadCursor from None


def _value(field: Any, text: object) -> Any:
    """Raises BadCursor, ValueError or ValidationError for what the database couldn't take."""
    if not isinstance(text, str) or "\0" in text:
        raise BadCursor
    text.encode()
    return field.to_python(text)
