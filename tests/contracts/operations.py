"""Every operation of the HTTP API, as its OpenAPI document lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from segue.config.api import api

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Operation:
    """`document` is the operation's part of the OpenAPI document."""

    name: str
    method: str
    path: str
    policy: str
    document: dict[str, Any]


def document() -> dict[str, Any]:
    schema: dict[str, Any] = api.get_openapi_schema()
    return schema


def operations() -> list[Operation]:
    return list(_operations())


def _operations() -> Iterator[Operation]:
    for path, methods in document()["paths"].items():
        for method, found in methods.items():
            yield Operation(found["operationId"], method.upper(), path, found["x-policy"], found)
