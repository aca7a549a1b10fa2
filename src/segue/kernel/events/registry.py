"""The facts that apps announce, and who reacts to them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict

EVENT_TYPES: dict[str, type["Event"]] = {}
_HANDLERS: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)


class Event(BaseModel):
    """A past-tense fact with a wire name (`catalog.release_published`): ids and plain values only."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if EVENT_TYPES.setdefault(cls.name, cls) is not cls:
            raise TypeError(f"event name {cls.name!r} is taken by {EVENT_TYPES[cls.name]!r}")


EventT = TypeVar("EventT", bound=Event)
Handler = Callable[[EventT], None]


def on(event_type: type[EventT]) -> Callable[[Handler[EventT]], Handler[EventT]]:
    """Run the decorated function after each such event commits, in a transaction of its own.

    It may run again when its transaction fails, so effects outside the database happen at least once.
    """

    def register(handler: Handler[EventT]) -> Handler[EventT]:
        _HANDLERS[event_type.name][f"{handler.__module__}.{handler.__qualname__}"] = handler
        return handler

    return register


def handlers_of(name: str) -> dict[str, Callable[[Any], None]]:
    """Handlers by their stored key."""
    return _HANDLERS[name]
