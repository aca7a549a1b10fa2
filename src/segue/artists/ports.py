"""What apps above hook into artists: their share of what goes with an artist."""

import uuid
from collections.abc import Callable

RemoveMusic = Callable[[uuid.UUID, bool], None]
"""Removes the music of the artist of this id, in the transaction in which the artist goes, or refuses: what is public
goes only if the second argument says so."""

_REMOVALS: list[RemoveMusic] = []


def register_music_removal(remove: RemoveMusic) -> None:
    _REMOVALS[:] = [remove]


def remove_music(artist_id: uuid.UUID, *, with_public: bool) -> None:
    for remove in _REMOVALS:
        remove(artist_id, with_public)
