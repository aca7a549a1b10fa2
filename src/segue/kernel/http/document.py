"""The API's OpenAPI document: what every operation shares is added in one place."""

from typing import Any

from ninja import NinjaAPI

CONFLICT = {
    "type": "object",
    "description": "A field that two people changed: of a subject, what was asked for and what stands there now",
    "required": ["subject_kind", "subject_id", "field", "yours", "theirs"],
    "properties": {
        **{name: {"type": "string"} for name in ("subject_kind", "subject_id", "field")},
        "yours": {},
        "theirs": {},
    },
}
TABLE_PROBLEM = {
    "type": "object",
    "description": "What is wrong in a row of a table that was sent; its head is row 1",
    "required": ["row", "column", "message"],
    "properties": {
        "row": {"type": "integer"},
        "column": {"type": "string"},
        "message": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `detail` is for people.",
    "required": ["type", "title", "status", "code", "detail", "request_id"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("type", "title", "code", "detail", "request_id")},
        "status": {"type": "integer"},
        "address": {"type": "string", "description": "Where what was asked for stands now"},
        "decision": {"type": "object", "description": "What somebody else has decided already"},
        "version": {"type": "integer", "description": "The present one, where another was changed"},
        "conflicts": {"type": "array", "items": CONFLICT},
        "problems": {"type": "array", "items": TABLE_PROBLEM},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["loc", "msg"],
                "properties": {
                    "loc": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "msg": {"type": "string"},
                },
            },
        },
    },
}
REFUSED = {
    "description": "Refused, with what to do about it",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
SCHEMES = {
    "browser": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    "app": {"type": "apiKey", "in": "header", "name": "X-Session-Token"},
    "token": {"type": "http", "scheme": "bearer"},
}


class Api(NinjaAPI):
    """Documents refusals, and by which credentials each operation can be called."""

    def get_openapi_schema(self, **options: Any) -> Any:
        document = super().get_openapi_schema(**options)
        for path in document["paths"].values():
            for operation in path.values():
                answers = {str(status): answer for status, answer in operation["responses"].items()}
                operation["responses"] = {**answers, "4XX": REFUSED, "5XX": REFUSED}
                operation["security"] = _security(operation["x-policy"], operation["x-scope"])
        components = document["components"]
        components["schemas"] = {**components.get("schemas", {}), "Problem": PROBLEM}
        components["securitySchemes"] = SCHEMES
        return document


def _security(policy: str, scope: str | None) -> list[dict[str, list[str]]]:
    """Alternatives; an empty one means that nobody has to sign in."""
    nobody: list[dict[str, list[str]]] = [{}] if policy == "public" else []
    tokens: list[dict[str, list[str]]] = [{"token": []}] if scope else []
    return [*nobody, {"browser": []}, {"app": []}, *tokens]
