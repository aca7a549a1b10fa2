"""What an outsider can see of an answer: its status, headers, text, and the work behind it."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client

from segue.kernel.ids import parse_id
from tests.contracts.operations import Operation

MEDIA = re.compile(r"/media/[^\"'?\s]+")
VARYING = re.compile(r'"request_id": ?"[0-9a-f]{32}"|nonce-[\w-]+|nonce="[\w-]+"|\b[0-9a-f]{32}\b')
TOKEN = re.compile(r"csrftoken=[^;]+|segue_visitor=[^;]+|expires=[^;]+")
FILLING = {"language": "en", "name": "aac-160", "kind": "artists"}
"""Of path parameters that name no row."""
KINDS = {
    "releases": "release",
    "tracks": "track",
    "artists": "artist",
    "uploads": "upload",
    "people": "person",
}
"""What is named below a part of the API; below others anything is tried."""


@dataclass(frozen=True)
class Look:
    """`queries`: the texts of all SQL statements, without their values: as many, and the same, take as long."""

    status: int
    headers: tuple[str, ...]
    text: str
    queries: tuple[str, ...]

    @property
    def shown(self) -> tuple[int, tuple[str, ...], str]:
        return self.status, self.headers, self.text


def look(client: Client, path: str, *, hide: str = "", method: str = "GET", body: Any = None) -> Look:
    """`hide`: what was guessed, which an answer may repeat. Nothing that the request changed stays."""
    queries: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "SAVEPOINT" not in sql:  # they have numbers
            queries.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        cookies = dict(client.cookies)
        with connection.execute_wrapper(note):
            answer = client.generic(
                method, path, _sent(body), content_type="application/json" if body is not None else ""
            )
            text = b"".join(answer) if answer.streaming else answer.content
        client.cookies.clear()
        client.cookies.update(cookies)
        transaction.set_rollback(True)
    headers = tuple(f"{name}: {_plain(value, hide)}" for name, value in sorted(answer.items()))
    shown = tuple(header for header in headers if not header.startswith(("X-Request-Id", "Content-Length")))
    return Look(answer.status_code, shown, _plain(text.decode(errors="replace"), hide), tuple(queries))


def fillings(operation: Operation, refs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Paths of the operation that name each of `refs`, by the name of the ref: in its path, or by a query."""
    parameters = operation.document.get("parameters", [])
    names = re.findall(r"{(\w+)}", operation.path)
    rows = [name for name in names if name not in FILLING]
    takes_ids_alone = any(_is_id(each["schema"]) for each in parameters if each["in"] == "path")
    kind = KINDS.get(operation.path.split("/")[3], "")
    for key, ref in refs.items():
        is_odd = rows and kind not in key
        if is_odd or (takes_ids_alone and parse_id(ref) is None):
            continue
        if rows:
            yield key, operation.path.format(**FILLING, **dict.fromkeys(rows, ref))
            continue
        for parameter in parameters:
            if parameter["in"] == "query" and _takes_text(parameter["schema"]):
                yield key, f"{operation.path.format(**FILLING)}?{parameter['name']}={ref}"


def _is_id(schema: dict[str, Any]) -> bool:
    return schema.get("format") == "uuid"


def _takes_text(schema: dict[str, Any]) -> bool:
    kinds = [schema, *schema.get("anyOf", [])]
    return any(kind.get("type") == "string" and "enum" not in kind and "const" not in kind for kind in kinds)


def _plain(text: str, hide: str) -> str:
    for pattern in (MEDIA, VARYING, TOKEN):
        text = pattern.sub("…", text)
    return text.replace(hide, "GUESS") if hide else text


def _sent(body: Any) -> bytes:
    return b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
