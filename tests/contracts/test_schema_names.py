"""Two shapes of one name would stand in the OpenAPI document as one."""

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel

from segue.config.api import api


def _models() -> Iterator[type[BaseModel]]:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                yield from operation.models
                yield from (model for model in operation.response_models.values() if isinstance(model, type))


def _shapes(model: Any, seen: set[type]) -> None:
    """`model` and all that stands in its fields."""
    for part in (model, *get_args(model)):
        if part is not model:
            _shapes(part, seen)
        elif isinstance(part, type) and issubclass(part, BaseModel | Enum) and part not in seen:
            seen.add(part)
            for field in getattr(part, "model_fields", {}).values():
                _shapes(field.annotation, seen)


def test_each_name_means_one_shape() -> None:
    seen: set[type] = set()
    for model in _models():
        _shapes(model, seen)
    by_name = defaultdict(set)
    for shape in seen:
        if not shape.__module__.startswith("ninja"):
            by_name[shape.__name__].add(shape.__module__)
    assert len(by_name) > 100
    assert {name: places for name, places in by_name.items() if len(places) > 1} == {}
