"""Whatever the API takes has an end: each text, list and number is bounded, and nothing unknown is accepted."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.operations import document, operations

SHAPED = {"uuid", "date-time", "binary"}


def bodies() -> dict[str, Any]:
    """Schemas of JSON request bodies by name."""
    schemas = document()["components"]["schemas"]
    found = {}
    for operation in operations():
        content = operation.document.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            named = next(option for option in [schema, *schema.get("anyOf", [])] if "$ref" in option)
            name = named["$ref"].rsplit("/", 1)[1]
            found[name] = schemas[name]
    return found


def unbounded(schema: dict[str, Any], place: str) -> Iterator[str]:
    """Places inside `schema` where something endless fits in."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield from unbounded(document()["components"]["schemas"][name], name)
    for option in schema.get("anyOf", []):
        yield from unbounded(option, place)
    if complaint := _complaint(schema):
        yield f"{place}: {complaint}"
    if "items" in schema:
        yield from unbounded(schema["items"], f"{place}[]")
    for name, inner in schema.get("properties", {}).items():
        yield from unbounded(inner, f"{place}.{name}")


def _complaint(schema: dict[str, Any]) -> str:
    """What is endless about the schema itself."""
    is_shaped = bool({"enum", "const"} & schema.keys()) or schema.get("format") in SHAPED
    endless = {
        "string": ("text without maxLength", "maxLength" in schema or is_shaped),
        "integer": ("number without minimum and maximum", {"minimum", "maximum"} <= schema.keys()),
        "number": ("number without minimum and maximum", {"minimum", "maximum"} <= schema.keys()),
        "array": ("list without maxItems", "maxItems" in schema),
        "object": ("takes unknown fields", schema.get("additionalProperties") is False or _is_map(schema)),
    }
    complaint, is_fine = endless.get(schema.get("type", ""), ("", True))
    return "" if is_fine else complaint


def _is_map(schema: dict[str, Any]) -> bool:
    """Of so many keys at most, whose values have an end."""
    values = schema.get("additionalProperties")
    return isinstance(values, dict) and "maxProperties" in schema and not list(unbounded(values, "value"))


def test_every_body_is_bounded_and_closed() -> None:
    found = bodies()
    assert {"NewArtist", "NewRelease", "ReleaseChanges", "NewTrack", "TrackChanges"} <= found.keys()
    assert [line for name, schema in found.items() for line in unbounded(schema, name)] == []


def test_every_parameter_is_bounded() -> None:
    assert [
        line
        for operation in operations()
        for parameter in operation.document.get("parameters", [])
        for line in unbounded(parameter["schema"], f"{operation.name}({parameter['name']})")
    ] == []


@pytest.mark.parametrize(
    ("schema", "lines"),
    [
        ({"type": "string"}, ["x: text without maxLength"]),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, ["x: text without maxLength"]),
        ({"type": "integer", "minimum": 0}, ["x: number without minimum and maximum"]),
        (
            {"type": "array", "items": {"type": "string"}},
            ["x: list without maxItems", "x[]: text without maxLength"],
        ),
        ({"type": "object", "properties": {}}, ["x: takes unknown fields"]),
    ],
)
def test_the_walk_sees_what_it_looks_for(schema: dict[str, Any], lines: list[str]) -> None:
    assert list(unbounded(schema, "x")) == lines
