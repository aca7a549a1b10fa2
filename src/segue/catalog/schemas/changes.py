"""What every change of fields has in common."""

from typing import Any, ClassVar

from ninja import Schema
from pydantic import ConfigDict


class Changes(Schema):
    """Fields that are left out, or null, stay as they are; `nullable` ones null empties."""

    model_config = ConfigDict(extra="forbid")
    nullable: ClassVar[frozenset[str]] = frozenset()
    about: ClassVar[frozenset[str]] = frozenset({"version", "id"})
    """Not of the fields themselves."""

    def values(self) -> dict[str, Any]:
        """By the name of the field: what is to change."""
        sent = {
            name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set
        }
        return {
            name: value
            for name, value in sent.items()
            if name not in self.about and (value is not None or name in self.nullable)
        }
