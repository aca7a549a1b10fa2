"""Writes of the catalog, a module for each subject."""

from segue.catalog.erasing import remove_release
from segue.catalog.locks import (
    find_own_release,
    lock_own_release,
    lock_own_track,
    lock_release,
    tell_team,
)
from segue.catalog.services.releases import (
    change_release,
    clean_title,
    create_release,
    delete_release,
    measure_release,
    restore_release,
)
from segue.catalog.services.tags import apply_tags
from segue.catalog.services.takedown import (
    reinstate_release,
    reinstate_track,
    restore_cover,
    take_down_cover,
    take_down_release,
    take_down_track,
)
from segue.catalog.services.tracks import (
    MAX_TRACKS,
    add_track,
    change_track,
    change_tracks,
    delete_track,
    restore_track,
)
from segue.catalog.types import UNTITLED

__all__ = [
    "MAX_TRACKS",
    "UNTITLED",
    "add_track",
    "apply_tags",
    "change_release",
    "change_track",
    "change_tracks",
    "clean_title",
    "create_release",
    "delete_release",
    "delete_track",
    "find_own_release",
    "lock_own_release",
    "lock_own_track",
    "lock_release",
    "measure_release",
    "reinstate_release",
    "reinstate_track",
    "remove_release",
    "restore_cover",
    "restore_release",
    "restore_track",
    "take_down_cover",
    "take_down_release",
    "take_down_track",
    "tell_team",
]
