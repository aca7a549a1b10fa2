"""A group of settings that belong together: a heading of the documentation, and a table of `segue.toml`."""

from typing import Any, ClassVar, get_args

from pydantic import AliasGenerator, BaseModel, ConfigDict, SecretStr
from pydantic.fields import FieldInfo

PREFIX = "SEGUE_"


def _variable(field_name: str) -> str:
    return f"{PREFIX}{field_name.upper()}"


class Topic(BaseModel):
    """A field is set by `SEGUE_<NAME>`, unless its `validation_alias` is another variable. Each field has a
    `description`, and `examples` where the type alone doesn't show how a value is written."""

    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=_variable),
        populate_by_name=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )
    title: ClassVar[str]
    table: ClassVar[str]


def variable_of(field: FieldInfo) -> str:
    """The variable that sets the field."""
    return str(field.validation_alias)


def is_secret(field: FieldInfo) -> bool:
    """Whether its value is never shown."""
    return _holds_secret(field.annotation)


def _holds_secret(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(is_secret(field) for field in annotation.model_fields.values())
    return annotation is SecretStr or any(map(_holds_secret, get_args(annotation)))
