"""What apps above hook into accounts: their share of a person's data, pictures of people, who follows whom."""

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from segue.accounts.types import Avatar, Holding

Rows = Iterable[Mapping[str, Any]]


class FileGone(Exception):
    """A file that should be exported isn't there any more; the export goes on without it and says so."""


@dataclass(frozen=True)
class ExportFile:
    """`path`: in the zip. `chunks()` reads it from its beginning, and raises FileGone before anything else.
    `is_original`: a file that the person gave, of `size_bytes`; documents are small and don't know their size."""

    path: str
    chunks: Callable[[], Iterator[bytes]]
    is_original: bool = False
    size_bytes: int = 0


Export = Callable[[uuid.UUID], Iterable[ExportFile]]
"""Everything that an app keeps of the person of this id."""
Erase = Callable[[uuid.UUID], None]
"""Erases that, or hands it over to others who need it. Safe to repeat, whatever a crash left half done."""
Holdings = Callable[[uuid.UUID], list[Holding]]
"""What would have nobody in charge without that person."""
ShowAvatars = Callable[[Collection[uuid.UUID], str], Mapping[uuid.UUID, Avatar]]
"""Those that there are of these people, for the browser with that viewer key."""
FollowCheck = Callable[[uuid.UUID, uuid.UUID], bool]
"""Whether the first person follows the second."""

_EXPORTS: dict[str, Export] = {}
_ERASURES: dict[str, Erase] = {}
_HOLDINGS: dict[str, Holdings] = {}
_AVATARS: list[ShowAvatars] = []
_FOLLOWS: list[FollowCheck] = []


def register_export(name: str, export: Export) -> None:
    """`name`: the app's."""
    _EXPORTS[name] = export


def register_erasure(name: str, erase: Erase, *, holdings: Holdings | None = None) -> None:
    """Apps register when Django starts, the lower ones first. `holdings` stop a deletion until somebody else has
    them, or the person wants them erased too; `erase` does that."""
    _ERASURES[name] = erase
    if holdings:
        _HOLDINGS[name] = holdings


def register_avatars(show: ShowAvatars) -> None:
    _AVATARS[:] = [show]


def register_follow_check(check: FollowCheck) -> None:
    _FOLLOWS[:] = [check]


def exports() -> Mapping[str, Export]:
    """By the names of apps, the lower ones first."""
    return dict(_EXPORTS)


def erasures() -> Mapping[str, Erase]:
    """By the names of apps, the upper ones first: they refer to what the lower ones keep."""
    return dict(reversed(_ERASURES.items()))


def holdings_of(user_id: uuid.UUID) -> list[Holding]:
    return [holding for find in _HOLDINGS.values() for holding in find(user_id)]


def avatars_of(user_ids: Collection[uuid.UUID], viewer_key: str) -> Mapping[uuid.UUID, Avatar]:
    return _AVATARS[0](user_ids, viewer_key) if _AVATARS else {}


def is_following(follower_id: uuid.UUID, followed_id: uuid.UUID) -> bool:
    """False as long as no app knows of following."""
    return any(check(follower_id, followed_id) for check in _FOLLOWS)


def json_document(path: str, rows: Callable[[], Rows]) -> ExportFile:
    """A list with an object on each line, written while `rows()` is read."""

    def chunks() -> Iterator[bytes]:
        opening = "[\n"
        for row in rows():
            yield (opening + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)).encode()
            opening = ",\n"
        yield b"\n]\n" if opening != "[\n" else b"[]\n"

    return ExportFile(path, chunks)
