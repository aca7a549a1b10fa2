"""Requests made from the OpenAPI document, sent to Django in this process and undone afterwards."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from asgiref.sync import async_to_sync
from django.db import transaction
from django.test import Client
from requests.adapters import HTTPAdapter
from requests.models import PreparedRequest, Response
from schemathesis import GenerationMode
from urllib3 import HTTPResponse

BASE = "http://testserver"
KNOWN_SHARE = 0.6
"""How many requests name something that exists; the others name what was made up."""


class DjangoAdapter(HTTPAdapter):
    """A requests transport that calls Django's test client."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self.client = client

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Nothing that the request changed stays."""
        parts = urlsplit(request.url or "")
        with undone():
            answer = self.client.generic(
                request.method or "GET",
                f"{parts.path}?{parts.query}",
                _bytes(request.body),
                content_type=str(request.headers.get("Content-Type", "application/octet-stream")),
                headers={name: value for name, value in request.headers.items() if _is_sent(name)},
            )
        content = _whole(answer)
        raw = HTTPResponse(BytesIO(content), dict(answer.headers), answer.status_code, preload_content=False)
        return self.build_response(request, raw)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside hasn't happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def session_of(client: Client) -> requests.Session:
    session = requests.Session()
    session.mount(BASE, DjangoAdapter(client))
    return session


def strategies(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Of each operation, by its id: requests that its schema allows, and such that it doesn't."""
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # ours has no invalid operation
        name = operation.definition.raw["operationId"]
        both = [
            operation.as_strategy(generation_mode=mode)
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        ]
        yield name, both[0] | both[1]


def name_known(case: Any, known: dict[str, list[str]], seed: int) -> None:
    """Put ids of things that exist into some requests' paths."""
    chance = random.Random(seed)
    for name in case.path_parameters or {}:
        candidates = known.get(name, known["*"])
        if chance.random() < KNOWN_SHARE:
            case.path_parameters[name] = chance.choice(candidates)


def _whole(answer: Any) -> bytes:
    if not answer.streaming:
        return bytes(answer.content)
    return b"".join(answer) if not answer.is_async else async_to_sync(_joined)(answer)


async def _joined(answer: Any) -> bytes:
    return b"".join([piece async for piece in answer])


def _is_sent(name: str) -> bool:
    return name.lower() not in ("content-type", "content-length", "cookie", "host")


def _bytes(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else body or b""
